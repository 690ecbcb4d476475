import type { Types } from 'mongoose';
import { objectIds } from '../../platform/object-ids.ts';
import { tell } from '../../platform/tell.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import { withId } from '../members/membership.filters.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import { notBeingNamed, whileHeirIsClaimed } from './heir-claim.ts';
import { hasEnded, standing } from './succession.ts';

type Dependencies = { model: OrganisationModel; now: () => Date };

/** Who goes on with the records of an organisation that ends, and which ones nobody goes on with. */
export function makeSuccession({ model, now }: Dependencies) {
  const fault = (message: string) => new InvalidInput([{ field: 'successor', message }]);

  /** Why an organisation cannot follow another one. */
  async function unfit(successorId: string, at: Date) {
    const stands = await model.exists({ $and: [withId(successorId), standing(at)] });
    return stands
      ? fault('Für diese Organisation ist selbst schon eine Nachfolgerin benannt. Wählen Sie diese.')
      : fault('Diese Nachfolgerin gibt es nicht oder nicht mehr.');
  }

  /** Why an organisation was given no successor. */
  async function refused(slug: string, at: Date) {
    const present = await model.findOne({ slug }, { succession: 1 }).lean<StoredOrganisation>();
    if (present === null) return notFound('Diese Organisation gibt es nicht.');
    return hasEnded(present, at)
      ? conflict('Für diese Organisation gilt schon eine Nachfolgerin.')
      : conflict(
          'Diese Organisation wird gerade selbst als Nachfolgerin benannt. Sehen Sie nach, was eingetragen ist, und benennen Sie dann erneut.',
        );
  }

  return {
    /**
     * Names who follows an organisation, and from which day. Its records stay where they are; reading resolves it from
     * that day on. Until then another can be named instead.
     * @throws InvalidInput for itself, an unknown successor and one that ends itself; conflict where one has followed
     *   already, and where this organisation is being named as somebody's successor at this moment
     */
    async appointSuccessor(actor: Actor, slug: string, successorId: string, since: Date): Promise<void> {
      if (!isPlatform(actor, 'operator') && !isPlatform(actor, 'kdn')) throw forbidden();
      const at = now();
      const named = await whileHeirIsClaimed(model, { heirId: successorId, at }, async (heir) => {
        if (heir.slug === slug) throw fault('Eine Organisation kann nicht ihre eigene Nachfolgerin sein.');
        const result = await model.updateOne(
          { $and: [{ slug }, standing(at), notBeingNamed(at)] },
          {
            $set: { succession: { successorId: heir._id, since } },
            $push: {
              history: { at, by: actor.userId, action: 'successor-named', detail: heir.slug },
              tell: tell(
                'organisation-succeeded',
                { organisationIds: [successorId], roles: ['administrator'] },
                at,
              ),
            },
            $inc: { revision: 1 },
          },
        );
        return result.modifiedCount > 0;
      });
      if (named === null) throw await unfit(successorId, at);
      if (!named) throw await refused(slug, at);
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
