import { readLaender } from './files.ts';

type Land = { key: string; name: string };
let cache: Map<string, Land> | undefined;

function byKey(): Map<string, Land> {
  cache ??= new Map(readLaender().map((land) => [land.key, land]));
  return cache;
}

/** The sixteen Länder in order of their key. */
export const laender = (): Land[] => [...byKey().values()];

/** "Nordrhein-Westfalen" for "05"; null for an unknown or missing key. */
export const landName = (key: string | null): string | null => byKey().get(key ?? '')?.name ?? null;
