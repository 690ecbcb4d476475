import type { Connection } from 'mongoose';
import { makeAdoptions } from './adoption.service.ts';
import { makeApprovalCases } from './approval-cases.service.ts';
import { makeDrafting } from './draft.service.ts';
import { makeSolutionFacts } from './facts.query.ts';
import { type KnownOrganisations, makeHolding } from './holding.ts';
import { makeImporting } from './import.service.ts';
import { makeOwnReading } from './own.service.ts';
import { makeReading } from './reading.service.ts';
import { makeReview } from './review.service.ts';
import { makeSolutionModel } from './solution.model.ts';
import { makeSteps } from './step.ts';
import { makeSolutionTellSource } from './tell-source.ts';

export type SolutionsDependencies = {
  connection: Connection;
  now: () => Date;
  organisations: KnownOrganisations;
};

/** The publishing side: writing, approving, withdrawing, adopting and reading solutions, on one connection. */
export function makeSolutions({ connection, now, organisations }: SolutionsDependencies) {
  const model = makeSolutionModel(connection);
  const holding = makeHolding(model, organisations);
  const steps = makeSteps(model, holding);
  const own = makeOwnReading({ model, holding, steps });
  return {
    ...makeDrafting({ model, steps, now }),
    ...makeReview({ steps, holding, now }),
    ...makeAdoptions({ model, holding, now }),
    ...makeImporting({ model, now }),
    ...makeReading(model, holding),
    ...makeSolutionFacts(model),
    ...own,
    ...makeApprovalCases({ model, holding, organisations, ...own }),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeSolutionTellSource(model, organisations),
  };
}

export type Solutions = ReturnType<typeof makeSolutions>;
