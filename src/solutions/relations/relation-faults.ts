import type { FieldError } from '../../shared/errors.ts';
import type { Content, RelationKind } from '../record/content.ts';
import type { PublishedSolution } from '../record/published.ts';

/** Fields of the form, by the relation they hold. */
export const relationFields: Record<RelationKind, { name: string; label: string }> = {
  buildsOn: { name: 'buildsOn', label: 'Baut auf diesen Lösungen auf' },
  needs: { name: 'needs', label: 'Benötigt diese Lösungen' },
  replaces: { name: 'replaces', label: 'Ersetzt diese Lösungen' },
};

/**
 * What is wrong with the solutions that a content names: unknown or unpublished ones, itself, one in two relations,
 * and a circle of two ("ersetzt" each other), which would contradict itself on both pages.
 * @param slug of the solution that is written
 * @param known those of the named solutions that are published, by slug
 */
export function relationFaults(
  slug: string,
  { relations, relatedSlugs }: Pick<Content, 'relations' | 'relatedSlugs'>,
  known: ReadonlyMap<string, PublishedSolution>,
): FieldError[] {
  const faults = new Map<string, string>();
  const fault = (field: string, message: string): void => {
    if (!faults.has(field)) faults.set(field, message);
  };
  const unknown = (slugs: string[]): string[] => slugs.filter((one) => !known.has(one));
  for (const { kind, slug: other } of relations) {
    const { name, label } = relationFields[kind];
    const missing = unknown(relations.filter((one) => one.kind === kind).map((one) => one.slug));
    const back = known.get(other)?.release.content.relations ?? [];
    if (other === slug) fault(name, `${label}: Eine Lösung kann nicht auf sich selbst verweisen.`);
    else if (missing.length > 0) fault(name, notThere(label, missing));
    else if (relations.filter((one) => one.slug === other).length > 1)
      fault(name, `${label}: „${other}“ steht mehrfach da. Nennen Sie jede Lösung nur einmal.`);
    else if (back.some((one) => one.kind === kind && one.slug === slug))
      fault(name, `${label}: „${other}“ sagt dasselbe schon von dieser Lösung. Beides zugleich geht nicht.`);
  }
  const missing = unknown(relatedSlugs);
  if (missing.length > 0) fault('relatedSlugs', notThere('Verwandte Lösungen', missing));
  return [...faults].map(([field, message]) => ({ field, message }));
}

const notThere = (label: string, slugs: string[]): string =>
  `${label}: Diese gibt es auf Blaupause nicht: ${slugs.join(', ')}.`;
