import type { Content } from '../../solutions/index.ts';
import { type Trait, type TraitKind, traitKinds, traitsOf } from './traits.ts';

/** A solution that is like another one, with what both share, the strongest first. */
export type Likeness = { id: string; shared: Trait[] };

/** How much a shared trait counts before its rarity; a service of the LeiKa is the same task, a target group hardly anything. */
const weights: Record<TraitKind, number> = {
  service: 6,
  standard: 3,
  technology: 2,
  word: 2,
  topic: 1,
  targetGroup: 0.3,
};
/** What more than this part of all solutions share says too little to look them all up; below `fewest` nothing does. */
const commonest = 0.1;
const fewest = 20;

/**
 * Which solutions are alike, kept as an inverted index of traits: a comparison reads only the lists of the traits of
 * the one solution asked for. Rare traits count more than common ones, by ln(1 + solutions / solutions with it).
 */
export function makeSimilarIndex() {
  const traits = new Map<string, Trait[]>();
  const holders = new Map<string, Set<string>>();

  function remove(id: string): void {
    for (const { key } of traits.get(id) ?? []) {
      const ids = holders.get(key);
      ids?.delete(id);
      if (ids?.size === 0) holders.delete(key);
    }
    traits.delete(id);
  }

  function put(id: string, content: Content): void {
    remove(id);
    const own = traitsOf(content);
    traits.set(id, own);
    for (const { key } of own) {
      const ids = holders.get(key) ?? new Set();
      holders.set(key, ids.add(id));
    }
  }

  const worth = ({ key, kind }: Trait): number =>
    weights[kind] * Math.log(1 + traits.size / (holders.get(key)?.size ?? 1));

  const isCommon = ({ key }: Trait): boolean =>
    (holders.get(key)?.size ?? 0) > Math.max(fewest, traits.size * commonest);

  return {
    put,
    remove,

    /** The solutions most like this one, best first; itself is never among them. Nothing for an unknown id. */
    likest(id: string, limit: number): Likeness[] {
      const own = traits.get(id) ?? [];
      const telling = own.filter((one) => !isCommon(one));
      const common = own.filter((one) => isCommon(one) && one.kind !== 'word');
      const found: Likeness[] = [];
      // What is shared is listed only for the best: thousands have some word in common.
      for (const [other] of byScore(scoresOf(id, telling, common))) {
        if (found.length === limit) break;
        const shared = [...telling, ...common].filter(({ key }) => holders.get(key)?.has(other));
        if (isAlike(shared)) found.push({ id: other, shared: strongestFirst(shared) });
      }
      return found;
    },
  };

  /** What others share with a solution, weighed; only those that share something telling. */
  function scoresOf(id: string, telling: Trait[], common: Trait[]): Map<string, number> {
    const scores = new Map<string, number>();
    for (const trait of telling) {
      const value = worth(trait);
      for (const other of holders.get(trait.key) ?? []) {
        if (other !== id) scores.set(other, (scores.get(other) ?? 0) + value);
      }
    }
    for (const trait of common) {
      const [value, ids] = [worth(trait), holders.get(trait.key)];
      for (const [other, score] of scores) if (ids?.has(other)) scores.set(other, score + value);
    }
    return scores;
  }

  function strongestFirst(shared: Trait[]): Trait[] {
    return shared.sort(
      (a, b) => traitKinds.indexOf(a.kind) - traitKinds.indexOf(b.kind) || worth(b) - worth(a),
    );
  }
}

const byScore = (scores: Map<string, number>): [id: string, score: number][] =>
  [...scores].sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1));

/** A topic or a target group alone makes half the catalogue alike: something of the matter itself must be shared too. */
function isAlike(shared: Trait[]): boolean {
  const count = (...kinds: TraitKind[]): number => shared.filter(({ kind }) => kinds.includes(kind)).length;
  return count('service', 'standard', 'technology') > 0 || count('word') > 1 || count('word', 'topic') > 1;
}
