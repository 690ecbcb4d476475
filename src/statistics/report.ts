import { number } from '../shared/german.ts';
import { barChart } from './chart.ts';
import type { Facts } from './facts.ts';
import { type Figure, type FigureRow, figureByKey, figures, numberOf } from './figures.ts';
import type { Grouping } from './groupings.ts';
import { periodText } from './period.ts';
import { type StatisticsQuery, statisticsHref } from './query.ts';
import type { Selection } from './selection.ts';

type Cell = string | number | { text: string | number; href: string };
export type ReportTable = { title: string; columns: { label: string; numeric?: boolean }[]; rows: Cell[][] };
export type ReportChart = ReportTable & { id: string; message: string; svg: string };
export type Report = {
  sentence: string;
  totals: { key: string; label: string; value: string; definition: string; href: string | null }[];
  tables: ReportTable[];
};

type Options = {
  facts: Facts;
  selection: Selection;
  groupings: Grouping[];
  query: StatisticsQuery;
  /** Address of this statistics' records, and which figures' records its readers may see. */
  recordsPath: string;
  mayOpen: (figure: Figure) => boolean;
};

/** Which figures stand in the table of a grouping. */
const columnsOf: Record<string, string[]> = {
  region: ['loesungen', 'anfragen', 'annahmen', 'antwortzeit', 'gemeldet', 'bestaetigt', 'produktiv'],
  thema: ['loesungen', 'anfragen', 'annahmen', 'gemeldet', 'bestaetigt', 'produktiv'],
  monat: ['anfragen', 'annahmen', 'gemeldet', 'bestaetigt'],
  stufe: ['gemeldet', 'bestaetigt'],
  entfernung: ['gemeldet', 'bestaetigt', 'produktiv'],
};

/** A statistics page's content in words and numbers: a sentence, each figure with its definition and records, tables. */
export function makeReport(options: Options): Report {
  const { facts, selection, groupings, query, recordsPath, mayOpen } = options;
  const rowsOf = new Map(figures.map((figure) => [figure.key, figure.rows(facts, selection)]));
  const rows = (figure: Figure): FigureRow[] => rowsOf.get(figure.key) ?? [];
  const href = (figure: Figure, group?: { nach: string; wert: string }): string | null =>
    mayOpen(figure) ? statisticsHref(recordsPath, query, { zahl: figure.key, ...group }) : null;

  const cell = (figure: Figure, own: FigureRow[], group: { nach: string; wert: string }): Cell => {
    const amount = shown(figure, own);
    const target = own.length > 0 ? href(figure, group) : null;
    return target ? { text: amount, href: target } : amount;
  };
  const tableFor = (grouping: Grouping): ReportTable => {
    const shownFigures = (columnsOf[grouping.key] ?? []).flatMap((key) => figureByKey(key) ?? []);
    const values = grouping.valuesIn(shownFigures.flatMap(rows));
    return {
      title: `Nach ${grouping.label}`,
      columns: [
        { label: grouping.label },
        ...shownFigures.map(({ short }) => ({ label: short, numeric: true })),
      ],
      rows: values.map(({ key, label }) => [
        label,
        ...shownFigures.map((figure) =>
          cell(
            figure,
            rows(figure).filter((row) => grouping.valuesOf(row).includes(key)),
            { nach: grouping.key, wert: key },
          ),
        ),
      ]),
    };
  };
  return {
    sentence: sentenceOf(query, rows),
    totals: figures.map((figure) => ({
      key: figure.key,
      label: figure.label,
      value: String(shown(figure, rows(figure))),
      definition: figure.definition,
      href: rows(figure).length > 0 ? href(figure) : null,
    })),
    tables: groupings.map(tableFor),
  };
}

/** The pictures of a statistics page, apart from its numbers: a CSV needs none, and drawing them takes the longest. */
export function makeCharts({
  facts,
  selection,
  groupings,
}: Pick<Options, 'facts' | 'selection' | 'groupings'>): Promise<ReportChart[]> {
  const drawn = groupings.filter(({ key }) => ['monat', 'region', 'entfernung'].includes(key));
  const rows = (figure: Figure): FigureRow[] => figure.rows(facts, selection);
  return Promise.all(drawn.map((grouping) => chartFor(grouping, rows)));
}

function shown(figure: Figure, rows: FigureRow[]): string {
  const value = numberOf(figure, rows);
  return value === null ? '–' : number(value);
}

function sentenceOf(query: StatisticsQuery, rowsOf: (figure: Figure) => FigureRow[]): string {
  const amount = (key: string): number => rowsOf(figureByKey(key) ?? failOn(key)).length;
  const confirmed = amount('bestaetigt');
  const productive = amount('produktiv');
  const inWords = (count: number): string => ['keine', 'eine'][count] ?? number(count);
  return [
    `${periodText(query)} ${confirmed < 2 ? 'wurde' : 'wurden'} ${inWords(confirmed)} ${confirmed < 2 ? 'Nachnutzung' : 'Nachnutzungen'} bestätigt`,
    `, ${inWords(amount('gemeldet'))} gemeldet; `,
    query.bis === ''
      ? `${inWords(productive)} ${productive < 2 ? 'ist' : 'sind'} im Produktivbetrieb.`
      : `am Ende des Zeitraums ${productive < 2 ? 'war' : 'waren'} ${inWords(productive)} im Produktivbetrieb.`,
  ]
    .join('')
    .replace(/(\d) /g, '$1\u00a0');
}

/** A picture of years of months would be taller than any screen; the table below has them all. */
const drawnMonths = 12;

async function chartFor(grouping: Grouping, rowsOf: (figure: Figure) => FigureRow[]): Promise<ReportChart> {
  const [reported, confirmed] = ['gemeldet', 'bestaetigt'].map((key) =>
    rowsOf(figureByKey(key) ?? failOn(key)),
  );
  const all = grouping.valuesIn([...(reported ?? []), ...(confirmed ?? [])]).map(({ key, label }) => {
    const amount = (rows: FigureRow[] = []): number =>
      rows.filter((r) => grouping.valuesOf(r).includes(key)).length;
    return { label, reported: amount(reported), confirmed: amount(confirmed) };
  });
  const groups = grouping.key === 'monat' ? all.slice(-drawnMonths) : all;
  const most = [...groups].sort((a, b) => b.confirmed - a.confirmed)[0];
  return {
    id: `bild-${grouping.key}`,
    title: `Nachnutzungen nach ${grouping.label}`,
    message: [
      most && most.confirmed > 0
        ? `Die meisten bestätigten Nachnutzungen: ${most.label} (${number(most.confirmed)}).`
        : 'Hier wurde noch keine Nachnutzung bestätigt.',
      groups.length < all.length ? `Gezeigt sind die letzten ${drawnMonths} Monate.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    svg: await barChart(
      groups.flatMap(({ label, reported: r, confirmed: c }) => [
        { label, series: 'gemeldet', amount: r },
        { label, series: 'bestätigt', amount: c },
      ]),
    ),
    columns: [
      { label: grouping.label },
      { label: 'gemeldet', numeric: true },
      { label: 'bestätigt', numeric: true },
    ],
    rows: groups.map(({ label, reported: r, confirmed: c }) => [label, r, c]),
  };
}

function failOn(key: string): never {
  throw new Error(`no figure ${key}`);
}
