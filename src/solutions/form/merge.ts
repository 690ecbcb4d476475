import { createHash } from 'node:crypto';
import type { FieldError } from '../../shared/errors.ts';
import type { FormValues } from '../../shared/form.ts';
import type { Content } from '../record/content.ts';
import type { FormField } from './form-field.ts';
import { applySection, type Section } from './sections.ts';

/** A field that somebody else changed after the person had read it, and that the person changed too. */
export type Clash = { field: FormField; theirs: string; mine: string };

export type Merged = {
  /** The stored content with what the person changed; fields at fault or in a clash keep their stored value. */
  content: Content;
  errors: FieldError[];
  clashes: Clash[];
  /** Labels of the fields that others changed and that the person left alone. */
  fromOthers: string[];
  /** What the person's page is now based on, for its next save. */
  seen: string;
};

/** Name of the choice between both texts of a field, and the answer that takes the stored one. */
export const choiceOf = (field: string): string => `wahl-${field}`;
const takeStored = 'gespeichert';

/** Fingerprints of what the fields of a section show, so that a later save knows what the person had before them. */
export function fingerprint(section: Section, content: Content): string {
  return written(section.fields.map((field) => [field.name, hashOf(field.read(content))]));
}

/**
 * Brings what was typed onto the newest stored content, field by field: what only one side changed is taken from that
 * side, what both changed differently is a clash. So people in other sections or fields never get in each other's way.
 * @param seen fingerprints of what the person's page was made from; null takes every difference for a clash
 */
export function mergeSection(
  section: Section,
  stored: Content,
  seen: string | null,
  typed: FormValues,
): Merged {
  const before = parsed(seen);
  const { content: wanted, errors } = applySection(section, stored, typed);
  const content = structuredClone(stored);
  const clashes: Clash[] = [];
  const fromOthers: string[] = [];
  const base: [string, string][] = [];
  for (const field of section.fields) {
    const theirs = field.read(stored);
    const mine = field.read(wanted);
    const [theirHash, myHash, oldHash] = [hashOf(theirs), hashOf(mine), before.get(field.name)];
    const leftAlone = myHash === oldHash || typed[choiceOf(field.name)] === takeStored;
    if (myHash === theirHash || leftAlone) {
      if (myHash !== theirHash) fromOthers.push(field.label);
      base.push([field.name, myHash]);
    } else if (theirHash === oldHash) {
      field.write(content, mine);
      base.push([field.name, myHash]);
    } else {
      clashes.push({ field, theirs: shown(theirs), mine: shown(mine) });
      base.push([field.name, oldHash ?? theirHash]);
    }
  }
  return { content, errors, clashes, fromOthers, seen: written(base) };
}

const shown = (value: string | string[]): string => [value].flat().join(', ') || 'leer';
const hashOf = (value: string | string[]): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
const written = (hashes: [string, string][]): string => hashes.map((pair) => pair.join(':')).join(' ');
const parsed = (seen: string | null): Map<string, string> =>
  new Map(
    (seen ?? '')
      .split(' ')
      .map((pair): [string, string] => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']),
  );
