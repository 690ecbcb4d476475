/** German dates, numbers and order, by Intl; all times are shown in German local time. */

const timeZone = 'Europe/Berlin';
const dateFormat = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone });
const dateTimeFormat = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone });
const timeFormat = new Intl.DateTimeFormat('de-DE', { timeStyle: 'short', timeZone });
const monthFormat = new Intl.DateTimeFormat('de-DE', { month: 'long', year: 'numeric', timeZone });
const numberFormat = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const euroFormat = new Intl.NumberFormat('de-DE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});
const collator = new Intl.Collator('de', { numeric: true, sensitivity: 'base' });
const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });

/** "21. November 2026" */
export const date = (value: Date): string => dateFormat.format(value);
/** "21. November 2026 um 14:05" */
export const dateTime = (value: Date): string => dateTimeFormat.format(value);
/** "14:05" */
export const time = (value: Date): string => timeFormat.format(value);
/** "November 2026" */
export const month = (value: Date): string => monthFormat.format(value);
/** "2026-11-21" in German local time, as date fields want it */
export const isoDate = (value: Date): string => isoDay.format(value);
/** "1.234,5" */
export const number = (value: number): string =>
  // What needs no point or comma needs no Intl either, which a page with hundreds of counts would feel.
  Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : numberFormat.format(value);
/** "475.222 €" */
export const euro = (value: number): string => euroFormat.format(value);
/** Compares two texts in German order. */
export const compareText = (a: string, b: string): number => collator.compare(a, b);

/** "3,4 MB"; 1 kB is 1,000 bytes as on every German file manager's download page. */
export function bytes(value: number): string {
  const units = ['Byte', 'kB', 'MB', 'GB', 'TB'];
  let amount = value;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${numberFormat.format(amount)} ${units[unit]}`;
}

/** "1 Lösung", "62 Lösungen" */
export function counted(amount: number, one: string, many: string): string {
  return `${number(amount)} ${amount === 1 ? one : many}`;
}

/** "2021", "Juni 2021" or "30. Juni 2021" from the stored '2021', '2021-06' or '2021-06-30'. */
export function timeText(stored: string): string {
  if (stored.length < 7) return stored;
  const at = new Date(`${stored.length === 7 ? `${stored}-01` : stored}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return stored;
  return stored.length === 7 ? month(at) : date(at);
}
