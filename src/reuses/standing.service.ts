import { Types } from 'mongoose';
import { type Actor, isPlatform, type OrganisationRole } from '../shared/actor.ts';
import { forbidden, notFound } from '../shared/errors.ts';
import { silentSince } from './freshness.ts';
import type { ReusePorts } from './ports.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse, ReuseSide } from './reuse.types.ts';

/** Where somebody stands towards a record. */
export type ReuseStanding = {
  side: ReuseSide | 'kdn';
  roles: OrganisationRole[];
  organisationId: string | null;
};

type Pending = Pick<Reuse, 'state' | 'pendingSide' | 'pendingSince' | 'organisationId' | 'providerId'>;

type Dependencies = { model: ReuseModel; organisations: ReusePorts['organisations']; now: () => Date };

/** Answers who stands where towards a record of the ledger: its two sides and KDN see it, nobody else. */
export function makeStandings({ model, organisations, now }: Dependencies) {
  async function standingOf(actor: Actor, reuse: Reuse): Promise<ReuseStanding | null> {
    if (actor.organisation !== null) {
      const { id, roles } = actor.organisation;
      const held = await organisations.idsHeldBy(id);
      if (held.includes(reuse.organisationId)) return { side: 'reuser', roles, organisationId: id };
      if (held.includes(reuse.providerId)) return { side: 'provider', roles, organisationId: id };
    }
    return isPlatform(actor, 'kdn') ? { side: 'kdn', roles: [], organisationId: null } : null;
  }

  /** The first of the actor's memberships that speaks for one of the organisations, by name. */
  async function membershipAmong(actor: Actor, organisationIds: string[]): Promise<string | null> {
    for (const { organisationId, name } of actor.memberships) {
      const held = await organisations.idsHeldBy(organisationId);
      if (organisationIds.some((id) => held.includes(id))) return name;
    }
    return null;
  }

  async function isOrphanedToday(organisationId: string): Promise<boolean> {
    const today = await organisations.resolveSuccession(organisationId);
    return today === null || organisations.isOrphaned(today.id);
  }

  function makeKdnCheck() {
    const orphaned = new Map<string, Promise<boolean>>();
    return async (reuse: Pending): Promise<boolean> => {
      if (reuse.pendingSide === null || reuse.pendingSince === null || reuse.state === 'disputed')
        return false;
      if (reuse.pendingSince <= silentSince(now())) return true;
      const asked = reuse.pendingSide === 'reuser' ? reuse.organisationId : reuse.providerId;
      const answer = orphaned.get(asked) ?? isOrphanedToday(asked);
      orphaned.set(asked, answer);
      return answer;
    };
  }

  return {
    /**
     * A record for one of its sides or KDN.
     * @throws notFound for strangers and unknown ids; forbidden where the actor has to change the organisation first
     */
    async reuseFor(actor: Actor, id: string): Promise<{ reuse: Reuse; standing: ReuseStanding }> {
      const reuse = Types.ObjectId.isValid(id) ? await model.findById(id).lean<Reuse>() : null;
      if (reuse === null) throw notFound();
      const standing = await standingOf(actor, reuse);
      if (standing !== null) return { reuse, standing };
      const other = await membershipAmong(actor, [reuse.organisationId, reuse.providerId]);
      if (other === null) throw notFound();
      throw forbidden(
        `Dieser Vorgang gehört zu ${other}. Wechseln Sie oben rechts die Organisation, für die Sie handeln.`,
      );
    },

    /**
     * Whoever reported never confirms: not the person, not the side, not through another membership (product.md).
     */
    async hasReported(actor: Actor, reuse: Reuse): Promise<boolean> {
      const waiting = reuse.stages.filter((one) => one.confirmed === null);
      if (waiting.some((one) => one.reportedBy === actor.userId)) return true;
      const reporters = waiting.map((one) =>
        one.side === 'reuser' ? reuse.organisationId : reuse.providerId,
      );
      return (await membershipAmong(actor, reporters)) !== null;
    },

    /** Whether KDN may confirm instead: the asked side has no people, or was silent for 30 days. */
    mayKdnConfirm: (reuse: Pending): Promise<boolean> => makeKdnCheck()(reuse),

    /** The same for many records at once: asks once for each organisation. */
    makeKdnCheck,
  };
}

export type Standings = ReturnType<typeof makeStandings>;
