import type { Connection } from 'mongoose';
import { makeCompetences } from './competences/competences.service.ts';
import { makeCooperationModel } from './cooperations/cooperation.model.ts';
import { makeCooperations } from './cooperations/cooperation.service.ts';
import { makeCooperationTellSource } from './cooperations/cooperation.tell-source.ts';
import { makeCooperationActs } from './cooperations/cooperation-acts.service.ts';
import { makeJoining } from './members/join.service.ts';
import { makeLeaving } from './members/leave.service.ts';
import { makeMembershipQueries } from './members/membership.queries.ts';
import { makeOperatorActs } from './operator/operator.service.ts';
import { makeServiceProviderImport } from './operator/service-providers.service.ts';
import { makeProgrammeModel } from './programmes/programme.model.ts';
import { makeProgrammeEntries } from './programmes/programme-entries.service.ts';
import { makeFinding } from './record/find.service.ts';
import { makeOrganisationModel } from './record/organisation.model.ts';
import { makeOrganisationTellSource } from './record/tell-source.ts';
import { makeSuccession } from './succession/succession.service.ts';

export type OrganisationsDependencies = { connection: Connection; now: () => Date };

/** The organisations feature: finding, memberships, cooperations and the operator's acts, on one connection. */
export function makeOrganisations({ connection, now }: OrganisationsDependencies) {
  const model = makeOrganisationModel(connection);
  const finding = makeFinding(model, now);
  const cooperations = makeCooperationModel(connection);
  return {
    ...finding,
    ...makeJoining({ model, now }),
    ...makeLeaving({ model, now }),
    ...makeMembershipQueries({ model, finding, now }),
    ...makeOperatorActs({ model, now }),
    ...makeSuccession({ model, now }),
    ...makeCompetences({ model, idsHeldBy: finding.idsHeldBy, now }),
    ...makeProgrammeEntries({ model: makeProgrammeModel(connection), now }),
    ...makeServiceProviderImport({ model, now }),
    ...makeCooperations(cooperations, finding),
    ...makeCooperationActs({ model: cooperations, now }),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeOrganisationTellSource(model),
    cooperationTellSource: makeCooperationTellSource(cooperations),
  };
}

export type Organisations = ReturnType<typeof makeOrganisations>;
