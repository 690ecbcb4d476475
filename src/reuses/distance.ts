import type { Reuse } from './reuse.types.ts';

/** How far a transfer went (product.md): the regions and the Land are those of the time of reporting. */
export const distances = ['sameRegion', 'otherRegion', 'sameLand', 'otherLand', 'unknown'] as const;
export type Distance = (typeof distances)[number];

export const distanceLabels: Record<Distance, string> = {
  sameRegion: 'in derselben Modellregion',
  otherRegion: 'in einer anderen Modellregion',
  sameLand: 'sonst in Nordrhein-Westfalen',
  otherLand: 'in einem anderen Land',
  unknown: 'ohne Ort',
};

const northRhineWestphalia = '05';

/** The class of a reuse. Organisations without a Land in the registry, such as companies, are "unknown". */
export function distanceOf(reuse: Pick<Reuse, 'reuserRegion' | 'reuserLand' | 'providerRegion'>): Distance {
  if (reuse.reuserRegion !== null)
    return reuse.reuserRegion === reuse.providerRegion ? 'sameRegion' : 'otherRegion';
  if (reuse.reuserLand === null) return 'unknown';
  return reuse.reuserLand === northRhineWestphalia ? 'sameLand' : 'otherLand';
}
