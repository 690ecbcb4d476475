import { Types } from 'mongoose';
import type { ActingFor, Actor } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput } from '../../shared/errors.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import type { Content } from '../record/content.ts';
import { historyEntry } from '../record/history.ts';
import { inState } from '../record/lifecycle.ts';
import { withFreeSlug } from '../record/slugs.ts';
import type { Solution, SolutionModel, WorkingCopy } from '../record/solution.model.ts';
import type { Steps } from '../record/step.ts';
import { stampRights } from '../rights/confirmation.ts';

type Dependencies = { model: SolutionModel; steps: Steps; now: () => Date };

/** What a refused save says: the working copy as it is stored now, to be shown beside what was typed. */
export type StaleDraft = { working: WorkingCopy | null };

/** Writing: drafts and working copies, before anybody is asked to approve them. */
export function makeDrafting({ model, steps, now }: Dependencies) {
  /** Writes a new draft without asking for a role. @throws InvalidInput without a title */
  async function writeDraft(
    { by, organisationId }: { by: string; organisationId: string },
    content: Content,
    { artifacts = [], sourceId }: { artifacts?: Artifact[]; sourceId?: string } = {},
  ): Promise<Solution> {
    needTitle(content);
    const at = now();
    return withFreeSlug(content.title, async (slug) => {
      const created = await model.create({
        _id: new Types.ObjectId(),
        slug,
        providerId: organisationId,
        visibility: 'unpublished',
        working: newCopy(content, artifacts, 1, by, at),
        ...(sourceId === undefined ? {} : { sourceId }),
        history: [historyEntry('created', { at, by, organisationId })],
        createdAt: at,
        updatedAt: at,
      });
      return created.toObject<Solution>();
    });
  }

  return {
    writeDraft,

    /**
     * Begins a solution of the organisation acted for; the address is made from the title and stays.
     * @throws InvalidInput without a title, forbidden without the role
     */
    createDraft: async (
      actor: Actor,
      content: Content,
      more: { artifacts?: Artifact[] } = {},
    ): Promise<Solution> =>
      writeDraft({ by: actor.userId, organisationId: editorFor(actor).id }, content, more),

    /**
     * Saves the whole content. Saving is no step of the lifecycle: it has no history entry, who saved last stands
     * in the copy.
     * @param seen the revision the person had before them
     * @throws conflict with `details: StaleDraft` where somebody saved in between
     */
    async saveDraft(
      actor: Actor,
      slug: string,
      { revision, content }: { revision: number; content: Content },
    ): Promise<Solution> {
      needTitle(content);
      const begun = await steps.begin(actor, slug, 'save');
      if (begun.solution.working?.revision !== revision) throw stale(begun.solution.working);
      const at = now();
      const terms = stampRights(begun.solution.working.content.terms, content.terms, {
        by: actor.userId,
        at,
      });
      return steps.take(
        begun,
        { 'working.revision': revision },
        {
          $set: {
            'working.content': { ...content, terms },
            'working.savedBy': actor.userId,
            'working.savedAt': at,
          },
          $inc: { 'working.revision': 1 },
        },
      );
    },

    /**
     * Opens a working copy of the current release; old releases stay as they are.
     * @throws conflict for a Bestandseintrag that nobody has adopted
     */
    async startRelease(actor: Actor, slug: string): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'startRelease');
      const { solution } = begun;
      const current = solution.releases.at(-1);
      if (current === undefined || (solution.inventory !== null && solution.inventory.assignedAt === null))
        throw conflict(
          'Ein Bestandseintrag kann erst bearbeitet werden, wenn seine Übernahme angenommen ist.',
        );
      const at = now();
      const { content, artifacts } = current;
      const working = newCopy(content, artifacts, solution.lastWorkingRevision + 1, actor.userId, at);
      return steps.take(
        begun,
        { lastWorkingRevision: solution.lastWorkingRevision, 'releases.number': current.number },
        { $set: { working }, $push: { history: historyEntry('releaseStarted', actOf(actor, at)) } },
      );
    },

    /** Gives up the working copy; a draft that was never published disappears altogether. */
    async discardWorking(actor: Actor, slug: string): Promise<{ deleted: boolean }> {
      const begun = await steps.begin(actor, slug, 'discard');
      const { solution, next } = begun;
      const revision = solution.working?.revision ?? 0;
      const held = { 'working.revision': revision };
      if (solution.announcement !== null && next === 'deleted')
        throw conflict(
          'Dieses Vorhaben ist öffentlich angekündigt. Bitten Sie jemanden mit der Rolle Freigabe oder Administration, zuerst die Ankündigung zurückzunehmen.',
        );
      if (next === 'deleted' && solution.tell.some(({ kind }) => kind === 'announcement-withdrawn'))
        throw conflict(
          'Die Absage der Ankündigung wird gerade verschickt. Löschen Sie den Entwurf in einer Minute.',
        );
      if (next === 'deleted') {
        const { deletedCount } = await model.deleteOne({
          $and: [{ _id: solution._id, announcement: null }, inState('draft'), held],
        });
        if (deletedCount === 0) throw await steps.lostRace(solution);
        return { deleted: true };
      }
      await steps.take(begun, held, {
        $set: { working: null, lastWorkingRevision: revision },
        $push: { history: historyEntry('discarded', actOf(actor, now())) },
      });
      return { deleted: false };
    },
  };
}

/** A fresh working copy in the state of a draft. */
export function newCopy(
  content: Content,
  artifacts: WorkingCopy['artifacts'],
  revision: number,
  by: string,
  at: Date,
): WorkingCopy {
  return {
    state: 'draft',
    content,
    artifacts,
    changeNote: '',
    revision,
    savedBy: by,
    savedAt: at,
    submittedBy: null,
    submittedAt: null,
  };
}

/** Who acts for which organisation, as a history entry wants it. */
export function actOf(actor: Actor, at: Date) {
  return { at, by: actor.userId, organisationId: actor.organisation?.id ?? null };
}

function editorFor({ organisation }: Actor): ActingFor {
  if (!organisation?.roles.includes('editor'))
    throw forbidden('Dazu brauchen Sie in dieser Organisation die Rolle Redaktion.');
  return organisation;
}

function needTitle(content: Content): void {
  if (content.title === '')
    throw new InvalidInput([{ field: 'title', message: 'Geben Sie der Lösung einen Titel.' }]);
}

function stale(working: WorkingCopy | null) {
  const details: StaleDraft = { working };
  return conflict(
    'Jemand hat diesen Entwurf inzwischen geändert. Ihre Eingaben sind noch nicht gespeichert.',
    details,
  );
}

export type Drafting = ReturnType<typeof makeDrafting>;
