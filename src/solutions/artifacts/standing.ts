import type { Release } from '../record/solution.model.ts';
import type { Artifact } from './artifact.ts';

/**
 * The artifacts of a release with who gets them today: what the newest release that holds an artifact says of its
 * access holds for every older one, since a provider that closes a file means the file and not a number.
 * @param releases all of the solution, in any order
 */
export function asTheyStand(
  artifacts: Artifact[],
  releases: Pick<Release, 'number' | 'artifacts'>[],
): Artifact[] {
  const accesses = new Map(
    releases
      .toSorted((a, b) => a.number - b.number)
      .flatMap((release) => release.artifacts.map(({ id, access }) => [id, access] as const)),
  );
  return artifacts.map((artifact) => ({ ...artifact, access: accesses.get(artifact.id) ?? artifact.access }));
}
