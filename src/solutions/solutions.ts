import type { Connection } from 'mongoose';
import { makeDrafting } from './form/draft.service.ts';
import { makeAdoptions } from './inventory/adoption.service.ts';
import { makeImporting } from './inventory/import.service.ts';
import { makeNotices } from './notices/notices.service.ts';
import { makeOffers } from './offers/offers.ts';
import { makeOwnReading } from './pages/own.service.ts';
import { makeSolutionFacts } from './record/facts.query.ts';
import { type KnownOrganisations, makeHolding } from './record/holding.ts';
import { makeReading } from './record/reading.service.ts';
import { makeSolutionModel } from './record/solution.model.ts';
import { makeSteps } from './record/step.ts';
import { makeSolutionTellSource } from './record/tell-source.ts';
import { makeRelations } from './relations/relations.query.ts';
import { makeApprovalCases } from './review/approval-cases.service.ts';
import { makeReview } from './review/review.service.ts';
import { makeRightsAssistant } from './rights/assistant.service.ts';

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
    ...makeRightsAssistant({ steps, now }),
    ...makeAdoptions({ model, holding, now }),
    ...makeImporting({ model, now }),
    ...makeReading(model, holding),
    ...makeSolutionFacts(model),
    ...makeRelations(model),
    ...own,
    ...makeApprovalCases({ model, holding, organisations, ...own }),
    /** Betriebsangebote. */
    offers: makeOffers({ connection, solutions: model, organisations, holding, now }),
    /** Sicherheitshinweise. */
    notices: makeNotices({ model, holding, now }),
    /** For the dispatcher of the notifications feature. */
    tellSource: makeSolutionTellSource(model, organisations),
  };
}

export type Solutions = ReturnType<typeof makeSolutions>;
