import type { Connection } from 'mongoose';
import type { Actor } from '../shared/actor.ts';
import type { CaseLine } from '../shared/case.ts';
import { makeAsking } from './ask.service.ts';
import { makeCasePages } from './case-page.service.ts';
import { makeCaseReleases } from './case-release.ts';
import { makePersonalRequests } from './personal-records.ts';
import type { RequestPorts } from './ports.ts';
import { makeRejections } from './rejections.service.ts';
import { makeRejectionModel, makeRequestModel } from './request.model.ts';
import { makeRequestQueries } from './request.queries.ts';
import { makeStandings } from './standing.service.ts';
import { makeSteps } from './steps.service.ts';
import { makeRequestTellSource } from './tell-source.ts';
import { makeTelling } from './telling.ts';

export type RequestsDependencies = { connection: Connection; now: () => Date; ports: RequestPorts };

/** The requests feature: asking, the thread, deciding, and why something was not reused. */
export function makeRequests({ connection, now, ports }: RequestsDependencies) {
  const model = makeRequestModel(connection);
  const telling = makeTelling(ports.organisations);
  const standings = makeStandings({ model, organisations: ports.organisations });
  const queries = makeRequestQueries({ model, ports });
  const casesOf = async (actor: Actor, runningOnly = false): Promise<CaseLine[]> =>
    (
      await Promise.all([queries.requestCasesOf(actor, runningOnly), ports.reuseCasesOf(actor, runningOnly)])
    ).flat();
  return {
    /** Every line of "Meine Vorgänge", requests and reuses; `runningOnly` leaves out those where nothing waits. */
    casesOf,
    /** The number beside "Meine Vorgänge": cases that wait for the actor. */
    openCasesOf: async (actor: Actor): Promise<number> =>
      (await casesOf(actor, true)).filter((one) => one.waitsFor === 'me').length,
    ...makeAsking({ model, ports, telling, now }),
    ...makeSteps({ model, standings, telling, ports, now }),
    ...makeRejections({ model: makeRejectionModel(connection), requests: model, ports, now }),
    ...queries,
    releaseForCase: makeCaseReleases(ports),
    ...makeCasePages({ standings, ports, now }),
    personalRecords: makePersonalRequests(model),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeRequestTellSource(model, ports),
  };
}

export type Requests = ReturnType<typeof makeRequests>;
