import {
  type Distance,
  outdatedBefore,
  type ReuseStage,
  relationLabels,
  stageLabels,
} from '../reuses/index.ts';
import type { Facts, RequestFact, ReuseFact, SolutionFact } from './facts.ts';
import { narrow, type Selection, within } from './selection.ts';

/** One record behind a figure. */
export type FigureRow = {
  id: string;
  /** Where the record can be seen by those who may. */
  href: string;
  solution: SolutionFact;
  /** The other organisation, '' where there is none. */
  organisation: string;
  at: Date;
  detail: string;
  stage: ReuseStage | null;
  distance: Distance | null;
  /** The number a median is made of. */
  amount: number | null;
};

export type Figure = {
  key: string;
  label: string;
  /** The label as a table's column heading. */
  short: string;
  /** The rule in one or two sentences, as shown beside the number. */
  definition: string;
  unit: 'count' | 'days';
  rows(facts: Facts, selection: Selection): FigureRow[];
};

type Narrowed = ReturnType<typeof narrow>;
const dayMs = 24 * 60 * 60 * 1000;

function solutionRow(solution: SolutionFact): FigureRow {
  return {
    id: solution.id,
    href: `/loesungen/${solution.slug}`,
    solution,
    organisation: solution.provider,
    at: solution.publishedAt,
    detail: solution.inventory ? 'Bestandseintrag' : 'veröffentlicht',
    stage: null,
    distance: null,
    amount: null,
  };
}

const requestRows = (
  facts: Narrowed,
  keep: (r: RequestFact) => boolean,
  at: (r: RequestFact) => Date,
): FigureRow[] =>
  facts.requests.filter(keep).flatMap((request) => {
    const solution = facts.byId.get(request.solutionId);
    if (!solution) return [];
    return [
      {
        id: request.id,
        href: `/vorgaenge/anfragen/${request.id}`,
        solution,
        organisation: request.requester,
        at: at(request),
        detail: 'Anfrage',
        stage: null,
        distance: null,
        amount: request.answeredAt
          ? (request.answeredAt.getTime() - request.createdAt.getTime()) / dayMs
          : null,
      },
    ];
  });

const reuseRows = (
  facts: Narrowed,
  keep: (r: ReuseFact) => boolean,
  at: (r: ReuseFact) => Date,
): FigureRow[] =>
  facts.reuses.filter(keep).flatMap((reuse) => {
    const solution = facts.byId.get(reuse.solutionId);
    if (!solution) return [];
    return [
      {
        id: reuse.id,
        href: `/vorgaenge/nachnutzungen/${reuse.id}`,
        solution,
        organisation: reuse.organisation,
        at: at(reuse),
        detail: `${relationLabels[reuse.relation]}, ${stageLabels[reuse.stage]}`,
        stage: reuse.stage,
        distance: reuse.distance,
        amount: null,
      },
    ];
  });

const confirmedOf = (reuse: ReuseFact): Date => reuse.confirmedAt ?? reuse.reportedAt;

/** A confirmed transfer in productive use on the last day of the period, re-confirmed within 12 months. */
const productiveAt = (reuse: ReuseFact, end: Date): boolean =>
  reuse.relation === 'transfer' &&
  reuse.confirmedStage === 'productive' &&
  reuse.confirmedAt !== null &&
  reuse.confirmedAt < end &&
  reuse.lastConfirmedAt !== null &&
  reuse.lastConfirmedAt >= outdatedBefore(end);

