import { Types } from 'mongoose';
import { objectIds } from '../../platform/object-ids.ts';
import { tell } from '../../platform/tell.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import { standing } from './succession.ts';

type Dependencies = { model: OrganisationModel; now: () => Date };

/** Who goes on with the records of an organisation that ends, and which ones nobody goes on with. */
export function makeSuccession({ model, now }: Dependencies) {
  const fault = (message: string) => new InvalidInput([{ field: 'successor', message }]);

  return {
    /**
     * Names who follows an organisation, and from which day. Its records stay where they are; reading resolves it from
     * that day on. Until then another can be named instead.
     * @throws InvalidInput for itself, an unknown or an ended successor; conflict where one has followed already
     */
    async appointSuccessor(actor: Actor, slug: string, successorId: string, since: Date): Promise<void> {
      if (!isPlatform(actor, 'operator') && !isPlatform(actor, 'kdn')) throw forbidden();
      const at = now();
      const successor = await model
        .findOne({ $and: [{ _id: new Types.ObjectId(successorId) }, standing(at)] })
        .lean<StoredOrganisation>();
      if (successor === null) throw fault('Diese Nachfolgerin gibt es nicht oder nicht mehr.');
      if (successor.slug === slug) throw fault('Eine Organisation kann nicht ihre eigene Nachfolgerin sein.');
      if (successor.succession !== null)
        throw fault('Für diese Organisation ist selbst schon eine Nachfolgerin benannt. Wählen Sie diese.');
      const result = await model.updateOne(
        { $and: [{ slug }, standing(at)] },
        {
          $set: { succession: { successorId: successor._id, since } },
          $push: {
            history: { at, by: actor.userId, action: 'successor-named', detail: successor.slug },
            tell: tell(
              'organisation-succeeded',
              { organisationIds: [successorId], roles: ['administrator'] },
              at,
            ),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount > 0) return;
      if ((await model.exists({ slug })) === null) throw notFound('Diese Organisation gibt es nicht.');
      throw conflict('Für diese Organisation gilt schon eine Nachfolgerin.');
    },

    /** Of these organisations those for which nobody can act: without any active member. */
    async orphansAmong(ids: string[]): Promise<Set<string>> {
      const docs = await model
        .find({ _id: { $in: objectIds(ids) }, 'members.state': { $ne: 'active' } }, { _id: 1 })
        .lean<{ _id: Types.ObjectId }[]>();
      return new Set(docs.map(({ _id }) => String(_id)));
    },
  };
}
