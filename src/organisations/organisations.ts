import type { Connection } from 'mongoose';
import { makeCooperationModel } from './cooperation.model.ts';
import { makeCooperations } from './cooperation.service.ts';
import { makeFinding } from './find.service.ts';
import { makeMembershipQueries } from './membership.queries.ts';
import { makeMemberships } from './membership.service.ts';
import { makeOrganisationModel } from './organisation.model.ts';

export type OrganisationsDependencies = { connection: Connection; now: () => Date };

/** The organisations feature: finding, memberships, cooperations and the operator's acts, on one connection. */
export function makeOrganisations({ connection, now }: OrganisationsDependencies) {
  const model = makeOrganisationModel(connection);
  const finding = makeFinding(model);
  return {
    ...finding,
    ...makeMemberships({ model, now }),
    ...makeMembershipQueries(model),
    ...makeCooperations(makeCooperationModel(connection), finding),
  };
}

export type Organisations = ReturnType<typeof makeOrganisations>;
