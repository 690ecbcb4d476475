import { randomUUID } from 'node:crypto';
import { objectIds } from '../../platform/object-ids.ts';
import { type Actor, hasRole } from '../../shared/actor.ts';
import { conflict, forbidden, notFound } from '../../shared/errors.ts';
import { withId } from '../members/membership.filters.ts';
import type { Finding } from '../record/find.service.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import type { StatedCompetence } from './competence.ts';

export type CompetenceInput = Pick<StatedCompetence, 'topic' | 'offer' | 'text'>;

/** A line with who stated it: the organisation itself or one that it follows. */
export type HeldCompetence = StatedCompetence & { statedBy: string };

type Dependencies = { model: OrganisationModel; idsHeldBy: Finding['idsHeldBy']; now: () => Date };

const most = 60;

/** What organisations say they can do for others; their editors and administrators keep it. */
export function makeCompetences({ model, idsHeldBy, now }: Dependencies) {
  function ownId(actor: Actor): string {
    if (actor.organisation === null || !(hasRole(actor, 'editor') || hasRole(actor, 'administrator')))
      throw forbidden('Dazu brauchen Sie in Ihrer Organisation die Rolle Redaktion oder Administration.');
    return actor.organisation.id;
  }

  return {
    /** What organisations state of themselves, by their id; those that state nothing are missing. Public. */
    async statedCompetences(): Promise<Map<string, StatedCompetence[]>> {
      const docs = await model
        .find({ 'competences.0': { $exists: true } }, { competences: 1 })
        .lean<Pick<StoredOrganisation, '_id' | 'competences'>[]>();
      return new Map(docs.map(({ _id, competences }) => [String(_id), competences]));
    },

    /**
     * What one organisation states and what those stated that it follows: it stands for them today. Public.
     * @returns its own lines first, each with the id of the organisation that stated it
     */
    async competencesHeldBy(organisationId: string): Promise<HeldCompetence[]> {
      const ids = await idsHeldBy(organisationId);
      const docs = await model
        .find({ _id: { $in: objectIds(ids) }, 'competences.0': { $exists: true } }, { competences: 1 })
        .lean<Pick<StoredOrganisation, '_id' | 'competences'>[]>();
      const lines = new Map(docs.map(({ _id, competences }) => [String(_id), competences]));
      return ids.flatMap((statedBy) => (lines.get(statedBy) ?? []).map((line) => ({ ...line, statedBy })));
    },

    /** Adds a line to one's own organisation. @throws conflict where the same is stated already or there are too many */
    async stateCompetence(actor: Actor, input: CompetenceInput): Promise<void> {
      const id = ownId(actor);
      const { topic, offer } = input;
      const entry = { id: randomUUID(), ...input, at: now(), by: actor.userId };
      const result = await model.updateOne(
        {
          $and: [
            withId(id),
            { $nor: [{ competences: { $elemMatch: { topic, offer } } }] },
            { [`competences.${most - 1}`]: { $exists: false } },
          ],
        },
        { $push: { competences: entry }, $inc: { revision: 1 } },
      );
      if (result.modifiedCount > 0) return;
      throw conflict(
        `Das steht schon in Ihrer Liste, oder sie hat bereits ${most} Einträge. Entfernen Sie zuerst einen Eintrag.`,
      );
    },

    /** Takes off a line of one's own or of an organisation that one's own follows. @throws notFound where it is not there */
    async removeCompetence(actor: Actor, competenceId: string): Promise<void> {
      const held = objectIds(await idsHeldBy(ownId(actor)));
      const result = await model.updateOne(
        { _id: { $in: held }, 'competences.id': competenceId },
        { $pull: { competences: { id: competenceId } }, $inc: { revision: 1 } },
      );
      if (result.modifiedCount === 0) throw notFound('Diesen Eintrag gibt es nicht oder nicht mehr.');
    },
  };
}
