import type { Connection } from 'mongoose';
import { makeCooperationModel } from './cooperation.model.ts';
import { makeCooperations } from './cooperation.service.ts';
import { makeCooperationTellSource } from './cooperation.tell-source.ts';
import { makeCooperationActs } from './cooperation-acts.service.ts';
import { makeFinding } from './find.service.ts';
import { makeJoining } from './join.service.ts';
import { makeLeaving } from './leave.service.ts';
import { makeMembershipQueries } from './membership.queries.ts';
import { makeOperatorActs } from './operator.service.ts';
import { makeOrganisationModel } from './organisation.model.ts';
import { makeServiceProviderImport } from './service-providers.service.ts';
import { makeOrganisationTellSource } from './tell-source.ts';

export type OrganisationsDependencies = { connection: Connection; now: () => Date };

/** The organisations feature: finding, memberships, cooperations and the operator's acts, on one connection. */
export function makeOrganisations({ connection, now }: OrganisationsDependencies) {
  const model = makeOrganisationModel(connection);
  const finding = makeFinding(model);
  const cooperations = makeCooperationModel(connection);
  return {
    ...finding,
    ...makeJoining({ model, now }),
    ...makeLeaving({ model, now }),
    ...makeMembershipQueries(model),
    ...makeOperatorActs({ model, now }),
    ...makeServiceProviderImport({ model, now }),
    ...makeCooperations(cooperations, finding),
    ...makeCooperationActs({ model: cooperations, now }),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeOrganisationTellSource(model),
    cooperationTellSource: makeCooperationTellSource(cooperations),
  };
}

export type Organisations = ReturnType<typeof makeOrganisations>;
