import type { Connection } from 'mongoose';
import { makePersonalReuses } from './personal-records.ts';
import type { ReusePorts } from './ports.ts';
import { makeReporting } from './report.service.ts';
import { makeReuseModel } from './reuse.model.ts';
import { makeReuseQueries } from './reuse.queries.ts';
import { makeReusePages } from './reuse-page.service.ts';
import { makeStandings } from './standing.service.ts';
import { makeSteps } from './steps.service.ts';
import { makeReuseTellSource } from './tell-source.ts';
import { makeTelling } from './telling.ts';
import { makeTransferQueries } from './transfers.query.ts';

export type ReusesDependencies = { connection: Connection; now: () => Date; ports: ReusePorts };

/** The reuses feature: the ledger of who uses what, reported by one side and confirmed by the other. */
export function makeReuses({ connection, now, ports }: ReusesDependencies) {
  const model = makeReuseModel(connection);
  const telling = makeTelling(ports.organisations);
  const standings = makeStandings({ model, organisations: ports.organisations, now });
  return {
    ...makeReporting({ model, ports, telling, now }),
    ...makeSteps({ model, standings, telling, now }),
    ...makeReuseQueries({ model, ports, standings, now }),
    ...makeTransferQueries(model, now),
    reuseFor: standings.reuseFor,
    ...makeReusePages({ standings, ports, now }),
    personalRecords: makePersonalReuses(model),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeReuseTellSource(model, ports),
  };
}

export type Reuses = ReturnType<typeof makeReuses>;
