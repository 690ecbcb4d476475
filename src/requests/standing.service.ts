import { Types } from 'mongoose';
import { type Actor, isPlatform, type OrganisationRole } from '../shared/actor.ts';
import { forbidden, notFound } from '../shared/errors.ts';
import type { RequestPorts } from './ports.ts';
import type { RequestModel } from './request.model.ts';
import type { ReuseRequest, Side } from './request.types.ts';

/** Where somebody stands in a case. */
export type CaseStanding = { side: Side; roles: OrganisationRole[]; organisationId: string | null };

export type OpenCase = { request: ReuseRequest; standing: CaseStanding };

type Dependencies = { model: RequestModel; organisations: RequestPorts['organisations'] };

/** Answers who stands where in a case; both sides see it, nobody else, and KDN where it mediates. */
export function makeStandings({ model, organisations }: Dependencies) {
  /** True where nobody can act for the providing organisation of today. */
  async function providerIsOrphaned(request: Pick<ReuseRequest, 'providerId'>): Promise<boolean> {
    const provider = await organisations.resolveSuccession(request.providerId);
    return provider === null || (await organisations.isOrphaned(provider.id));
  }

  async function standingOf(actor: Actor, request: ReuseRequest): Promise<CaseStanding | null> {
    if (actor.organisation !== null) {
      const { id, roles } = actor.organisation;
      const held = await organisations.idsHeldBy(id);
      if (held.includes(request.providerId)) return { side: 'provider', roles, organisationId: id };
      if (held.includes(request.requesterId)) return { side: 'requester', roles, organisationId: id };
    }
    if (isPlatform(actor, 'kdn') && (request.mediated || (await providerIsOrphaned(request))))
      return { side: 'kdn', roles: [], organisationId: null };
    return null;
  }

  /** The name of a membership of the actor that is a side of the case, though they act for another one now. */
  async function otherMembership(actor: Actor, request: ReuseRequest): Promise<string | null> {
    for (const { organisationId, name } of actor.memberships) {
      const held = await organisations.idsHeldBy(organisationId);
      if (held.includes(request.providerId) || held.includes(request.requesterId)) return name;
    }
    return null;
  }

  return {
    providerIsOrphaned,

    /**
     * A case for one of its sides.
     * @throws notFound for strangers and unknown ids; forbidden where the actor has to change the organisation first
     */
    async caseFor(actor: Actor, id: string): Promise<OpenCase> {
      const request = Types.ObjectId.isValid(id) ? await model.findById(id).lean<ReuseRequest>() : null;
      if (request === null) throw notFound();
      const standing = await standingOf(actor, request);
      if (standing !== null) return { request, standing };
      const other = await otherMembership(actor, request);
      if (other === null) throw notFound();
      throw forbidden(
        `Dieser Vorgang gehört zu ${other}. Wechseln Sie oben rechts die Organisation, für die Sie handeln.`,
      );
    },
  };
}

export type Standings = ReturnType<typeof makeStandings>;
