import type { Request, Response } from 'express';
import { type Access, actingFor, everyone, kdn, member } from '../platform/access.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { type Actor, isPlatform } from '../shared/actor.ts';
import { notFound } from '../shared/errors.ts';
import { compareText } from '../shared/german.ts';
import { pageNumber, pageSize, toPage } from '../shared/paging.ts';
import { reportCsv, rowsCsv } from './csv.ts';
import type { Facts } from './facts.ts';
import { type Figure, type FigureRow, figureByKey } from './figures.ts';
import { makeGroupings } from './groupings.ts';
import { usualPeriods } from './period.ts';
import { parseStatisticsQuery, type StatisticsQuery, selectionOf, statisticsHref } from './query.ts';
import { makeCharts, makeReport } from './report.ts';

export type StatisticsOptions = {
  /** All facts of the installation as they are now. */
  loadFacts(): Promise<Facts>;
  regions: { key: string; name: string }[];
  /** The model region that an organisation is the project office of, or null. */
  officeRegionOf(organisationId: string): Promise<string | null>;
  baseUrl: string;
  now: () => Date;
};

/** One statistics page for one kind of reader; all three show the same figures by the same definitions. */
type Audience = {
  path: string;
  /** Where the page stands below, if anywhere. */
  parent: { label: string; href: string } | null;
  access: Access;
  title: string;
  lead: string;
  /** The region the reader is bound to, '' for all. */
  regionFor(req: Request): Promise<string>;
  /** Where this reader finds the same figures with more records, or null. */
  closerFor(actor: Actor | null): Promise<{ label: string; href: string } | null>;
  /** Which figures' records the reader may open: names of requesters are for those concerned and KDN. */
  mayOpen(figure: Figure): boolean;
  /** The page of a record that this reader can open. */
  hrefOf(row: FigureRow): string;
};

const publicRecords = ['loesungen', 'bestaetigt', 'produktiv'];

/** Pages and CSV of the transfer statistics: public, for KDN, and for each project office its own region. */
export function makeStatisticsRoutes(options: StatisticsOptions): Routes {
  const routes = makeRoutes();
  const audiences: Audience[] = [
    {
      path: '/transfer',
      parent: null,
      access: everyone(),
      title: 'Transfer',
      lead: 'Was aus fertigen Projekten geworden ist: gefragt, übernommen, in Betrieb.',
      regionFor: async () => '',
      closerFor: async (actor) => {
        if (isPlatform(actor, 'kdn')) return { label: 'Transferstatistik für KDN', href: '/kdn/statistik' };
        const region = actor?.organisation ? await options.officeRegionOf(actor.organisation.id) : null;
        return region === null
          ? null
          : { label: 'Transferstatistik der eigenen Modellregion', href: '/region/statistik' };
      },
      mayOpen: ({ key }) => publicRecords.includes(key),
      hrefOf: ({ solution }) => `/loesungen/${solution.slug}`,
    },
    {
      path: '/kdn/statistik',
      parent: { label: 'KDN', href: '/kdn' },
      access: kdn(),
      title: 'Transferstatistik',
      lead: 'Alle Zahlen mit ihrer Definition und ihren Datensätzen.',
      regionFor: async () => '',
      closerFor: async () => null,
      mayOpen: () => true,
      hrefOf: ({ href }) => href,
    },
    {
      path: '/region/statistik',
      parent: null,
      access: member(),
      title: 'Transferstatistik der eigenen Modellregion',
      lead: 'Die Zahlen Ihrer Modellregion mit ihrer Definition und ihren Datensätzen.',
      regionFor: async (req) => {
        const region = await options.officeRegionOf(actingFor(req).organisation.id);
        if (region === null)
          throw notFound('Diese Statistik gibt es für die Projektbüros der Modellregionen.');
        return region;
      },
      closerFor: async () => null,
      mayOpen: () => true,
      hrefOf: ({ solution }) => `/loesungen/${solution.slug}`,
    },
  ];
  for (const audience of audiences) declareAudience(routes, audience, options);
  return routes;
}

