import type { Organisations } from '../organisations/index.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import {
  fileHashes,
  type PublishedSolution,
  type ReadinessStep,
  type ScanStanding,
  type Solutions,
} from '../solutions/index.ts';
import type { ValueNames } from './facets/labels.ts';
import { makeKnownOrganisations } from './known-organisations.ts';
import { makeResultCache } from './result-cache.ts';
import { makeSearchIndex, type SearchRequest, type SearchResult } from './search/index.ts';
import { toSearchDocument } from './searchable.ts';
import { makeSimilarIndex } from './similar/similar-index.ts';
import {
  noUse,
  participantIdsOf,
  readinessReached,
  type SolutionUse,
  type Surroundings,
} from './surroundings.ts';
import type { SynonymSource } from './synonyms/synonyms.service.ts';

export type LiveIndexOptions = {
  solutions: Pick<Solutions, 'allPublished' | 'changedSince' | 'publishedByIds' | 'publishedRevisions'>;
  organisations: Pick<Organisations, 'getByIds' | 'todayByIds'>;
  /** Where solutions are reused, by solution id; those that nobody reuses may be missing. */
  usesOfSolutions(): Promise<Map<string, SolutionUse>>;
  /** Ids of the organisations that offer to operate a solution, by solution id. */
  operatorsOfSolutions(): Promise<Map<string, string[]>>;
  /** The files that the virus scanner holds back, by hash. */
  filesHeldBack(): Promise<Map<string, ScanStanding>>;
  /** The synonyms as operator and KDN keep them. */
  synonyms: SynonymSource;
  now: () => Date;
};

/** Clocks of several instances differ; what changed this long before the last look is looked at again. */
const overlapMs = 60_000;

/** What stands in the index for a solution. */
type Standing = Omit<Surroundings, 'organisations' | 'publishedNames'> & {
  solution: PublishedSolution;
  revision: number;
  organisationIds: string[];
  readiness: ReadinessStep | null;
};

/**
 * The search index kept current (decision 8): built from the database once, then following what changed, so that
 * several instances show the same: solutions, removals, their reuses, who operates them, files held back, names of
 * organisations, synonyms.
 */