/** All figures in the order in which they are shown; product.md, "What counts as transfer". */
export const figures: Figure[] = [
  {
    key: 'loesungen',
    label: 'Veröffentlichte Lösungen',
    short: 'Lösungen',
    definition:
      'Lösungen, die am Ende des Zeitraums veröffentlicht waren, Bestandseinträge eingeschlossen; zurückgezogene zählen nicht.',
    unit: 'count',
    rows: (facts, selection) =>
      narrow(facts, selection)
        .solutions.filter(
          (s) => s.publishedAt < selection.to && (s.withdrawnAt === null || s.withdrawnAt >= selection.to),
        )
        .map(solutionRow),
  },
  {
    key: 'anfragen',
    label: 'Anfragen',
    short: 'Anfragen',
    definition:
      'Anfragen zur Nachnutzung einer Lösung, die im Zeitraum gestellt wurden, gleich wie sie ausgingen.',
    unit: 'count',
    rows: (facts, selection) =>
      requestRows(
        narrow(facts, selection),
        (r) => within(selection, r.createdAt),
        (r) => r.createdAt,
      ),
  },
  {
    key: 'annahmen',
    label: 'Angenommene Anfragen',
    short: 'angenommen',
    definition: 'Anfragen, die die bereitstellende Organisation im Zeitraum angenommen hat.',
    unit: 'count',
    rows: (facts, selection) =>
      requestRows(
        narrow(facts, selection),
        (r) => r.accepted && within(selection, r.decidedAt),
        (r) => r.decidedAt ?? r.createdAt,
      ),
  },
  {
    key: 'antwortzeit',
    label: 'Tage bis zur ersten Antwort',
    short: 'Tage bis Antwort',
    definition:
      'Median der Tage von der Anfrage bis zur ersten Nachricht oder Entscheidung der Bereitstellenden, über die im Zeitraum gestellten und schon beantworteten Anfragen.',
    unit: 'days',
    rows: (facts, selection) =>
      requestRows(
        narrow(facts, selection),
        (r) => within(selection, r.createdAt) && r.answeredAt !== null && r.answeredAt < selection.to,
        (r) => r.createdAt,
      ),
  },
  {
    key: 'gemeldet',
    label: 'Gemeldete Nachnutzungen',
    short: 'gemeldet',
    definition:
      'Nachnutzungen durch eine andere Organisation, die eine Seite im Zeitraum gemeldet hat, auch solche, die die andere Seite noch nicht bestätigt hat.',
    unit: 'count',
    rows: (facts, selection) =>
      reuseRows(
        narrow(facts, selection),
        (r) => r.relation === 'transfer' && within(selection, r.reportedAt),
        (r) => r.reportedAt,
      ),
  },
  {
    key: 'bestaetigt',
    label: 'Bestätigte Nachnutzungen (Transfer)',
    short: 'bestätigt',
    definition:
      'Nachnutzungen durch eine andere Organisation, die im Zeitraum von der Seite bestätigt wurden, die sie nicht gemeldet hat. Nur sie heißen Transfer.',
    unit: 'count',
    rows: (facts, selection) =>
      reuseRows(
        narrow(facts, selection),
        (r) => r.relation === 'transfer' && within(selection, r.confirmedAt),
        confirmedOf,
      ),
  },
  {
    key: 'produktiv',
    label: 'Im Produktivbetrieb',
    short: 'produktiv',
    definition:
      'Bestätigte Nachnutzungen, die am Ende des Zeitraums im Produktivbetrieb waren und deren letzte Bestätigung nicht älter als 12 Monate ist.',
    unit: 'count',
    rows: (facts, selection) =>
      reuseRows(narrow(facts, selection), (r) => productiveAt(r, selection.to), confirmedOf),
  },
  {
    key: 'eigene',
    label: 'Eigen- und Partnernutzungen',
    short: 'eigene',
    definition:
      'Nutzung durch die Bereitstellenden selbst oder durch genannte Projektpartner, im Zeitraum gemeldet. Sie wird gezeigt, zählt aber nicht als Transfer.',
    unit: 'count',
    rows: (facts, selection) =>
      reuseRows(
        narrow(facts, selection),
        (r) => r.relation !== 'transfer' && within(selection, r.reportedAt),
        (r) => r.reportedAt,
      ),
  },
  {
    key: 'absagen',
    label: 'Nicht nachgenutzt, mit Grund',
    short: 'Absagen',
    definition: 'Angaben von Kommunen im Zeitraum, warum sie sich gegen eine Nachnutzung entschieden haben.',
    unit: 'count',
    rows: (facts, selection) => {
      const narrowed = narrow(facts, selection);
      return narrowed.rejections
        .filter(({ at }) => within(selection, at))
        .flatMap((rejection) => {
          const solution = narrowed.byId.get(rejection.solutionId);
          if (!solution) return [];
          return [
            {
              id: rejection.id,
              href: `/loesungen/${solution.slug}`,
              solution,
              organisation: '',
              at: rejection.at,
              detail: rejection.reasonLabel,
              stage: null,
              distance: null,
              amount: null,
            },
          ];
        });
    },
  },
];

/** The figure with this key, or undefined. */
export const figureByKey = (key: string): Figure | undefined => figures.find((figure) => figure.key === key);

/** The number of a figure over its rows: how many, or the median in days; null where a median has nothing. */
export function numberOf(figure: Figure, rows: FigureRow[]): number | null {
  return figure.unit === 'count'
    ? rows.length
    : median(rows.flatMap(({ amount }) => (amount === null ? [] : [amount])));
}

/** The middle value, the mean of the two middle ones for an even number; null for none. */
export function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}
