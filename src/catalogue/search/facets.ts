import { compareText } from '../../shared/german.ts';
import { type FacetName, type FacetValues, facetNames, perFacet } from './document.ts';

/** Chosen values; of one facet any of them must fit, of every facet that has some. */
export type Filters = Partial<FacetValues>;

export type FacetCount = { value: string; count: number };
export type FacetCounts = Record<FacetName, FacetCount[]>;

type Choice = { facet: number; wanted: ReadonlySet<number> };

/**
 * The facet values of all documents as numbers ("codes"), so that filtering and counting 10,000 documents reads
 * numbers only. Documents are known by their places. A value keeps its code when its last document goes.
 */
export function makeFacets() {
  const codesOf = perFacet(() => new Map<string, number>());
  const facetOfCode: number[] = [];
  const codesOfPlace: (number[] | undefined)[] = [];
  let alphabet: number[] | null = null;

  function codeOf(name: FacetName, value: string): number {
    const known = codesOf[name].get(value);
    if (known !== undefined) return known;
    codesOf[name].set(value, facetOfCode.length);
    alphabet = null;
    return facetOfCode.push(facetNames.indexOf(name)) - 1;
  }

  function add(place: number, facets: FacetValues): void {
    codesOfPlace[place] = facetNames.flatMap((name) =>
      [...new Set(facets[name])].map((value) => codeOf(name, value)),
    );
  }

  function remove(place: number): void {
    codesOfPlace[place] = undefined;
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
    for (const place of places) {
      const own = codesOfPlace[place] ?? [];
      const missed = missedOf(own, choices);
      if (missed === nothing) kept.push(place);
      if (missed === several) continue;
      for (const code of own) {
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
    const found: (FacetCount & { place: number })[] = [];
    alphabet ??= alphabetical();
    for (const [value, code] of codesOf[name]) {
      const count = counts[code] ?? 0;
      if (count > 0 || chosen.includes(value)) found.push({ value, count, place: alphabet[code] ?? 0 });
    }
    const unknown = [...new Set(chosen)].filter((value) => !codesOf[name].has(value)).sort(compareText);
    return [
      ...found
        .sort((a, b) => b.count - a.count || a.place - b.place)
        .map(({ value, count }) => ({ value, count })),
      ...unknown.map((value) => ({ value, count: 0 })),
    ];
  }

  /** The place of each code in German order of the values; made again only when a value is new. */
  function alphabetical(): number[] {
    const values = facetNames.flatMap((name) => [...codesOf[name]]);
    const places: number[] = [];
    values
      .sort(([a], [b]) => compareText(a, b))
      .forEach(([, code], place) => {
        places[code] = place;
      });
    return places;
  }

  return { add, remove, filterAndCount };
}

const nothing = -1;
const several = -2;

/** The one chosen facet of which a document has no wanted value, or that it misses nothing or several. */
function missedOf(own: number[], choices: Choice[]): number {
  let missed = nothing;
  for (const { facet, wanted } of choices) {
    if (own.some((code) => wanted.has(code))) continue;
    if (missed !== nothing) return several;
    missed = facet;
  }
  return missed;
}
