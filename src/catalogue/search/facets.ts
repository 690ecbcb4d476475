import { compareText } from '../../shared/german.ts';
import { type FacetName, type FacetValues, facetNames, perFacet } from './document.ts';
import { makeNumberLists } from './number-lists.ts';

/** Chosen values; of one facet any of them must fit, of every facet that has some. */
export type Filters = Partial<FacetValues>;

export type FacetCount = { value: string; count: number };
export type FacetCounts = Record<FacetName, FacetCount[]>;

type Choice = { facet: number; wanted: ReadonlySet<number> };
type Value = { value: string; code: number };

/**
 * The facet values of all documents as numbers ("codes"), so that filtering and counting 10,000 documents reads
 * numbers only. Documents are known by their places. A value keeps its code when its last document goes.
 */
export function makeFacets() {
  const codesOf = perFacet(() => new Map<string, number>());
  const facetOfCode: number[] = [];
  const codesOfPlace = makeNumberLists();
  let alphabet: Record<FacetName, Value[]> | null = null;

  function codeOf(name: FacetName, value: string): number {
    const known = codesOf[name].get(value);
    if (known !== undefined) return known;
    codesOf[name].set(value, facetOfCode.length);
    alphabet = null;
    return facetOfCode.push(facetNames.indexOf(name)) - 1;
  }

  function add(place: number, facets: FacetValues): void {
    const codes = facetNames.flatMap((name) =>
      [...new Set(facets[name])].map((value) => codeOf(name, value)),
    );
    codesOfPlace.set(place, codes);
  }

  /**
   * Filters documents and counts every facet value in one pass. The counts of a facet ignore its own choice, so that
   * they say what choosing one more value of it would add.
   * @param places what was found
   * @returns the places that fit all filters in unchanged order, and counts by falling number; a chosen value that
   *   nothing has is listed with 0
   */
  function filterAndCount(places: number[], filters: Filters): { kept: number[]; counts: FacetCounts } {
    const choices = choicesIn(filters);
    const counts = new Uint32Array(facetOfCode.length);
    const kept: number[] = [];
    const codes = codesOfPlace.row();
    for (const place of places) {
      const [begin, end] = [codesOfPlace.beginOf(place), codesOfPlace.endOf(place)];
      const missed = choices.length === 0 ? nothing : missedOf(codes, begin, end, choices);
      if (missed === nothing) kept.push(place);
      if (missed === several) continue;
      for (let at = begin; at < end; at += 1) {
        const code = codes[at] ?? 0;
        if (missed === nothing || facetOfCode[code] === missed) counts[code] = (counts[code] ?? 0) + 1;
      }
    }
    return { kept, counts: perFacet((name) => listed(name, counts, filters[name] ?? [])) };
  }

  function choicesIn(filters: Filters): Choice[] {
    return facetNames.flatMap((name, facet) => {
      const values = filters[name] ?? [];
      const wanted = new Set(values.flatMap((value) => codesOf[name].get(value) ?? []));
      return values.length > 0 ? [{ facet, wanted }] : [];
    });
  }

  function listed(name: FacetName, counts: Uint32Array, chosen: string[]): FacetCount[] {
    alphabet ??= alphabetical();
    const found: FacetCount[] = [];
    for (const { value, code } of alphabet[name]) {
      const count = counts[code] ?? 0;
      if (count > 0 || chosen.includes(value)) found.push({ value, count });
    }
    const unknown = [...new Set(chosen)].filter((value) => !codesOf[name].has(value)).sort(compareText);
    return [...found.sort((a, b) => b.count - a.count), ...unknown.map((value) => ({ value, count: 0 }))];
  }

  /** The values of each facet in German order; made again only when a value is new. */
  function alphabetical(): Record<FacetName, Value[]> {
    return perFacet((name) =>
      Array.from(codesOf[name], ([value, code]) => ({ value, code })).sort((a, b) =>
        compareText(a.value, b.value),
      ),
    );
  }

  return { add, remove: codesOfPlace.remove, filterAndCount };
}

const nothing = -1;
const several = -2;

/** The one chosen facet of which a document has no wanted value, or that it misses nothing or several. */
function missedOf(codes: Int32Array, begin: number, end: number, choices: Choice[]): number {
  let missed = nothing;
  for (const { facet, wanted } of choices) {
    let has = false;
    for (let at = begin; at < end && !has; at += 1) has = wanted.has(codes[at] ?? 0);
    if (has) continue;
    if (missed !== nothing) return several;
    missed = facet;
  }
  return missed;
}
