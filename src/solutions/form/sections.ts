import type { FieldError } from '../../shared/errors.ts';
import type { FormValues } from '../../shared/form.ts';
import type { Content } from '../record/content.ts';
import type { FormField } from './form-field.ts';
import { makeSections } from './section-list.ts';

/** A part of the form on a page of its own, with questions in the order people know the answers. */
export type Section = { key: string; title: string; intro: string; fields: FormField[] };

let cache: readonly Section[] | undefined;

/** The sections that are forms; organisations taking part and Projektergebnisse have pages of their own. */
export function sections(): readonly Section[] {
  cache ??= makeSections();
  return cache;
}

/** In which section a field stands, so that a fault can link to it. */
export const sectionOf = (field: string): Section | undefined =>
  sections().find(({ fields }) => fields.some(({ name }) => name === field));

/**
 * Writes what was typed on a section's page over a content; only the section's own fields are looked at.
 * @returns the new content with the faults; a field at fault keeps its old value
 */
export function applySection(
  section: Section,
  before: Content,
  typed: FormValues,
): { content: Content; errors: FieldError[] } {
  const content = structuredClone(before);
  const errors: FieldError[] = [];
  for (const field of section.fields) {
    const fault = field.write(content, typed[field.name]);
    if (fault !== null) errors.push({ field: field.name, message: fault });
  }
  if (
    section.key === 'grundlagen' &&
    content.title === '' &&
    errors.every(({ field }) => field !== 'title')
  ) {
    errors.unshift({ field: 'title', message: 'Geben Sie der Lösung einen Titel.' });
    content.title = before.title;
  }
  return { content, errors };
}
