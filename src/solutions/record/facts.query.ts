import type { Solution, SolutionModel } from './solution.model.ts';

/** What figures need of a solution that was published once; no texts but its title, no people. */
export type SolutionFact = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  modelRegion: string;
  topics: string[];
  publishedAt: Date;
  /** Set while it is withdrawn. */
  withdrawnAt: Date | null;
  inventory: boolean;
};

const counted = {
  slug: 1,
  providerId: 1,
  visibility: 1,
  publishedAt: 1,
  updatedAt: 1,
  inventory: 1,
  'releases.publishedAt': 1,
  'releases.content.title': 1,
  'releases.content.modelRegion': 1,
  'releases.content.topics': 1,
  'history.action': 1,
  'history.at': 1,
} as const;

/** Reading for figures: every solution that was ever public, withdrawn ones too. */
export function makeSolutionFacts(model: SolutionModel) {
  return {
    async *eachSolution(): AsyncGenerator<SolutionFact> {
      const cursor = model
        .find({ visibility: { $ne: 'unpublished' } }, counted)
        .lean<Solution>()
        .cursor();
      for await (const solution of cursor) yield* toFact(solution as unknown as Solution);
    },
  };
}

function toFact(solution: Solution): SolutionFact[] {
  const release = solution.releases.at(-1);
  if (release === undefined) return [];
  const withdrawal = solution.history.findLast(({ action }) => action === 'withdrawn');
  return [
    {
      id: String(solution._id),
      slug: solution.slug,
      title: release.content.title,
      providerId: solution.providerId,
      modelRegion: release.content.modelRegion,
      topics: release.content.topics,
      publishedAt: solution.publishedAt ?? release.publishedAt,
      withdrawnAt: solution.visibility === 'withdrawn' ? (withdrawal?.at ?? solution.updatedAt) : null,
      inventory: solution.inventory !== null,
    },
  ];
}
