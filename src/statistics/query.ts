import { asMonth } from '../shared/fields.ts';
import type { Selection } from './selection.ts';

/** The statistics pages' address as values; unknown or malformed parts are left out. */
export type StatisticsQuery = {
  von: string;
  bis: string;
  region: string;
  thema: string;
  /** Which figure's records are shown, and of which group. */
  zahl: string;
  nach: string;
  wert: string;
};

/** Reads the query string; each part is one short text or ''. */
export function parseStatisticsQuery(query: Record<string, unknown>): StatisticsQuery {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.slice(0, 100) : '';
  };
  const monthOf = (name: string): string => asMonth(text(name).trim()) ?? '';
  return {
    von: monthOf('von'),
    bis: monthOf('bis'),
    region: text('region'),
    thema: text('thema'),
    zahl: text('zahl'),
    nach: text('nach'),
    wert: text('wert'),
  };
}

/** The address part for a query, without its empty parts; `change` replaces some. */
export function statisticsHref(
  path: string,
  query: StatisticsQuery,
  change: Partial<StatisticsQuery> = {},
): string {
  const parts = Object.entries({ ...query, ...change }).filter(([, value]) => value !== '');
  const search = new URLSearchParams(parts).toString();
  return search === '' ? path : `${path}?${search}`;
}

/**
 * The selection a query means: whole months in German time, up to `now` where no end is given.
 * @param ownRegion fixes the region for a project office, whatever the address says
 */
export function selectionOf(query: StatisticsQuery, now: Date, ownRegion = ''): Selection {
  return {
    from: query.von === '' ? null : startOfMonth(query.von),
    to: query.bis === '' ? now : startOfMonth(monthAfter(query.bis)),
    modelRegion: ownRegion || query.region,
    topic: query.thema,
  };
}

function monthAfter(key: string): string {
  const next = new Date(`${key}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 7);
}

/** Midnight in Berlin on the first of the month: 23:00 or 22:00 UTC of the day before, by the time of year. */
function startOfMonth(key: string): Date {
  const utc = new Date(`${key}-01T00:00:00Z`);
  const hour = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Europe/Berlin',
  }).format(utc);
  return new Date(utc.getTime() - Number(hour) * 60 * 60 * 1000);
}
