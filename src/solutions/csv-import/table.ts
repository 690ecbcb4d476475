import { parse } from 'csv-parse/sync';

/** A fault of the file: where, what, and what to do. `row` counts as a spreadsheet does, the header is row 1. */
export type Fault = { row: number; column: string; value: string; fault: string; remedy: string };

export type Table = { header: string[]; rows: { row: number; cells: string[] }[] };

export const mostRows = 500;
export const mostBytes = 2_000_000;
/** Three times what the template has. */
const mostColumns = 200;

/**
 * Reads the bytes of a CSV file: UTF-8, or what German spreadsheets write (Windows-1252); separated by semicolon, comma
 * or tab.
 * @returns the table, or the one fault that keeps it from being read
 */
export function readTable(bytes: Uint8Array): Table | Fault {
  const wholeFile = (fault: string, remedy: string): Fault => ({
    row: 1,
    column: '',
    value: '',
    fault,
    remedy,
  });
  if (bytes.length > mostBytes)
    return wholeFile(
      `Die Datei ist größer als ${mostBytes / 1_000_000} MB.`,
      'Teilen Sie sie in mehrere Dateien, jede mit der Kopfzeile.',
    );
  const text = decoded(bytes).replaceAll('\0', '').normalize('NFC');
  let all: string[][];
  try {
    all = parse(text, { delimiter: separatorOf(text), bom: true, relax_column_count: true });
  } catch {
    return wholeFile(
      'Die Datei lässt sich nicht als CSV lesen, vermutlich fehlt ein Anführungszeichen.',
      'Speichern Sie sie aus der Tabellenkalkulation neu als CSV.',
    );
  }
  const wide = all.findIndex((cells) => cells.length > mostColumns);
  if (wide !== -1)
    return wholeFile(
      `Zeile ${wide + 1} hat mehr als ${mostColumns} Spalten.`,
      'Löschen Sie die Spalten, die nicht zur Vorlage gehören, auch leere.',
    );
  const [header = [], ...rest] = all;
  const rows = rest
    .map((cells, index) => ({
      row: index + 2,
      cells: cells.map((cell) => cell.replaceAll('\r\n', '\n').trim()),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0)
    return wholeFile('Unter der Kopfzeile steht nichts.', 'Schreiben Sie jede Lösung in eine eigene Zeile.');
  if (rows.length > mostRows)
    return wholeFile(
      `Die Datei hat ${rows.length.toLocaleString('de-DE')} Zeilen, höchstens ${mostRows} gehen auf einmal.`,
      'Teilen Sie sie in mehrere Dateien, jede mit der Kopfzeile.',
    );
  return { header: header.map((cell) => cell.trim()), rows };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const amount = (separator: string) => first.split(separator).length;
  return [';', ',', '\t'].toSorted((a, b) => amount(b) - amount(a))[0] ?? ';';
}