export function makeLiveIndex(options: LiveIndexOptions) {
  const { solutions, now } = options;
  const organisations = makeKnownOrganisations(options);
  const index = makeSearchIndex();
  const similar = makeSimilarIndex();
  const results = makeResultCache<SearchResult>();
  const standings = new Map<string, Standing>();
  const districtNames = new Map<string, string>();
  const around = { organisations: organisations.byId, publishedNames: organisations.publishedNames };
  let version = 0;
  let synonymRevision = 0;
  let lastLook: Date | null = null;

  type Facts = {
    uses: Map<string, SolutionUse>;
    operators: Map<string, string[]>;
    heldBack: Map<string, ScanStanding>;
  };
  type Found = Omit<Surroundings, 'organisations' | 'publishedNames'>;
  const factsOf = ({ id, release }: PublishedSolution, { uses, operators, heldBack }: Facts): Found => ({
    use: uses.get(id) ?? noUse,
    operatorIds: (operators.get(id) ?? []).toSorted(),
    scans: heldBack.size === 0 ? heldBack : among(heldBack, fileHashes(release.artifacts)),
  });
  const toCompare = ({ use, operatorIds, scans }: Found): string =>
    JSON.stringify([use, operatorIds, [...scans]]);

  /** Whatever was found or derived before no longer holds. */
  function changed(): void {
    version += 1;
    results.clear();
  }

  async function putAll(renewed: PublishedSolution[], facts: Facts): Promise<void> {
    const named = renewed.map((solution) => {
      const found = factsOf(solution, facts);
      return { solution, ...found, ids: [...participantIdsOf(solution), ...found.operatorIds] };
    });
    await organisations.learn(named.flatMap(({ ids }) => ids));
    for (const { solution, ids, ...found } of named) {
      for (const { key, name } of found.use.districts) districtNames.set(key, name);
      index.put(toSearchDocument(solution, { ...found, ...around }));
      similar.put(solution.id, solution.release.content);
      standings.set(solution.id, {
        ...found,
        solution,
        revision: solution.revision,
        organisationIds: ids,
        readiness: readinessReached(solution, found),
      });
    }
    if (named.length === 0) return;
    index.settle();
    changed();
  }

  function drop(id: string): void {
    index.remove(id);
    similar.remove(id);
    standings.delete(id);
    changed();
  }

  /** Ids of the solutions that name an organisation which changed since it was last read, or which another follows. */
  async function renamed(): Promise<string[]> {
    const other = await organisations.changes();
    if (other.size === 0) return [];
    return [...standings]
      .filter(([, { organisationIds }]) => organisationIds.some((id) => other.has(id)))
      .map(([id]) => id);
  }

  async function followSynonyms(): Promise<void> {
    const revision = await options.synonyms.revision();
    if (revision === synonymRevision) return;
    const { groups, matters } = await options.synonyms.inForce();
    index.useSynonyms(groups, matters);
    synonymRevision = revision;
    changed();
  }

  async function look(): Promise<void> {
    const started = now();
    await followSynonyms();
    const [uses, operators, heldBack] = await Promise.all([
      options.usesOfSolutions(),
      options.operatorsOfSolutions(),
      options.filesHeldBack(),
    ]);
    const facts = { uses, operators, heldBack };
    if (lastLook === null) {
      const all: PublishedSolution[] = [];
      for await (const solution of solutions.allPublished()) all.push(solution);
      await putAll(all, facts);
    } else {
      const changes = await solutions.changedSince(new Date(lastLook.getTime() - overlapMs));
      for (const { id, published } of changes) if (!published && standings.has(id)) drop(id);
      const renewed = changes.filter(
        ({ id, published, revision }) => published && standings.get(id)?.revision !== revision,
      );
      const other = [...standings].filter(
        ([, standing]) => toCompare(standing) !== toCompare(factsOf(standing.solution, facts)),
      );
      const ids = [...renewed.map(({ id }) => id), ...other.map(([id]) => id), ...(await renamed())];
      await putAll([...(await solutions.publishedByIds([...new Set(ids)])).values()], facts);
    }
    lastLook = started;
  }

  return {
    /** What a query finds; the same query is answered from memory until something in the index changes. */
    search: (request: SearchRequest): SearchResult =>
      results.get(JSON.stringify(request), () => index.search(request)),
    suggestTitles: index.suggestTitles,
    /** A solution as the last look saw it; who shows it asks whether this is still its published revision. */
    solutionAt: (id: string): PublishedSolution | undefined => standings.get(id)?.solution,
    /** The step of Nachnutzungsreife that it had reached then. */
    readinessAt: (id: string): ReadinessStep | null => standings.get(id)?.readiness ?? null,
    /** Full name of who stands for an organisation, as last read; '' where none is known. */
    nameOf: (organisationId: string): string => organisations.byId.get(organisationId)?.fullName ?? '',
    /** What the last look knew around a solution. */
    surroundingsOf: (id: string): Surroundings => ({
      ...(standings.get(id) ?? { use: noUse, operatorIds: [], scans: new Map() }),
      ...around,
    }),
    currentSlug: organisations.currentSlug,
    /** Grows whenever something in the index changes, so that what was derived from it can be kept until then. */
    version: (): number => version,
    names: { organisations: organisations.names, districts: districtNames } satisfies ValueNames,
    likest: similar.likest,
    /** Brings the index up to date with what was stored before the call; calls at the same time share one look. */
    refresh: oneAtATime(look),
    /** True once the index was built. */
    isReady: (): boolean => lastLook !== null,
  };
}

const among = <T>(all: ReadonlyMap<string, T>, keys: string[]): Map<string, T> =>
  new Map(keys.flatMap((key) => (all.has(key) ? [[key, all.get(key) as T]] : [])));

export type LiveIndex = ReturnType<typeof makeLiveIndex>;
