import type { Connection } from 'mongoose';
import type { BlobStore } from '../../platform/blob-store.ts';
import type { Uploads } from '../../platform/uploads.ts';
import { type KnownOrganisations, makeHolding } from '../record/holding.ts';
import { makeSolutionModel } from '../record/solution.model.ts';
import { makeSteps } from '../record/step.ts';
import { makeRightsReportModel } from '../rights/rights-reports.model.ts';
import { makeRightsReports } from '../rights/rights-reports.service.ts';
import { makeRightsReportTellSource } from '../rights/rights-reports.tell-source.ts';
import { makeArtifactEditing } from './artifacts.service.ts';
import { type AccessPorts, makeArtifactAccess } from './artifacts-access.service.ts';
import { makeArtifactCheck } from './artifacts-check.service.ts';
import { makeDownloadCounter } from './artifacts-counter.ts';

export type ArtifactsDependencies = {
  connection: Connection;
  now: () => Date;
  organisations: KnownOrganisations;
  blobs: BlobStore;
  uploads: Uploads;
  ports: AccessPorts;
};

/** Projektergebnisse: writing them, deciding who gets them, counting downloads, reports of violated rights. */
export function makeArtifacts({
  connection,
  now,
  organisations,
  blobs,
  uploads,
  ports,
}: ArtifactsDependencies) {
  const model = makeSolutionModel(connection);
  const holding = makeHolding(model, organisations);
  const steps = makeSteps(model, holding);
  const access = makeArtifactAccess({ model, holding, ports });
  const reports = makeRightsReportModel(connection);
  const untouchedMs = 24 * 60 * 60 * 1000;
  return {
    /** Removes blobs that no solution names and nobody touched for a day, and what died processes left. */
    sweep: () => blobs.sweep({ isReferenced: access.isReferenced, olderThanMs: untouchedMs }),
    check: makeArtifactCheck({ model, blobs }),
    editing: makeArtifactEditing({ steps, uploads, now }),
    access,
    mayDownload: access.mayDownload,
    recordFor: holding.recordFor,
    counter: makeDownloadCounter(connection, now),
    rightsReports: makeRightsReports({ model, reports, access, holding, now }),
    rightsReportTellSource: makeRightsReportTellSource(reports),
    blobs,
    uploads,
    now,
  };
}

export type Artifacts = ReturnType<typeof makeArtifacts>;
