import type { ShownCompetence } from '../organisations/index.ts';
import type { Reuses } from '../reuses/index.ts';
import type { Solutions } from '../solutions/index.ts';
import type { Outline } from './published-outlines.ts';

type Features = {
  outlines(): Promise<Outline[]>;
  solutions: Pick<Solutions, 'offers'>;
  reuses: Pick<Reuses, 'confirmedUses'>;
};

/**
 * What records show that organisations can do for others: what they published, what they operate for others, and what
 * they have taken over, confirmed. A Bestandseintrag nobody has adopted shows nothing of the organisation it names.
 */
export async function shownCompetences({
  outlines,
  solutions,
  reuses,
}: Features): Promise<ShownCompetence[]> {
  const [operators, uses] = await Promise.all([
    solutions.offers.operatorIdsBySolution(),
    reuses.confirmedUses(),
  ]);
  const reusers = new Map<string, Set<string>>();
  for (const { solutionId, organisationId } of uses)
    reusers.set(solutionId, (reusers.get(solutionId) ?? new Set()).add(organisationId));
  const found: ShownCompetence[] = [];
  for (const solution of await outlines()) {
    const add = (offer: ShownCompetence['offer'], organisationId: string) =>
      found.push(...linesOf(solution, offer, organisationId));
    if (!solution.inventory) add('solution', solution.providerId);
    for (const id of operators.get(solution.id) ?? []) add('operation', id);
    for (const id of reusers.get(solution.id) ?? []) add('experience', id);
  }
  return found;
}

const linesOf = (
  { slug, title, topics }: Outline,
  offer: ShownCompetence['offer'],
  organisationId: string,
): ShownCompetence[] =>
  topics.map((topic) => ({
    organisationId,
    topic,
    offer,
    title,
    href: `/loesungen/${slug}`,
  }));
