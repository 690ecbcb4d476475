import { randomUUID } from 'node:crypto';
import { tell } from '../../platform/tell.ts';
import { type Actor, hasRole, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import { actOf, newCopy } from '../form/draft.service.ts';
import { historyEntry } from '../record/history.ts';
import type { Holding } from '../record/holding.ts';
import type { Adoption, Solution, SolutionModel } from '../record/solution.model.ts';

type Dependencies = { model: SolutionModel; holding: Holding; now: () => Date };
export type OpenAdoption = { solution: Solution; adoption: Adoption };

/** "Eintrag übernehmen": the rightful organisation asks for a Bestandseintrag, KDN decides. */
export function makeAdoptions({ model, holding, now }: Dependencies) {
  async function inventoryEntry(slug: string): Promise<Solution> {
    const solution = await model.findOne({ slug, visibility: 'published' }).lean<Solution>();
    if (solution === null || solution.inventory === null) throw notFound();
    return solution;
  }

  return {
    /**
     * Asks to take over an entry; an organisation has one open request per entry.
     * @throws notFound for anything but a published Bestandseintrag, conflict where it asked already or it is assigned
     */
    async adoptRequest(actor: Actor, slug: string, reason: string): Promise<Solution> {
      const organisation = actor.organisation;
      if (organisation === null || !(hasRole(actor, 'editor') || hasRole(actor, 'administrator')))
        throw forbidden('Dazu brauchen Sie in Ihrer Organisation die Rolle Redaktion oder Administration.');
      if (reason === '')
        throw new InvalidInput([
          { field: 'reason', message: 'Begründen Sie, warum der Eintrag zu Ihrer Organisation gehört.' },
        ]);
      const { _id } = await inventoryEntry(slug);
      const at = now();
      const adoption = newAdoption(organisation.id, reason, actor.userId, at);
      const organisationId = { $in: await holding.idsHeldBy(organisation.id) };
      const after = await model
        .findOneAndUpdate(
          {
            _id,
            visibility: 'published',
            'inventory.assignedAt': null,
            adoptions: { $not: { $elemMatch: { organisationId, state: 'open' } } },
          },
          {
            $inc: { revision: 1 },
            $push: {
              adoptions: adoption,
              history: historyEntry('adoptionAsked', actOf(actor, at), { reason }),
              tell: tell('adoption-asked', { platformRole: 'kdn', exceptUserId: actor.userId }, at),
            },
          },
          { returnDocument: 'after' },
        )
        .lean<Solution>();
      if (after === null)
        throw conflict(
          'Ihre Organisation hat die Übernahme schon beantragt, oder der Eintrag ist schon vergeben.',
        );
      return after;
    },

    /**
     * KDN's decision. Acceptance makes the organisation the provider and opens a working copy of the entry; it
     * remains a Bestandseintrag until that copy is published with its terms. Other open requests are declined.
     * @throws forbidden but for KDN, notFound for an unknown request, conflict where it is decided already
     */
    async decideAdoption(
      actor: Actor,
      slug: string,
      { adoptionId, accepted, reason }: { adoptionId: string; accepted: boolean; reason: string },
    ): Promise<Solution> {
      if (!isPlatform(actor, 'kdn')) throw forbidden('Über Übernahmen entscheidet KDN.');
      const solution = await inventoryEntry(slug);
      const adoption = solution.adoptions.find(({ id }) => id === adoptionId);
      if (adoption === undefined) throw notFound();
      if (adoption.state !== 'open') throw conflict('Über diesen Antrag ist schon entschieden.');
      if (!accepted && reason === '')
        throw new InvalidInput([{ field: 'reason', message: 'Nennen Sie den Grund der Ablehnung.' }]);
      const at = now();
      const decided = decide(solution.adoptions, adoptionId, { accepted, by: actor.userId, at, reason });
      const open = solution.adoptions.filter(({ state }) => state === 'open');
      const others = accepted ? open.filter(({ id }) => id !== adoptionId) : [];
      const act = actOf(actor, at);
      const update = {
        $set: {
          adoptions: decided,
          ...(accepted ? handedOver(solution, adoption.organisationId, adoption.askedBy, at) : {}),
        },
        $inc: { revision: 1 },
        $push: {
          history: {
            $each: [
              historyEntry(accepted ? 'adoptionAccepted' : 'adoptionDeclined', act, { reason }),
              ...(others.length > 0
                ? [historyEntry('adoptionDeclined', act, { reason: takenByAnother })]
                : []),
            ],
          },
          tell: {
            $each: [
              told(accepted ? 'adoption-accepted' : 'adoption-declined', adoption, at),
              ...others.map((other) => told('adoption-declined', other, at)),
            ],
          },
        },
      };
      const after = await model
        .findOneAndUpdate(
          { _id: solution._id, visibility: 'published', revision: solution.revision },
          update,
          { returnDocument: 'after' },
        )
        .lean<Solution>();
      if (after === null)
        throw conflict('Der Eintrag wurde inzwischen geändert. Bitte sehen Sie ihn erneut an.');
      return after;
    },

    /** Every open request, oldest first, for KDN. */
    async openAdoptions(): Promise<OpenAdoption[]> {
      const solutions = await model
        .find({ visibility: 'published', 'adoptions.state': 'open' })
        .lean<Solution[]>();
      return solutions
        .flatMap((solution) =>
          solution.adoptions
            .filter(({ state }) => state === 'open')
            .map((adoption) => ({ solution, adoption })),
        )
        .sort((a, b) => a.adoption.askedAt.getTime() - b.adoption.askedAt.getTime());
    },

    /** True where the person could ask now; for the link on the page. */
    async canAdopt(actor: Actor | null, { inventory, adoptions }: Solution): Promise<boolean> {
      const own = actor?.organisation?.id;
      if (inventory === null || inventory.assignedAt !== null || own === undefined) return false;
      if (!hasRole(actor, 'editor') && !hasRole(actor, 'administrator')) return false;
      const ids = await holding.idsHeldBy(own);
      return !adoptions.some(({ state, organisationId }) => state === 'open' && ids.includes(organisationId));
    },
  };
}

const takenByAnother = 'Der Eintrag wurde von einer anderen Organisation übernommen.';

/** Tells a decision to those of the asking organisation who could ask. */
const told = (kind: string, { organisationId }: Adoption, at: Date) =>
  tell(kind, { organisationIds: [organisationId], roles: ['editor', 'administrator'] }, at);

function newAdoption(organisationId: string, reason: string, askedBy: string, askedAt: Date): Adoption {
  return {
    id: randomUUID(),
    organisationId,
    reason,
    state: 'open',
    askedBy,
    askedAt,
    decidedBy: null,
    decidedAt: null,
    decisionReason: '',
  };
}

type Decision = { accepted: boolean; by: string; at: Date; reason: string };

function decide(all: Adoption[], id: string, { accepted, by, at, reason }: Decision): Adoption[] {
  return all.map((one): Adoption => {
    if (one.state !== 'open') return one;
    if (one.id === id)
      return {
        ...one,
        state: accepted ? 'accepted' : 'declined',
        decidedBy: by,
        decidedAt: at,
        decisionReason: reason,
      };
    if (!accepted) return one;
    return {
      ...one,
      state: 'declined',
      decidedBy: by,
      decidedAt: at,
      decisionReason: takenByAnother,
    };
  });
}

function handedOver(
  { inventory, releases, lastWorkingRevision }: Solution,
  to: string,
  by: string,
  at: Date,
) {
  const current = releases.at(-1);
  return {
    providerId: to,
    inventory: { ...inventory, assignedAt: at },
    updatedAt: at,
    working: current ? newCopy(current.content, current.artifacts, lastWorkingRevision + 1, by, at) : null,
  };
}
