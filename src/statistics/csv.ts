import { germanCsv } from '../shared/csv.ts';
import { isoDate } from '../shared/german.ts';
import type { FigureRow } from './figures.ts';
import type { Report } from './report.ts';

/** The figures with their definitions, then every table of the report. */
export function reportCsv(report: Report): string {
  const lines: (string | number)[][] = [
    ['Zahl', 'Wert', 'Definition'],
    ...report.totals.map(({ label, value, definition }) => [label, value, definition]),
  ];
  for (const { title, columns, rows } of report.tables) {
    lines.push(
      [],
      [title],
      columns.map(({ label }) => label),
    );
    lines.push(...rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.text : cell))));
  }
  return germanCsv(lines);
}

/** The records behind one figure. */
export function rowsCsv(rows: FigureRow[], baseUrl: string): string {
  const header = ['Lösung', 'Modellregion', 'Organisation', 'Datum', 'Angabe', 'Adresse'];
  const lines = rows.map((row) => [
    row.solution.title,
    row.solution.modelRegion,
    row.organisation,
    isoDate(row.at),
    row.detail,
    `${baseUrl}${row.href}`,
  ]);
  return germanCsv([header, ...lines]);
}
