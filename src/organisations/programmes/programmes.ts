import { z } from 'zod';
import { readJson } from '../registry/files.ts';
import { entryKinds } from './programme-entry.ts';

const entry = z.object({
  id: z.string(),
  kind: z.enum(entryKinds),
  title: z.string(),
  on: z.string(),
  until: z.string(),
  text: z.string(),
  url: z.string(),
  source: z.string(),
});

const programme = z.object({
  key: z.string(),
  /** `origin` of the project records that belong to it. */
  origin: z.string().nullable(),
  name: z.string(),
  label: z.string(),
  funder: z.string().nullable(),
  period: z.string().nullable(),
  description: z.string(),
  themes: z.array(z.string()),
  areas: z.array(z.string()),
  facts: z.array(z.string()),
  modelRegions: z.array(z.string()),
  /** What sources tell of it; written into the database once, where KDN goes on with it. */
  entries: z.array(entry).default([]),
});

/** A funding programme or action concept with its themes. */
export type Programme = z.output<typeof programme>;

let cache: Programme[] | undefined;

/** Every programme of the catalogue. */
export function programmes(): readonly Programme[] {
  cache ??= readJson('programmes.json', z.array(programme));
  return cache;
}

/** A programme by key; null for an unknown one. */
export const programmeByKey = (key: string | null): Programme | null =>
  programmes().find((one) => one.key === key) ?? null;

/** The programme of a project record's origin; null where the origin is no programme. */
export const programmeOfOrigin = (origin: string): Programme | null =>
  programmes().find((one) => one.origin !== null && one.origin === origin) ?? null;