function declareAudience(routes: Routes, audience: Audience, options: StatisticsOptions): void {
  const { path, parent, access, title, lead, regionFor, closerFor, mayOpen, hrefOf } = audience;
  const recordsPath = `${path}/datensaetze`;
  const groupings = makeGroupings(options.regions.map(({ key, name }) => ({ key, label: name })));

  async function reportFor(req: Request) {
    const query = parseStatisticsQuery(req.query);
    const ownRegion = await regionFor(req);
    const selection = selectionOf(query, options.now(), ownRegion);
    const facts = await options.loadFacts();
    return { query, ownRegion, facts, selection };
  }

  async function rowsFor(
    req: Request,
  ): Promise<{ figure: Figure; rows: FigureRow[]; group: string; query: StatisticsQuery }> {
    const { query, facts, selection } = await reportFor(req);
    const figure = figureByKey(query.zahl);
    if (!figure || !mayOpen(figure)) throw notFound('Zu dieser Zahl gibt es hier keine Datensätze.');
    const grouping = groupings.find(({ key }) => key === query.nach);
    const all = figure.rows(facts, selection);
    const chosen = grouping ? all.filter((row) => grouping.valuesOf(row).includes(query.wert)) : all;
    const rows = chosen.map((row) => ({ ...row, href: hrefOf(row) }));
    const label = grouping?.valuesIn(all).find(({ key }) => key === query.wert)?.label ?? '';
    return { figure, rows: [...rows].sort((a, b) => b.at.getTime() - a.at.getTime()), group: label, query };
  }

  routes.get(path, access, async (req, res) => {
    const { query, ownRegion, facts, selection } = await reportFor(req);
    const report = makeReport({ facts, selection, groupings, query, recordsPath, mayOpen });
    const charts = await makeCharts({ facts, selection, groupings });
    const topics = [...new Set(facts.solutions.flatMap((solution) => solution.topics))].sort(compareText);
    const regions = ownRegion === '' ? options.regions : [];
    res.page('statistics/report', {
      title,
      lead,
      path,
      parent,
      query,
      report,
      charts,
      closer: await closerFor(req.actor),
      topics,
      regions,
      csvHref: statisticsHref(`${path}/zahlen.csv`, query),
      periods: usualPeriods(options.now()).map(({ label, von, bis }) => ({
        label,
        href: statisticsHref(path, query, { von, bis }),
        current: query.von === von && query.bis === bis,
      })),
    });
  });

  routes.get(`${path}/zahlen.csv`, { access, kind: 'file' }, async (req, res) => {
    const { query, facts, selection } = await reportFor(req);
    sendCsv(
      res,
      'transferstatistik.csv',
      reportCsv(makeReport({ facts, selection, groupings, query, recordsPath, mayOpen })),
    );
  });

  routes.get(recordsPath, access, async (req, res) => {
    const { figure, rows, group, query } = await rowsFor(req);
    const page = pageNumber(req.query.seite);
    const items = rows.slice((page - 1) * pageSize, page * pageSize);
    res.page('statistics/records', {
      parent,
      statistics: { title, href: statisticsHref(path, query, { zahl: '', nach: '', wert: '' }) },
      figure,
      group,
      list: toPage(items, page, rows.length),
      hrefFor: (n: number) => `${statisticsHref(recordsPath, query)}&seite=${n}`,
      csvHref: statisticsHref(`${path}/datensaetze.csv`, query),
    });
  });

  routes.get(`${path}/datensaetze.csv`, { access, kind: 'file' }, async (req, res) => {
    const { figure, rows } = await rowsFor(req);
    sendCsv(res, `transferstatistik-${figure.key}.csv`, rowsCsv(rows, options.baseUrl));
  });
}

function sendCsv(res: Response, filename: string, content: string): void {
  res
    .attachment(filename)
    .type('text/csv; charset=utf-8')
    .set('Cache-Control', 'private, no-store')
    .send(content);
}
