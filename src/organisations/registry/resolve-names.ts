import { readCurated } from './files.ts';
import { registryEntries } from './registry.ts';

/** What a name in a project record stands for. */
export type ResolvedNames = {
  /** Slugs of the organisations meant; several for "Städte Lippstadt, Soest und Warstein". */
  organisationSlugs: string[];
  /** The text itself where it names no organisation of the registry; shown as partner in words. */
  unresolved: string | null;
};

let table: Map<string, string[]> | undefined;

/**
 * Resolves the text of a lead or partner to organisations of the registry. Only spellings written down in
 * data/organisations.json count: nothing is guessed from similar names.
 */
export function resolveOrganisationNames(text: string): ResolvedNames {
  table ??= readTable();
  const wanted = text.trim().normalize('NFC');
  const organisationSlugs = table.get(wanted) ?? [];
  return {
    organisationSlugs: [...organisationSlugs],
    unresolved: organisationSlugs.length === 0 ? wanted : null,
  };
}

/** The slug of the municipality or Kreis with an official key, or of the organisation with that slug. */
export function slugOfKey(key: string): string {
  const found = registryEntries().find(
    (e) => e.ags === key || (e.ags === null && e.districtKey === key) || e.slug === key,
  );
  if (found === undefined) throw new Error(`The registry knows no organisation ${key}`);
  return found.slug;
}

function readTable(): Map<string, string[]> {
  const { organisations, registryNames } = readCurated();
  const names = new Map<string, string[]>();
  for (const { slug, name, aliases } of organisations) {
    for (const text of [name, ...aliases]) names.set(text, [slug]);
  }
  for (const { text, keys } of registryNames) names.set(text, keys.map(slugOfKey));
  return names;
}
