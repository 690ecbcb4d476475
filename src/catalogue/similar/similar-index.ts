import type { Content } from '../../solutions/index.ts';
import { addTo, makeScoresPool, placesIn, type Scores } from '../search/scores.ts';
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

/** So many of the best are looked at first; more only where they are not enough. */
const firstLook = 50;

type Known = { id: string; traits: Trait[]; keys: Set<string> };

/**
 * Which solutions are alike, kept as an inverted index of traits: a comparison reads only the lists of the traits of
 * the one solution asked for. Rare traits count more than common ones, by ln(1 + solutions / solutions with it).
 */
export function makeSimilarIndex() {
  const solutions: (Known | undefined)[] = [];
  const places = new Map<string, number>();
  const free: number[] = [];
  const holders = new Map<string, number[]>();
  const pool = makeScoresPool();

  function remove(id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    for (const key of solutions[place]?.keys ?? []) {
      const left = holdersOf(key).filter((other) => other !== place);
      if (left.length > 0) holders.set(key, left);
      else holders.delete(key);
    }
    solutions[place] = undefined;
    places.delete(id);
    free.push(place);
  }

  function put(id: string, content: Content): void {
    remove(id);
    const place = free.pop() ?? solutions.length;
    const traits = traitsOf(content);
    const keys = new Set(traits.map(({ key }) => key));
    solutions[place] = { id, traits, keys };
    places.set(id, place);
    pool.reach(place + 1);
    for (const key of keys) {
      const others = holders.get(key);
      if (others) others.push(place);
      else holders.set(key, [place]);
    }
  }

  const holdersOf = (key: string): readonly number[] => holders.get(key) ?? [];

  const worth = ({ key, kind }: Trait): number =>
    weights[kind] * Math.log(1 + places.size / (holdersOf(key).length || 1));

  const isCommon = ({ key }: Trait): boolean =>
    holdersOf(key).length > Math.max(fewest, places.size * commonest);

  return {
    put,
    remove,

    /** The solutions most like this one, best first; itself is never among them. Nothing for an unknown id. */
    likest(id: string, limit: number): Likeness[] {
      const place = places.get(id);
      const own = (place === undefined ? undefined : solutions[place])?.traits ?? [];
      const telling = own.filter((one) => !isCommon(one));
      const common = own.filter((one) => isCommon(one) && one.kind !== 'word');
      const scores = scoresOf(telling, common);
      const others = placesIn(scores, (other) => other !== place);
      let found: Likeness[] = [];
      for (let looked = firstLook; found.length < limit; looked *= 4) {
        found = [];
        for (const other of best(others, scores.values, looked)) {
          if (found.length === limit) break;
          found.push(...likenessOf(other, [...telling, ...common]));
        }
        if (looked >= others.length) break;
      }
      pool.giveBack(scores);
      return found;
    },
  };

  /** What others share with a solution, weighed; only those that share something telling. */
  function scoresOf(telling: Trait[], common: Trait[]): Scores {
    const scores = pool.take();
    for (const trait of telling) {
      const value = worth(trait);
      for (const other of holdersOf(trait.key)) addTo(scores, other, value);
    }
    for (const trait of common) {
      const value = worth(trait);
      for (const other of holdersOf(trait.key)) if (scores.values[other]) addTo(scores, other, value);
    }
    return scores;
  }

  /** So many of the best, the best first. */
  function best(all: number[], values: Float64Array, most: number): number[] {
    const value = (place: number): number => values[place] ?? 0;
    const idOf = (place: number): string => solutions[place]?.id ?? '';
    const sorted = new Float64Array(all.length);
    for (let at = 0; at < all.length; at += 1) sorted[at] = value(all[at] ?? 0);
    const least = sorted.sort()[Math.max(0, all.length - most)] ?? 0;
    return all
      .filter((place) => value(place) >= least)
      .sort((a, b) => value(b) - value(a) || (idOf(a) < idOf(b) ? -1 : 1));
  }

  function likenessOf(other: number, own: Trait[]): Likeness[] {
    const known = solutions[other];
    const shared = own.filter(({ key }) => known?.keys.has(key));
    return known && isAlike(shared) ? [{ id: known.id, shared: strongestFirst(shared) }] : [];
  }

  function strongestFirst(shared: Trait[]): Trait[] {
    return shared.sort(
      (a, b) => traitKinds.indexOf(a.kind) - traitKinds.indexOf(b.kind) || worth(b) - worth(a),
    );
  }
}

/** A topic or a target group alone makes half the catalogue alike: something of the matter itself must be shared too. */
function isAlike(shared: Trait[]): boolean {
  const count = (...kinds: TraitKind[]): number => shared.filter(({ kind }) => kinds.includes(kind)).length;
  return count('service', 'standard', 'technology') > 0 || count('word') > 1 || count('word', 'topic') > 1;
}
