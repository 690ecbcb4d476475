import { Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import { tell } from '../../platform/tell.ts';
import { type ActingFor, type Actor, hasRole } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import { date } from '../../shared/german.ts';
import type { Holding, KnownOrganisations } from '../record/holding.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { OfferAction, OfferModel, OperatingOffer } from './offer.model.ts';
import { type OfferInput, operatorKinds } from './offer.ts';

type Dependencies = {
  model: OfferModel;
  organisations: KnownOrganisations;
  holding: Pick<Holding, 'holderId' | 'holds'>;
  now: () => Date;
};
type Solution = Pick<PublishedSolution, 'id' | 'providerId'>;

/** Making, changing and ending Betriebsangebote, and what a solution's provider says about them. */
export function makeOfferActs({ model, organisations, holding, now }: Dependencies) {
  /** @throws forbidden for other roles and for organisations that operate nothing for others */
  async function operatorFor({ organisation }: Actor): Promise<ActingFor> {
    if (!organisation?.roles.includes('editor'))
      throw forbidden('Dazu brauchen Sie in dieser Organisation die Rolle Redaktion.');
    const known = await organisations.resolveSuccession(organisation.id);
    if (!known || !operatorKinds.includes(known.kind))
      throw forbidden(
        'Betriebsangebote machen IT-Dienstleister, Zweckverbände und Unternehmen. Wenn Ihre Organisation falsch eingeordnet ist, berichtigt das der Plattformbetrieb.',
      );
    return organisation;
  }

  /** The organisation's own record for a solution, made by itself or by one it followed; its own one first. */
  async function ownOffer(organisationId: string, solutionId: string): Promise<OperatingOffer | null> {
    const held = await organisations.idsHeldBy(organisationId);
    const all = await model.find({ solutionId, organisationId: { $in: held } }).lean<OperatingOffer[]>();
    return all.find((one) => one.organisationId === organisationId) ?? all[0] ?? null;
  }

  const entry = (actor: Actor, { id }: ActingFor, action: OfferAction, at: Date, reason = '') => ({
    at,
    by: actor.userId,
    organisationId: id,
    action,
    reason,
  });

  /** What is told to those who write for the provider; nobody is told about an offer of its own. */
  async function toldProvider(solution: Solution, actor: Actor, kind: string, at: Date) {
    const provider = await holding.holderId(solution.providerId);
    if (provider === actor.organisation?.id) return [];
    return [tell(kind, { organisationIds: [provider], roles: ['editor', 'approver', 'administrator'] }, at)];
  }

  /** Says what happened instead, from the record as it stands now. */
  async function lostRace(id: Types.ObjectId) {
    const last = (await model.findById(id).lean<OperatingOffer>())?.history.at(-1);
    return conflict(
      `Das Betriebsangebot wurde inzwischen geändert${last ? ` (${offerActionLabels[last.action]} am ${date(last.at)})` : ''}. Ihre Eingaben sind noch nicht gespeichert.`,
    );
  }

  /** One update that holds the revision somebody had before them. */
  async function step(offer: OperatingOffer, held: Record<string, unknown>, update: Record<string, unknown>) {
    const { matchedCount } = await model.updateOne({ _id: offer._id, ...held }, update);
    if (matchedCount === 0) throw await lostRace(offer._id);
  }

  /** An open offer for a solution, for those who may comment on it. @throws notFound, forbidden */
  async function offerToComment(
    actor: Actor,
    solution: Solution,
    id: string,
  ): Promise<{ offer: OperatingOffer; organisation: ActingFor }> {
    const { organisation } = actor;
    if (organisation === null || !(await holding.holds(actor, solution))) throw notFound();
    if (!hasRole(actor, 'editor'))
      throw forbidden('Dazu brauchen Sie in dieser Organisation die Rolle Redaktion.');
    const offer = Types.ObjectId.isValid(id) ? await model.findById(id).lean<OperatingOffer>() : null;
    if (offer?.solutionId !== solution.id || offer.state !== 'active')
      throw notFound('Dieses Betriebsangebot gibt es nicht oder nicht mehr.');
    return { offer, organisation };
  }

  return {
    operatorFor,

    /** True where the person may make offers for the organisation acted for. */
    async mayOffer(actor: Actor): Promise<boolean> {
      if (!hasRole(actor, 'editor') || actor.organisation === null) return false;
      const known = await organisations.resolveSuccession(actor.organisation.id);
      return known !== null && operatorKinds.includes(known.kind);
    },

    /** The record of the organisation acted for; null where it has made none. */
    async offerOf(actor: Actor, solutionId: string): Promise<OperatingOffer | null> {
      return actor.organisation ? ownOffer(actor.organisation.id, solutionId) : null;
    },

    /**
     * Makes the organisation's offer, changes it, or takes up an ended one again.
     * @param seen revision of the record that the form was filled in from; 0 where there was none
     * @throws forbidden as `operatorFor`; InvalidInput; conflict where it was changed or made meanwhile
     */
    async save(actor: Actor, solution: Solution, input: OfferInput, seen: number): Promise<OfferAction> {
      const organisation = await operatorFor(actor);
      await judgeTax(organisation.id, input);
      const at = now();
      const offer = await ownOffer(organisation.id, solution.id);
      if (offer === null) {
        if (seen !== 0) throw conflict('Dieses Betriebsangebot gibt es nicht mehr.');
        try {
          await model.create({
            ...input,
            solutionId: solution.id,
            organisationId: organisation.id,
            state: 'active',
            revision: 1,
            createdAt: at,
            updatedAt: at,
            history: [entry(actor, organisation, 'made', at)],
            tell: await toldProvider(solution, actor, 'offer-made', at),
          });
          return 'made';
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          throw conflict(
            'Jemand aus Ihrer Organisation hat inzwischen ein Betriebsangebot für diese Lösung angelegt.',
          );
        }
      }
      const action = offer.state === 'ended' ? 'resumed' : 'changed';
      const told = action === 'resumed' ? await toldProvider(solution, actor, 'offer-made', at) : [];
      await step(
        offer,
        { revision: seen, state: offer.state },
        {
          $set: { ...input, state: 'active', updatedAt: at },
          $inc: { revision: 1 },
          $push: { history: entry(actor, organisation, action, at), tell: { $each: told } },
        },
      );
      return action;
    },

    /** Ends the organisation's offer; the record stays and can be taken up again. @throws notFound, conflict */
    async end(actor: Actor, solution: Solution, { seen, reason }: { seen: number; reason: string }) {
      const organisation = await operatorFor(actor);
      const offer = await ownOffer(organisation.id, solution.id);
      if (offer === null) throw notFound();
      const at = now();
      await step(
        offer,
        { revision: seen, state: 'active' },
        {
          $set: { state: 'ended', updatedAt: at },
          $inc: { revision: 1 },
          $push: {
            history: entry(actor, organisation, 'ended', at, reason),
            tell: { $each: await toldProvider(solution, actor, 'offer-ended', at) },
          },
        },
      );
    },

    offerToComment,

    /** Says in public what the provider knows of an offer; '' takes the comment back. The operator is told. */
    async comment(
      actor: Actor,
      solution: Solution,
      id: string,
      { seen, text }: { seen: number; text: string },
    ) {
      const { offer, organisation } = await offerToComment(actor, solution, id);
      const at = now();
      const operator = await holding.holderId(offer.organisationId);
      const told =
        text === '' || operator === organisation.id
          ? []
          : [
              tell(
                'offer-commented',
                { organisationIds: [operator], roles: ['editor', 'administrator'] },
                at,
              ),
            ];
      await step(
        offer,
        { revision: seen, state: 'active' },
        {
          $set: {
            comment: text === '' ? null : { text, at, by: actor.userId, organisationId: organisation.id },
            updatedAt: at,
          },
          $inc: { revision: 1 },
          $push: {
            history: entry(actor, organisation, text === '' ? 'commentRemoved' : 'commented', at),
            tell: { $each: told },
          },
        },
      );
    },
  };

  /** § 2b UStG is about public law only. */
  async function judgeTax(organisationId: string, { vat }: OfferInput): Promise<void> {
    const operator = await organisations.resolveSuccession(organisationId);
    if (vat === 'publicLaw' && operator?.kind === 'company')
      throw new InvalidInput([
        {
          field: 'vat',
          message:
            '§ 2b UStG gilt nur für juristische Personen des öffentlichen Rechts, nicht für Unternehmen.',
        },
      ]);
  }
}

export type OfferActs = ReturnType<typeof makeOfferActs>;

const offerActionLabels: Record<OfferAction, string> = {
  made: 'angelegt',
  changed: 'geändert',
  ended: 'beendet',
  resumed: 'wieder aufgenommen',
  commented: 'von der bereitstellenden Organisation ergänzt',
  commentRemoved: 'Anmerkung zurückgenommen',
};
