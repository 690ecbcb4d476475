import { distanceLabels, distances, reuseStages, stageLabels } from '../reuses/index.ts';
import { compareText, month as monthName } from '../shared/german.ts';
import type { FigureRow } from './figures.ts';

type Value = { key: string; label: string };

/** A way to divide a figure's records. A record may count under several values (topics). */
export type Grouping = {
  key: string;
  label: string;
  valuesOf(row: FigureRow): string[];
  /** All values in the order in which they are shown, also those with nothing where the list is fixed. */
  valuesIn(rows: FigureRow[]): Value[];
};

const berlinMonth = new Intl.DateTimeFormat('sv-SE', {
  year: 'numeric',
  month: '2-digit',
  timeZone: 'Europe/Berlin',
});
const monthKey = (at: Date): string => berlinMonth.format(at);

const present = (rows: FigureRow[], valuesOf: Grouping['valuesOf']): string[] => [
  ...new Set(rows.flatMap(valuesOf)),
];

/** The groupings of the statistics pages. `regions` are the model regions with their names. */
export function makeGroupings(regions: Value[]): Grouping[] {
  const fixed = (key: string, label: string, values: Value[], valuesOf: Grouping['valuesOf']): Grouping => ({
    key,
    label,
    valuesOf,
    valuesIn: () => values,
  });
  const topicsOf = (row: FigureRow): string[] => row.solution.topics;
  const monthsOf = (row: FigureRow): string[] => [monthKey(row.at)];
  return [
    fixed('region', 'Modellregion', [...regions, { key: 'keine', label: 'ohne Modellregion' }], (row) => [
      row.solution.modelRegion || 'keine',
    ]),
    {
      key: 'thema',
      label: 'Thema',
      valuesOf: topicsOf,
      valuesIn: (rows) =>
        present(rows, topicsOf)
          .sort(compareText)
          .map((key) => ({ key, label: key })),
    },
    {
      key: 'monat',
      label: 'Monat',
      valuesOf: monthsOf,
      valuesIn: (rows) =>
        monthsBetween(present(rows, monthsOf)).map((key) => ({ key, label: labelOfMonth(key) })),
    },
    fixed(
      'stufe',
      'Stufe',
      reuseStages.map((key) => ({ key, label: stageLabels[key] })),
      (row) => (row.stage ? [row.stage] : []),
    ),
    fixed(
      'entfernung',
      'Entfernung',
      distances.map((key) => ({ key, label: distanceLabels[key] })),
      (row) => (row.distance ? [row.distance] : []),
    ),
  ];
}

const labelOfMonth = (key: string): string => monthName(new Date(`${key}-15T12:00:00Z`));

/** Every month from the first to the last of the given ones, so that a month without records shows as zero. */
function monthsBetween(keys: string[]): string[] {
  const [first, last] = [[...keys].sort()[0], [...keys].sort().at(-1)];
  if (first === undefined || last === undefined) return [];
  const months: string[] = [];
  for (
    let at = new Date(`${first}-15T12:00:00Z`);
    monthKey(at) <= last;
    at.setUTCMonth(at.getUTCMonth() + 1)
  ) {
    months.push(monthKey(at));
  }
  return months;
}
