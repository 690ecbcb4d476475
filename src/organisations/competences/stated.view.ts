import type { Organisations } from '../organisations.ts';
import { offerLabels } from './competence.ts';

/** A stated line as pages print it; `statedBy` is '' for one that the organisation stated itself. */
export type StatedView = { id: string; topic: string; offerLabel: string; text: string; statedBy: string };

/** What an organisation states of itself, and what it carries on of those it follows, named with who stated it. */
export async function statedViews(
  organisations: Pick<Organisations, 'competencesHeldBy' | 'getByIds'>,
  organisationId: string,
): Promise<StatedView[]> {
  const lines = await organisations.competencesHeldBy(organisationId);
  const others = lines.map(({ statedBy }) => statedBy).filter((id) => id !== organisationId);
  const names = await organisations.getByIds(others);
  return lines.map(({ id, topic, offer, text, statedBy }) => ({
    id,
    topic,
    offerLabel: offerLabels[offer],
    text,
    statedBy: statedBy === organisationId ? '' : (names.get(statedBy)?.fullName ?? ''),
  }));
}
