import { type Content, emptyContent } from '../record/content.ts';
import { allowedIn, type Column, columns, typedOf } from './columns.ts';
import { headingKey } from './heading-key.ts';
import { type Fault, readTable } from './table.ts';

export type PlannedRow = { row: number; content: Content };
export type Plan = { rows: PlannedRow[]; faults: Fault[] };

/** Nobody mends more at once; all faults of a file are kept in one record. */
const mostFaults = 1000;

/**
 * What a file would make, and every fault in it. Values go through the fields of the form, so that its rules count.
 * @param leadIds organisations that lead what is made
 */
export function planOf(bytes: Uint8Array, leadIds: string[]): Plan {
  const table = readTable(bytes);
  if ('fault' in table) return { rows: [], faults: [table] };
  const known = columns();
  const { placed, faults } = placedColumns(table.header, known);
  const rows: PlannedRow[] = [];
  for (const { row, cells } of table.rows) {
    if (faults.length >= mostFaults) {
      faults.push({
        row,
        column: '',
        value: '',
        fault: `Bis hierher sind es schon ${mostFaults.toLocaleString('de-DE')} Fehler; ab dieser Zeile wurde nicht weiter geprüft.`,
        remedy: 'Berichtigen Sie zuerst die Fehler davor, und laden Sie die Datei neu hoch.',
      });
      break;
    }
    const content: Content = { ...emptyContent(), leadIds };
    for (const [index, cell] of cells.entries())
      if (cell !== '' && (table.header[index] ?? '') === '')
        faults.push({
          row,
          column: `Spalte ${letterOf(index)}`,
          value: short(cell),
          fault: 'Über dieser Zelle steht keine Überschrift.',
          remedy:
            'Geben Sie der Spalte eine Überschrift der Vorlage. Setzen Sie Zellen, die das Trennzeichen enthalten, in Anführungszeichen.',
        });
    for (const [index, column] of placed) {
      const cell = cells[index] ?? '';
      if (cell === '') continue;
      const fault = column.field.write(content, typedOf(column.field, cell));
      if (fault !== null)
        faults.push({
          row,
          column: column.header,
          value: short(cell),
          fault,
          remedy: `Erlaubt: ${allowedIn(column.field)}`,
        });
    }
    if (content.title === '' && faults.every((one) => one.row !== row || one.column !== 'Titel'))
      faults.push({
        row,
        column: 'Titel',
        value: '',
        fault: 'Der Titel fehlt.',
        remedy: 'Geben Sie jeder Lösung einen Titel.',
      });
    rows.push({ row, content });
  }
  return { rows, faults };
}

/** Which field each column of the file belongs to. */
function placedColumns(header: string[], known: Column[]): { placed: [number, Column][]; faults: Fault[] } {
  const placed: [number, Column][] = [];
  const faults: Fault[] = [];
  const fault = (column: string, text: string, remedy: string) =>
    faults.push({ row: 1, column: short(column), value: '', fault: text, remedy });
  for (const [index, name] of header.entries()) {
    if (name === '') continue;
    const column = known.find((one) => headingKey(one.header) === headingKey(name));
    if (column === undefined)
      fault(
        name,
        'Diese Spalte gibt es nicht.',
        'Nehmen Sie die Überschriften der Vorlage, oder löschen Sie die Spalte.',
      );
    else if (placed.some(([, one]) => one === column))
      fault(name, 'Diese Spalte steht zweimal da.', 'Behalten Sie eine davon.');
    else placed.push([index, column]);
  }
  if (placed.every(([, { field }]) => field.name !== 'title'))
    fault('Titel', 'Die Spalte „Titel“ fehlt.', 'Nehmen Sie die Kopfzeile der Vorlage.');
  return { placed, faults };
}

/** What a spreadsheet calls a column: 0 is A, 26 is AA. */
const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
