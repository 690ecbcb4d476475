import { solutionPath } from '../paths.ts';
import { type RelationKind, relationKinds } from '../record/content.ts';
import type { RelationEnd, SolutionRelations } from './relations.query.ts';

/** Relations of one kind and direction, as a page lists them. */
export type RelationGroup = { term: string; links: { text: string; href: string }[] };

/** Another solution that says it takes the place of this one; `by` is '' where the same organisation says so. */
export type Replacement = { title: string; href: string; by: string };

const outgoingLabels: Record<RelationKind, string> = {
  buildsOn: 'Baut auf',
  needs: 'Benötigt',
  replaces: 'Ersetzt',
};
const incomingLabels: Record<RelationKind, string> = {
  buildsOn: 'Grundlage für',
  needs: 'Wird benötigt von',
  replaces: 'Ersetzt durch',
};

/** Both directions, grouped by what they mean seen from this solution. */
export function relationGroups({ outgoing, incoming }: SolutionRelations): RelationGroup[] {
  return [...grouped(outgoing, outgoingLabels), ...grouped(incoming, incomingLabels)];
}

function grouped(ends: RelationEnd[], labels: Record<RelationKind, string>): RelationGroup[] {
  return relationKinds
    .map((kind) => ({
      term: labels[kind],
      links: ends
        .filter((end) => end.kind === kind)
        .map(({ title, slug }) => ({ text: title, href: solutionPath(slug) })),
    }))
    .filter(({ links }) => links.length > 0);
}

/**
 * What takes the place of a solution. Whoever is not its provider is named, because anybody may claim to replace it.
 * @param nameOf full name of the organisation that says so; '' for the provider itself
 */
export function replacementsOf(
  { incoming }: SolutionRelations,
  nameOf: (providerId: string) => string,
): Replacement[] {
  return incoming
    .filter(({ kind }) => kind === 'replaces')
    .map(({ title, slug, providerId }) => ({ title, href: solutionPath(slug), by: nameOf(providerId) }));
}
