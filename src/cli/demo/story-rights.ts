import type { Services } from '../../services.ts';
import type { Actor } from '../../shared/actor.ts';
import { type Content, noRights, type Solution } from '../../solutions/index.ts';

type Part = { name: string; licence: string; inTitle: string };

/** Answers the five questions for an example, its parts of others by the title of the artifact, and confirms the rights. */
export async function clearRights(
  { solutions }: Pick<Services, 'solutions'>,
  editor: Actor,
  { slug, working }: Solution,
  parts: Part[],
): Promise<Solution> {
  if (working === null) throw new Error(`${slug} has no working copy`);
  const { content, artifacts } = working;
  const rights: Content['terms']['rights'] = {
    ...noRights(),
    madeBy: ['ownStaff', 'contractor'],
    paidBy: ['own', 'land'],
    passOn: 'yes',
    partsKnown: parts.length > 0 ? 'some' : 'none',
    parts: parts.map(({ name, licence, inTitle }) => ({
      name,
      licence,
      artifactId: artifacts.find(({ title }) => title === inTitle)?.id ?? '',
    })),
    permits: ['use', 'change', 'passOn', 'sellOperation'],
  };
  const saved = await solutions.saveDraft(editor, slug, {
    revision: working.revision,
    content: { ...content, terms: { ...content.terms, rights } },
  });
  return confirmRights({ solutions }, editor, saved);
}

/** Confirms the rights of what is being written; a file added later needs it again. */
export function confirmRights(
  { solutions }: Pick<Services, 'solutions'>,
  editor: Actor,
  { slug, working }: Solution,
): Promise<Solution> {
  return solutions.confirmRights(editor, slug, { revision: working?.revision ?? 0, acknowledged: true });
}
