import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fromRoot } from '../../platform/paths.ts';
import { organisationKinds } from './kinds.ts';

/** The committed source data of the registry (see data/README.md), parsed and checked. */

const dataFile = (name: string): string =>
  readFileSync(fromRoot('src', 'organisations', 'data', name), 'utf8');

const optional = z.string().transform((value) => (value === '' ? null : value));
const amount = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number);

const municipality = z.object({
  ags: z.string().regex(/^\d{8}$/),
  name: z.string().min(1),
  kind: z.string().min(1),
  district_key: z.string().regex(/^\d{5}$/),
  land: z.string().regex(/^\d{2}$/),
  population: amount,
  area_km2: amount,
  lon: amount,
  lat: amount,
  model_region: optional,
});

const district = z.object({
  key: z.string().regex(/^\d{5}$/),
  name: z.string().min(1),
  kind: z.string().min(1),
  land: z.string().regex(/^\d{2}$/),
  population: amount,
  lon: amount,
  lat: amount,
  model_region: optional,
});

const curated = z.object({
  organisations: z.array(
    z.object({
      slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      name: z.string().min(1),
      fullName: z.string().optional(),
      kind: z.enum(organisationKinds),
      kindLabel: z.string().optional(),
      land: z.string().optional(),
      modelRegion: z.string().optional(),
      publicBody: z.boolean(),
      publicBodyReason: z.string().optional(),
      aliases: z.array(z.string()).default([]),
    }),
  ),
  registryNames: z.array(z.object({ text: z.string(), keys: z.array(z.string()).min(1) })),
  notOrganisations: z.array(z.object({ text: z.string(), reason: z.string() })),
});

export type MunicipalityRow = z.output<typeof municipality>;
export type DistrictRow = z.output<typeof district>;
export type Curated = z.output<typeof curated>;

const rows = (name: string): unknown => parse(dataFile(name), { columns: true, bom: true });

export const readMunicipalities = (): MunicipalityRow[] =>
  z.array(municipality).parse(rows('municipalities.csv'));
export const readDistricts = (): DistrictRow[] => z.array(district).parse(rows('districts.csv'));
export const readCurated = (): Curated => curated.parse(JSON.parse(dataFile('organisations.json')));
/** A JSON file of the data folder, checked by its schema. */
export const readJson = <T extends z.ZodType>(name: string, schema: T): z.output<T> =>
  schema.parse(JSON.parse(dataFile(name)));

/** The sixteen Länder in order of their key. */
export const readLaender = (): { key: string; name: string }[] =>
  z.array(z.object({ key: z.string(), name: z.string() })).parse(rows('laender.csv'));
