import type { FormField } from '../form/form-field.ts';
import { sections } from '../form/sections.ts';

/** A column of the file: a field of the form by its label. */
export type Column = { header: string; field: FormField; section: string };

/** Confirmed by a person who looks at one solution, never by a row of a table. */
const notByTable = new Set(['rightsConfirmed']);

/** Every column a file may have, in the order of the form; a label that occurs twice names its section. */
export function columns(): Column[] {
  const all = sections().flatMap(({ title, fields }) =>
    fields.filter(({ name }) => !notByTable.has(name)).map((field) => ({ field, section: title })),
  );
  const times = (label: string) => all.filter(({ field }) => field.label === label).length;
  return all.map((one) => ({
    ...one,
    header: times(one.field.label) > 1 ? `${one.field.label} (${one.section})` : one.field.label,
  }));
}

/** What may stand in a column, in words. */
export function allowedIn({ input, options, hint, needed }: FormField): string {
  const listed = options?.map(({ label }) => `„${label}“`).join(', ');
  const kind = {
    line: 'eine Zeile Text',
    text: 'Text, auch mit Zeilenumbrüchen in der Zelle',
    date: 'ein Datum, zum Beispiel 21.11.2026',
    choices: `keine, eine oder mehrere von ${listed}, getrennt durch |`,
    select: `leer oder ${listed}`,
    radio: `leer oder ${listed}`,
    tick: '„ja“ oder leer',
  }[input];
  const when = needed ? 'zur Veröffentlichung nötig' : 'freiwillig';
  return [`${kind}; ${when}.`, hint].filter(Boolean).join(' ');
}

/** What the form would send for a cell; words of options stand for their values. */
export function typedOf({ input, options = [] }: FormField, cell: string): string | string[] {
  const optionNamed = (text: string): string => {
    const wanted = text.trim().toLocaleLowerCase('de');
    const found = options.find(
      ({ label, value }) =>
        label.toLocaleLowerCase('de') === wanted || value.toLocaleLowerCase('de') === wanted,
    );
    return found?.value ?? text.trim();
  };
  if (input === 'choices')
    return cell
      .split(/[|\n]/)
      .filter((one) => one.trim() !== '')
      .map(optionNamed);
  if (input === 'select' || input === 'radio') return optionNamed(cell);
  const german = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/.exec(cell.trim())?.groups;
  if (input === 'date' && german)
    return `${german.year}-${german.month?.padStart(2, '0')}-${german.day?.padStart(2, '0')}`;
  return cell;
}
