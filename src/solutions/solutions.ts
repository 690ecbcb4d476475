import type { Connection } from 'mongoose';
import type { BlobStore } from '../platform/blob-store.ts';
import { makeAnnouncements } from './announcements/announcements.service.ts';
import { makeFollowModel } from './announcements/follow.model.ts';
import { makeFollows } from './announcements/follows.service.ts';
import { makeCopying } from './copying/copy.service.ts';
import { makeCsvImport } from './csv-import/csv-import.service.ts';
import { makeSolutionImportModel } from './csv-import/solution-import.model.ts';
import { makeDrafting } from './form/draft.service.ts';
import { makeAdoptions } from './inventory/adoption.service.ts';
import { makeImporting } from './inventory/import.service.ts';
import { makeNotices } from './notices/notices.service.ts';
import { makeOfferModel } from './offers/offer.model.ts';
import { makeOffers } from './offers/offers.ts';
import { makeOwnReading } from './pages/own.service.ts';
import { makePersonalSolutions } from './personal-records.ts';
import { makeSolutionFacts } from './record/facts.query.ts';
import { type KnownOrganisations, makeHolding } from './record/holding.ts';
import { makeReading } from './record/reading.service.ts';
import { makeSolutionModel } from './record/solution.model.ts';
import { makeSteps } from './record/step.ts';
import { makeSolutionTellSource } from './record/tell-source.ts';
import { makeRelations } from './relations/relations.query.ts';
import { makeReleaseWarnings } from './releases/release-warning.service.ts';
import { makeApprovalCases } from './review/approval-cases.service.ts';
import { makeReview } from './review/review.service.ts';
import { makeRightsAssistant } from './rights/assistant.service.ts';

export type SolutionsDependencies = {
  connection: Connection;
  now: () => Date;
  organisations: KnownOrganisations;
  /** Keeps a stored file from the sweep while a record that names it is written. */
  touchBlob: BlobStore['touch'];
};

/** The publishing side: writing, approving, withdrawing, adopting and reading solutions, on one connection. */
export function makeSolutions({ connection, now, organisations, touchBlob }: SolutionsDependencies) {
  const model = makeSolutionModel(connection);
  const holding = makeHolding(model, organisations);
  const steps = makeSteps(model, holding);
  const own = makeOwnReading({ model, holding, steps });
  const { writeDraft, ...drafting } = makeDrafting({ model, steps, now });
  const reading = makeReading(model, holding);
  const imports = makeSolutionImportModel(connection);
  const follows = makeFollows({ follows: makeFollowModel(connection), model, now });
  return {
    ...makeRightsAssistant({ steps, now }),
    ...drafting,
    ...makeCopying({ holding, createDraft: drafting.createDraft, touch: touchBlob, now }),
    ...makeReview({ steps, holding, followersOf: follows.followersOf, now }),
    ...makeAnnouncements({ model, steps, follows, now }),
    ...makeReleaseWarnings({ steps, now }),
    ...makeAdoptions({ model, holding, now }),
    ...makeImporting({ model, now }),
    ...reading,
    ...makeCsvImport({
      imports,
      model,
      writeDraft,
      publishedBySlugs: reading.publishedBySlugs,
      now,
    }),
    ...makeSolutionFacts(model),
    ...makeRelations(model),
    ...own,
    ...makeApprovalCases({ model, holding, organisations, ...own }),
    /** Betriebsangebote. */
    offers: makeOffers({ connection, solutions: model, organisations, holding, now }),
    /** Sicherheitshinweise. */
    notices: makeNotices({ model, holding, now }),
    /** For export and erasure of a person's data. */
    personalRecords: [
      follows.personalRecords,
      makePersonalSolutions({ solutions: model, offers: makeOfferModel(connection), imports }),
    ],
    /** For the dispatcher of the notifications feature. */
    tellSource: makeSolutionTellSource(model, organisations),
  };
}

export type Solutions = ReturnType<typeof makeSolutions>;
