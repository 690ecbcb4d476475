import regions from './regions.json' with { type: 'json' };

/**
 * The words under which people look for what a model region did: its names, its members by the funding guideline of
 * 2018 and its landscape. '' for an unknown key. The caller puts them into a field of the document.
 */
export function regionWords(key: string): string {
  return regions.find((region) => region.key === key)?.words.join(', ') ?? '';
}
