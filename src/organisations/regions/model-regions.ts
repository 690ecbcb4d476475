import { z } from 'zod';
import { readJson } from '../registry/files.ts';
import { slugOfKey } from '../registry/resolve-names.ts';

const region = z.object({
  key: z.string(),
  name: z.string(),
  lead: z.string(),
  members: z.array(z.string()),
  projectOffice: z.string(),
  description: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  searchTerms: z.array(z.string()),
});

/** One of the five Digitale Modellregionen NRW; organisations are named by slug. */
export type ModelRegion = {
  key: string;
  name: string;
  leadSlug: string;
  /** Further members by the funding guideline of 2018. */
  memberSlugs: string[];
  projectOfficeSlug: string;
  description: string;
  facts: { label: string; value: string }[];
  /** Words under which the region is looked for, e.g. "Wuppertal" for the Bergisches Städtedreieck. */
  searchTerms: string[];
};

let cache: ModelRegion[] | undefined;

/** The five model regions, in the order of the programme's material. */
export function modelRegions(): readonly ModelRegion[] {
  cache ??= readJson('model-regions.json', z.array(region)).map(
    ({ lead, members, projectOffice, ...facts }) => ({
      ...facts,
      leadSlug: slugOfKey(lead),
      memberSlugs: members.map(slugOfKey),
      projectOfficeSlug: slugOfKey(projectOffice),
    }),
  );
  return cache;
}

/** A model region by key; null for an unknown one. */
export const modelRegion = (key: string | null): ModelRegion | null =>
  modelRegions().find((one) => one.key === key) ?? null;
