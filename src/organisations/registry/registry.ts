import { slugify } from '../../shared/slug.ts';
import type { Organisation } from '../record/organisation.types.ts';
import {
  type Curated,
  type DistrictRow,
  type MunicipalityRow,
  readCurated,
  readDistricts,
  readMunicipalities,
} from './files.ts';
import { kindLabels } from './kinds.ts';
import { fullNameOf } from './names.ts';

/** What the registry's files say about one organisation. */
export type RegistryEntry = Omit<
  Organisation,
  'id' | 'populationDate' | 'populationSource' | 'website' | 'serviceProviders' | 'succession' | 'revision'
> & { aliases: string[] };

/** Day and source of every population in the registry. */
export const populationDate = new Date('2019-12-31T00:00:00Z');
export const populationSource = 'Statistisches Bundesamt, Gemeindeverzeichnis (dl-de/by-2-0)';

let cache: RegistryEntry[] | undefined;

/**
 * Every organisation of the registry: 10,796 municipalities, the Kreise, and the curated organisations. A kreisfreie
 * Stadt is one organisation that carries both keys.
 */
export function registryEntries(): RegistryEntry[] {
  cache ??= readEntries();
  return cache;
}

function readEntries(): RegistryEntry[] {
  const districts = readDistricts();
  const byKey = new Map(districts.map((row) => [row.key, row]));
  const municipalities = readMunicipalities().map((row) => ofMunicipality(row, byKey.get(row.district_key)));
  const ownDistricts = new Set(municipalities.map((entry) => entry.districtKey));
  const kreise = districts.filter((row) => !ownDistricts.has(row.key)).map(ofDistrict);
  return withUniqueSlugs([...municipalities, ...kreise, ...readCurated().organisations.map(ofCurated)]);
}

function ofMunicipality(row: MunicipalityRow, district: DistrictRow | undefined): RegistryEntry {
  const fullName = fullNameOf(row.kind, row.name);
  const isDistrict = row.ags === `${row.district_key}000` && /^(kreisfreie Stadt|Stadtkreis)$/.test(row.kind);
  return {
    slug: slugify(fullName),
    name: row.name,
    fullName,
    kind: 'municipality',
    kindLabel: row.kind,
    ags: row.ags,
    districtKey: isDistrict ? row.district_key : null,
    land: row.land,
    district: row.district_key,
    districtName: isDistrict || district === undefined ? null : fullNameOf(district.kind, district.name),
    population: row.population,
    areaKm2: row.area_km2,
    lon: row.lon,
    lat: row.lat,
    modelRegion: row.model_region ?? district?.model_region ?? null,
    publicBody: true,
    publicBodyReason: null,
    aliases: [],
  };
}

function ofDistrict(row: DistrictRow): RegistryEntry {
  const fullName = fullNameOf(row.kind, row.name);
  return {
    slug: slugify(fullName),
    name: row.name,
    fullName,
    kind: 'district',
    kindLabel: row.kind,
    ags: null,
    districtKey: row.key,
    land: row.land,
    district: row.key,
    districtName: null,
    population: row.population,
    areaKm2: null,
    lon: row.lon,
    lat: row.lat,
    modelRegion: row.model_region,
    publicBody: true,
    publicBodyReason: null,
    aliases: [],
  };
}

function ofCurated(item: Curated['organisations'][number]): RegistryEntry {
  return {
    slug: item.slug,
    name: item.name,
    fullName: item.fullName ?? item.name,
    kind: item.kind,
    kindLabel: item.kindLabel ?? kindLabels[item.kind],
    ags: null,
    districtKey: null,
    land: item.land ?? null,
    district: null,
    districtName: null,
    population: null,
    areaKm2: null,
    lon: null,
    lat: null,
    modelRegion: item.modelRegion ?? null,
    publicBody: item.publicBody,
    publicBodyReason: item.publicBodyReason ?? null,
    aliases: item.aliases,
  };
}

/** Organisations of the same name all carry their official key in the slug, so that none owns the bare name by chance. */
function withUniqueSlugs(entries: RegistryEntry[]): RegistryEntry[] {
  const uses = new Map<string, number>();
  for (const { slug } of entries) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  return entries.map((entry) => {
    const key = entry.ags ?? entry.districtKey;
    return key !== null && uses.get(entry.slug) !== 1 ? { ...entry, slug: `${entry.slug}-${key}` } : entry;
  });
}
