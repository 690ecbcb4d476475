const maxValueLength = 100;

/** One line without control characters, in one Unicode spelling, trimmed and cut to `max` characters. */
export function tidyLine(value: string, max: number): string {
  const line = value
    .slice(0, max * 2)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ');
  return line.trim().slice(0, max).toWellFormed().trim();
}

/** A facet's value as the index and the address both write it, so that what is shown can be chosen. */
export const tidyValue = (value: string): string => tidyLine(value, maxValueLength);
