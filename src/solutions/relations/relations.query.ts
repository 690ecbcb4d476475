import { compareText } from '../../shared/german.ts';
import { type Relation, type RelationKind, relationKinds } from '../record/content.ts';
import { type PublishedSolution, publicProjection, toPublished } from '../record/published.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';

/** One end of a relation: the published solution at the other end. */
export type RelationEnd = { kind: RelationKind; slug: string; title: string; providerId: string };

/** How a solution stands to others: what it says itself, and what the others say of it. */
export type SolutionRelations = { outgoing: RelationEnd[]; incoming: RelationEnd[] };

/** A basis that hundreds name still has a page that loads; more than these are counted nowhere. */
const mostIncoming = 100;

/** Reads relations from both ends. Only published solutions and their current releases count. */
export function makeRelations(model: SolutionModel) {
  async function published(filter: Record<string, unknown>, limit: number): Promise<PublishedSolution[]> {
    const docs = await model
      .find({ ...filter, visibility: 'published' }, publicProjection)
      .limit(limit)
      .lean<Solution[]>();
    return docs.flatMap((doc) => toPublished(doc) ?? []);
  }

  return {
    /**
     * The relations of a solution both ways, in the order of the kinds and then by title. What an older release of the
     * other solution said does not count, nor what a withdrawn one says.
     * @param relations what the solution's own release or working copy says
     */
    async relationsOf(slug: string, relations: Relation[]): Promise<SolutionRelations> {
      const [named, naming] = await Promise.all([
        relations.length === 0
          ? []
          : published({ slug: { $in: relations.map((one) => one.slug) } }, relations.length),
        published({ 'releases.content.relations.slug': slug }, mostIncoming),
      ]);
      const bySlug = new Map(named.map((one) => [one.slug, one]));
      return {
        outgoing: inOrder(
          relations.flatMap((relation) => {
            const other = bySlug.get(relation.slug);
            return other && other.slug !== slug ? [endOf(relation.kind, other)] : [];
          }),
        ),
        incoming: inOrder(
          naming
            .filter((other) => other.slug !== slug)
            .flatMap((other) =>
              other.release.content.relations
                .filter((relation) => relation.slug === slug)
                .map(({ kind }) => endOf(kind, other)),
            ),
        ),
      };
    },
  };
}

const endOf = (kind: RelationKind, { slug, release, providerId }: PublishedSolution): RelationEnd => ({
  kind,
  slug,
  title: release.content.title,
  providerId,
});

const inOrder = (ends: RelationEnd[]): RelationEnd[] =>
  ends.sort(
    (a, b) => relationKinds.indexOf(a.kind) - relationKinds.indexOf(b.kind) || compareText(a.title, b.title),
  );
