import type { Organisation, Organisations } from '../organisations/index.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import type { PublishedSolution, Solutions } from '../solutions/index.ts';
import type { ValueNames } from './facets/labels.ts';
import { makeResultCache } from './result-cache.ts';
import { makeSearchIndex, type SearchRequest, type SearchResult } from './search/index.ts';
import { toSearchDocument } from './searchable.ts';
import { makeSimilarIndex } from './similar/similar-index.ts';
import { noUse, participantIdsOf, type SolutionUse, type Surroundings } from './surroundings.ts';
import type { SynonymSource } from './synonyms/synonyms.service.ts';

export type LiveIndexOptions = {
  solutions: Pick<Solutions, 'allPublished' | 'changedSince' | 'publishedByIds'>;
  organisations: Pick<Organisations, 'getByIds'>;
  /** Where solutions are reused, by solution id; those that nobody reuses may be missing. */
  usesOfSolutions(): Promise<Map<string, SolutionUse>>;
  /** Ids of the organisations that offer to operate a solution, by solution id. */
  operatorsOfSolutions(): Promise<Map<string, string[]>>;
  /** The synonyms as operator and KDN keep them. */
  synonyms: SynonymSource;
  now: () => Date;
};

/** Clocks of several instances differ; what changed this long before the last look is looked at again. */
const overlapMs = 60_000;
/** Names and kinds of organisations change seldom; a changed one is noticed within this time. */
const organisationsKeptMs = 60_000;

/** What stands in the index for a solution. */
type Standing = Omit<Surroundings, 'organisations'> & { revision: number; organisationIds: string[] };

/**
 * The search index kept current (decision 8): built from the database once, then following what changed, so that
 * several instances show the same: solutions, removals, their reuses, who operates them, names of organisations, synonyms.
 */
export function makeLiveIndex(options: LiveIndexOptions) {
  const { solutions, organisations, now } = options;
  const index = makeSearchIndex();
  const similar = makeSimilarIndex();
  const results = makeResultCache<SearchResult>();
  const standings = new Map<string, Standing>();
  const organisationsById = new Map<string, Organisation>();
  const districtNames = new Map<string, string>();
  const organisationNames = new Map<string, string>();
  let organisationsReadAt = new Date(0);
  let synonymRevision = 0;
  let lastLook: Date | null = null;

  type Facts = { uses: Map<string, SolutionUse>; operators: Map<string, string[]> };
  const factsOf = (id: string, { uses, operators }: Facts) => ({
    use: uses.get(id) ?? noUse,
    operatorIds: (operators.get(id) ?? []).toSorted(),
  });
  const sameFacts = (standing: Standing, facts: Omit<Surroundings, 'organisations'>): boolean =>
    JSON.stringify([standing.use, standing.operatorIds]) === JSON.stringify([facts.use, facts.operatorIds]);

  function learn(known: Map<string, Organisation>): void {
    for (const [id, organisation] of known) {
      organisationsById.set(id, organisation);
      organisationNames.set(organisation.slug, organisation.fullName);
    }
  }

  async function putAll(changed: PublishedSolution[], facts: Facts): Promise<void> {
    const named = changed.map((solution) => {
      const found = factsOf(solution.id, facts);
      return { solution, ...found, ids: [...participantIdsOf(solution), ...found.operatorIds] };
    });
    const missing = named.flatMap(({ ids }) => ids).filter((id) => !organisationsById.has(id));
    learn(await organisations.getByIds([...new Set(missing)]));
    for (const { solution, ids, ...found } of named) {
      for (const { key, name } of found.use.districts) districtNames.set(key, name);
      index.put(toSearchDocument(solution, { ...found, organisations: organisationsById }));
      similar.put(solution.id, solution.release.content);
      standings.set(solution.id, { ...found, revision: solution.revision, organisationIds: ids });
    }
    if (named.length > 0) results.clear();
  }

  function drop(id: string): void {
    index.remove(id);
    similar.remove(id);
    standings.delete(id);
    results.clear();
  }

  /** Ids of the solutions that name an organisation which is called or placed otherwise than when last read. */
  async function renamed(): Promise<string[]> {
    if (now().getTime() - organisationsReadAt.getTime() < organisationsKeptMs) return [];
    organisationsReadAt = now();
    const read = await organisations.getByIds([...organisationsById.keys()]);
    const other = new Set(
      [...read]
        .filter(([id, { revision }]) => organisationsById.get(id)?.revision !== revision)
        .map(([id]) => id),
    );
    learn(read);
    if (other.size === 0) return [];
    return [...standings]
      .filter(([, { organisationIds }]) => organisationIds.some((id) => other.has(id)))
      .map(([id]) => id);
  }

  async function followSynonyms(): Promise<void> {
    const revision = await options.synonyms.revision();
    if (revision === synonymRevision) return;
    index.useSynonyms(await options.synonyms.groups());
    synonymRevision = revision;
    results.clear();
  }

  async function look(): Promise<void> {
    const started = now();
    await followSynonyms();
    const [uses, operators] = await Promise.all([options.usesOfSolutions(), options.operatorsOfSolutions()]);
    const facts = { uses, operators };
    if (lastLook === null) {
      const all: PublishedSolution[] = [];
      for await (const solution of solutions.allPublished()) all.push(solution);
      organisationsReadAt = started;
      await putAll(all, facts);
    } else {
      const changes = await solutions.changedSince(new Date(lastLook.getTime() - overlapMs));
      for (const { id, published } of changes) if (!published && standings.has(id)) drop(id);
      const changed = changes.filter(
        ({ id, published, revision }) => published && standings.get(id)?.revision !== revision,
      );
      const other = [...standings].filter(([id, standing]) => !sameFacts(standing, factsOf(id, facts)));
      const ids = [...changed.map(({ id }) => id), ...other.map(([id]) => id), ...(await renamed())];
      await putAll([...(await solutions.publishedByIds([...new Set(ids)])).values()], facts);
    }
    lastLook = started;
  }

  return {
    /** What a query finds; the same query is answered from memory until something in the index changes. */
    search: (request: SearchRequest): SearchResult =>
      results.get(JSON.stringify(request), () => index.search(request)),
    suggestTitles: index.suggestTitles,
    /** What the last look knew around a solution. */
    surroundingsOf: (id: string): Surroundings => ({
      ...(standings.get(id) ?? { use: noUse, operatorIds: [] }),
      organisations: organisationsById,
    }),
    names: { organisations: organisationNames, districts: districtNames } satisfies ValueNames,
    likest: similar.likest,
    /** Brings the index up to date with what was stored before the call; calls at the same time share one look. */
    refresh: oneAtATime(look),
    /** True once the index was built. */
    isReady: (): boolean => lastLook !== null,
  };
}

export type LiveIndex = ReturnType<typeof makeLiveIndex>;
