import { randomUUID } from 'node:crypto';
import { type Actor, hasRole } from '../../shared/actor.ts';
import { conflict, forbidden, notFound } from '../../shared/errors.ts';
import { withId } from '../members/membership.filters.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import type { StatedCompetence } from './competence.ts';

export type CompetenceInput = Pick<StatedCompetence, 'topic' | 'offer' | 'text'>;

const most = 60;

/** What organisations say they can do for others; their editors and administrators keep it. */
export function makeCompetences({ model, now }: { model: OrganisationModel; now: () => Date }) {
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

    /** What one organisation states; public. */
    async competencesOf(organisationId: string): Promise<StatedCompetence[]> {
      const doc = await model
        .findOne(withId(organisationId), { competences: 1 })
        .lean<Pick<StoredOrganisation, 'competences'>>();
      return doc?.competences ?? [];
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

    /** Takes a line off. @throws notFound where it is not there */
    async removeCompetence(actor: Actor, competenceId: string): Promise<void> {
      const result = await model.updateOne(
        { $and: [withId(ownId(actor)), { 'competences.id': competenceId }] },
        { $pull: { competences: { id: competenceId } }, $inc: { revision: 1 } },
      );
      if (result.modifiedCount === 0) throw notFound('Diesen Eintrag gibt es nicht oder nicht mehr.');
    },
  };
}
