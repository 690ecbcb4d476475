import { stringify } from 'csv-stringify/sync';
import { isoDate } from '../shared/german.ts';
import type { FigureRow } from './figures.ts';
import type { Report } from './report.ts';

/** CSV as German Excel opens it: semicolons, byte order mark, CRLF, formulas disarmed. */
const german = {
  delimiter: ';',
  bom: true,
  record_delimiter: 'windows',
  escape_formulas: true,
  quoted_string: true,
} as const;

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
  return stringify(lines, german);
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
  return stringify([header, ...lines], german);
}
