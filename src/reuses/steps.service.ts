import type { Tell } from '../platform/tell.ts';
import type { Actor } from '../shared/actor.ts';
import { conflict, DomainError, forbidden, InvalidInput } from '../shared/errors.ts';
import { stateLabels } from './labels.ts';
import { isPossible, mayAct, type ReuseAction } from './lifecycle.ts';
import { checkSince } from './report.service.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Confirmation, Reuse, ReuseEvent, ReuseSide, ReuseStage } from './reuse.types.ts';
import { confirmAll, repeatsNeighbour, withStages } from './stages.ts';
import type { ReuseStanding, Standings } from './standing.service.ts';
import type { Telling } from './telling.ts';

type Dependencies = { model: ReuseModel; standings: Standings; telling: Telling; now: () => Date };

/** Names the record and the revision that the person looked at. */
export type Seen = { id: string; revision: number };

/**
 * The steps of a record in the ledger. Each is one update that expects the revision the person saw, so that nobody
 * confirms what they have not read (decision 3).
 */
export function makeSteps({ model, standings, telling, now }: Dependencies) {
  /** @throws notFound for strangers, forbidden for the wrong side or role, conflict for the wrong state or revision */
  async function begin(actor: Actor, seen: Seen, action: ReuseAction) {
    const { reuse, standing } = await standings.reuseFor(actor, seen.id);
    if (!mayAct(action, reuse, standing)) throw forbidden(whyNot(action));
    const confirms = action === 'confirm' || action === 'confirmByKdn';
    if (confirms && (await standings.hasReported(actor, reuse)))
      throw forbidden(
        'Wer eine Nachnutzung gemeldet hat, bestätigt sie nicht selbst, auch nicht über eine andere Mitgliedschaft.',
      );
    if (!isPossible(action, reuse) || reuse.revision !== seen.revision) throw changed(reuse);
    return { reuse, standing, at: now() };
  }

  async function apply(
    actor: Actor,
    { reuse, standing, at }: { reuse: Reuse; standing: ReuseStanding; at: Date },
    set: Partial<Reuse>,
    said: { event: ReuseEvent; stage?: ReuseStage; reason?: string },
    tell: Tell[],
  ): Promise<void> {
    const done = await model.updateOne(
      { _id: reuse._id, revision: reuse.revision },
      {
        $set: { ...set, updatedAt: at },
        $inc: { revision: 1 },
        $push: {
          history: {
            at,
            by: actor.userId,
            side: standing.side,
            organisationId: standing.organisationId,
            stage: said.stage ?? null,
            event: said.event,
            reason: said.reason ?? '',
          },
          tell: { $each: tell },
        },
      },
    );
    if (done.matchedCount === 0) throw changed((await model.findById(reuse._id).lean<Reuse>()) ?? reuse);
  }

  /** A second click on the same button finds the step done last by the same person: that is no conflict. */
  async function once(
    actor: Actor,
    { id }: Seen,
    event: ReuseEvent,
    step: () => Promise<void>,
  ): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
      const { reuse } = await standings.reuseFor(actor, id);
      const last = reuse.history.at(-1);
      if (last?.event !== event || last.by !== actor.userId) throw error;
    }
  }

  /** What a confirmation of everything that waited changes. */
  const confirmedSet = (reuse: Reuse, confirmation: Confirmation): Partial<Reuse> => ({
    ...withStages(confirmAll(reuse.stages, confirmation), true),
    state: 'confirmed',
    confirmed: reuse.confirmed ?? confirmation,
    disputed: null,
    lastConfirmedAt: confirmation.at,
  });

  const other = (standing: ReuseStanding): ReuseSide => (standing.side === 'reuser' ? 'provider' : 'reuser');

  async function confirm(actor: Actor, seen: Seen): Promise<void> {
    const step = await begin(actor, seen, 'confirm');
    const { reuse, standing, at } = step;
    if (standing.side === 'kdn') throw forbidden();
    const confirmation = { at, by: actor.userId, side: standing.side, evidence: '' };
    await apply(actor, step, confirmedSet(reuse, confirmation), { event: 'confirmed' }, [
      await telling('confirmed', reuse, other(standing), actor.userId, at),
    ]);
  }

  async function dispute(actor: Actor, seen: Seen, reason: string): Promise<void> {
    const step = await begin(actor, seen, 'dispute');
    const { reuse, standing, at } = step;
    await apply(
      actor,
      step,
      { state: 'disputed', disputed: { at, by: actor.userId, reason } },
      { event: 'disputed', reason },
      [await telling('disputed', reuse, other(standing), actor.userId, at)],
    );
  }

  async function changeStage(
    actor: Actor,
    seen: Seen,
    { stage, since }: { stage: ReuseStage; since: Date },
  ): Promise<void> {
    const step = await begin(actor, seen, 'changeStage');
    const { reuse, at } = step;
    checkSince(since, at);
    if (repeatsNeighbour(reuse.stages, stage, since))
      throw new InvalidInput([
        { field: 'stage', message: 'Für diese Zeit ist bereits dieselbe Stufe gemeldet.' },
      ]);
    const entry = {
      stage,
      since,
      reportedAt: at,
      reportedBy: actor.userId,
      side: 'reuser' as const,
      confirmed: null,
    };
    const isOwn = reuse.relation === 'own';
    await apply(
      actor,
      step,
      {
        ...withStages([...reuse.stages, entry], !isOwn),
        // A dispute is answered by the new report; what was confirmed stays so.
        ...(reuse.state === 'disputed' ? { state: 'reported', disputed: null } : {}),
      },
      { event: 'stage-reported', stage },
      isOwn ? [] : [await telling('stage-reported', reuse, 'provider', actor.userId, at)],
    );
  }

  async function reconfirm(actor: Actor, seen: Seen): Promise<void> {
    const step = await begin(actor, seen, 'reconfirm');
    if (step.reuse.stage === 'ended') throw changed(step.reuse);
    await apply(actor, step, { lastConfirmedAt: step.at }, { event: 'reconfirmed' }, [
      await telling('reconfirmed', step.reuse, other(step.standing), actor.userId, step.at),
    ]);
  }

  async function confirmByKdn(actor: Actor, seen: Seen, evidence: string): Promise<void> {
    const step = await begin(actor, seen, 'confirmByKdn');
    const { reuse, at } = step;
    if (!(await standings.mayKdnConfirm(reuse)))
      throw conflict(
        'KDN bestätigt erst, wenn die andere Seite 30 Tage nicht geantwortet hat oder niemand mehr für sie handelt.',
      );
    const confirmation = { at, by: actor.userId, side: 'kdn' as const, evidence };
    await apply(
      actor,
      step,
      confirmedSet(reuse, confirmation),
      { event: 'confirmed-by-kdn', reason: evidence },
      [
        await telling('confirmed-by-kdn', reuse, 'reuser', actor.userId, at),
        await telling('confirmed-by-kdn', reuse, 'provider', actor.userId, at),
      ],
    );
  }

  return {
    /** The side that was asked confirms everything that waits. @throws as `begin` */
    confirm: (actor: Actor, seen: Seen): Promise<void> =>
      once(actor, seen, 'confirmed', () => confirm(actor, seen)),

    /** The side that was asked says why the report is not right. @throws as `begin` */
    dispute: (actor: Actor, seen: Seen, reason: string): Promise<void> =>
      once(actor, seen, 'disputed', () => dispute(actor, seen, reason)),

    /**
     * The reusing side reports a stage, a past one too; it waits for the provider's confirmation.
     * @throws as `begin`; InvalidInput for a future date or a stage that changes nothing
     */
    changeStage,

    /** Either side says that the solution is still in use: the record is fresh for 12 more months. @throws as `begin` */
    reconfirm: (actor: Actor, seen: Seen): Promise<void> =>
      once(actor, seen, 'reconfirmed', () => reconfirm(actor, seen)),

    /**
     * KDN confirms instead of a side that is orphaned or was silent for 30 days.
     * @param evidence what KDN saw
     * @throws as `begin`; conflict where the other side can still be expected to answer
     */
    confirmByKdn: (actor: Actor, seen: Seen, evidence: string): Promise<void> =>
      once(actor, seen, 'confirmed-by-kdn', () => confirmByKdn(actor, seen, evidence)),
  };
}

function whyNot(action: ReuseAction): string {
  if (action === 'changeStage') return 'Die Stufe meldet die nachnutzende Organisation.';
  if (action === 'confirmByKdn') return 'Das kann nur KDN.';
  return 'Das kann nur die andere Seite; für die bereitstellende Organisation brauchen Sie die Rolle Redaktion, Freigabe oder Administration.';
}

const changed = (reuse: Reuse) =>
  conflict(
    `Die Nachnutzung hat sich inzwischen geändert: Sie ist jetzt ${stateLabels[reuse.state]}. Bitte laden Sie die Seite neu und prüfen Sie den Stand.`,
    { state: reuse.state },
  );
