import { stringify } from 'csv-stringify/sync';

/** CSV as German Excel opens it: semicolons, byte order mark, CRLF, decimal comma, formulas disarmed. */
const german = {
  delimiter: ';',
  bom: true,
  record_delimiter: 'windows',
  escape_formulas: true,
  quoted_string: true,
  cast: { number: (value: number) => ({ value: String(value).replace('.', ','), quoted: false }) },
} as const;

/** Rows of texts and numbers as a German CSV file; a row may be empty. */
export const germanCsv = (rows: (string | number)[][]): string => stringify(rows, german);
