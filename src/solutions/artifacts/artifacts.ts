import type { Connection } from 'mongoose';
import type { BlobStore } from '../../platform/blob-store.ts';
import type { Uploads } from '../../platform/uploads.ts';
import type { Scanner } from '../../platform/virus/clamd.ts';
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
import { makeArchiveListings } from './contents/contents.service.ts';
import { makeFileFacts } from './file-facts.ts';
import { makeQuotas } from './quota/quota.service.ts';
import { makeStorageModel } from './quota/storage.model.ts';
import { makeFileScanModel } from './scanning/scan.model.ts';
import { makeScanTellSource } from './scanning/scan.tell-source.ts';
import { makeScans } from './scanning/scans.service.ts';

export type ArtifactsDependencies = {
  connection: Connection;
  now: () => Date;
  organisations: KnownOrganisations;
  blobs: BlobStore;
  uploads: Uploads;
  /** Null where no virus scanner is set up. */
  scanner: Scanner | null;
  /** Bytes an organisation may store unless the operator sets its own. */
  defaultQuota: number;
  ports: AccessPorts;
};

/** Projektergebnisse: writing them, deciding who gets them, counting downloads, reports of violated rights. */
export function makeArtifacts({
  connection,
  now,
  organisations,
  blobs,
  uploads,
  scanner,
  defaultQuota,
  ports,
}: ArtifactsDependencies) {
  const model = makeSolutionModel(connection);
  const holding = makeHolding(model, organisations);
  const steps = makeSteps(model, holding);
  const fileScans = makeFileScanModel(connection);
  const scans = makeScans({ scans: fileScans, model, holding, blobs, scanner, now });
  const listings = makeArchiveListings({ connection, blobs });
  const quotas = makeQuotas({ storage: makeStorageModel(connection), model, holding, defaultQuota, now });
  const access = makeArtifactAccess({ model, holding, scans, ports });
  const reports = makeRightsReportModel(connection);
  const untouchedMs = 24 * 60 * 60 * 1000;
  return {
    /**
     * Removes blobs that no solution names and nobody touched for a day, with what was read of them, and what died
     * processes left.
     */
    async sweep(): Promise<void> {
      await blobs.sweep({ isReferenced: access.isReferenced, olderThanMs: untouchedMs });
      await listings.sweep();
    },
    check: makeArtifactCheck({ model, blobs }),
    editing: makeArtifactEditing({ steps, uploads, quotas, scans, listings, now }),
    access,
    scans,
    scanTellSource: makeScanTellSource({ scans: fileScans, model, holding }),
    listings,
    quotas,
    fileFacts: makeFileFacts({ scans, listings }),
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
