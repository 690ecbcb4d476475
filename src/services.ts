import type { Connection } from 'mongoose';
import { type DemoAccount, makeAccounts, type PersonalRecords } from './accounts/index.ts';
import {
  makeCatalogue,
  makeCompare,
  makeKept,
  makeSynonymGroups,
  makeTownsLikeUs,
} from './catalogue/index.ts';
import { homePorts } from './composition/home-ports.ts';
import { organisationPorts } from './composition/organisation-ports.ts';
import { loadFacts } from './composition/statistics-facts.ts';
import { usesOfSolutions } from './composition/uses-of-solutions.ts';
import { makeEvents } from './events/index.ts';
import { makeInformation } from './information/index.ts';
import { asTellSource, makeDispatcher, type TellSource } from './notifications/index.ts';
import { makeOrganisations } from './organisations/index.ts';
import { makeBlobStore } from './platform/blob-store.ts';
import type { Config } from './platform/config.ts';
import { type Job, startJobs } from './platform/jobs.ts';
import { makeKeptPages } from './platform/kept-pages.ts';
import type { Log } from './platform/log.ts';
import { makeMailQueue } from './platform/mail-queue.ts';
import { type Mailer, makeMailer } from './platform/mailer.ts';
import { makeRateLimits } from './platform/rate-limit.ts';
import { makeUploads } from './platform/uploads.ts';
import { makeClamd } from './platform/virus/clamd.ts';
import { makeRequests, type Requests } from './requests/index.ts';
import { makeReuses } from './reuses/index.ts';
import { oneAtATime } from './shared/one-at-a-time.ts';
import { type Artifacts, makeArtifacts, makeSolutions } from './solutions/index.ts';

export type ServiceOptions = {
  config: Config;
  connection: Connection;
  log: Log;
  now?: () => Date;
  mailer?: Mailer;
  /** Password hashes that cost nothing; for tests only. */
  cheapPasswordHashesForTests?: boolean;
};

/**
 * The composition root: builds every feature and hands one to another by ports (decision 13). Nothing is started
 * here; `createApp` turns the services into routes, `server.ts` runs the background jobs.
 */
export async function makeServices({
  config,
  connection,
  log,
  now = () => new Date(),
  mailer,
  cheapPasswordHashesForTests = false,
}: ServiceOptions) {
  const rateLimits = makeRateLimits(connection, config.rateLimitFactor);
  const mailQueue = makeMailQueue({
    connection,
    mailer: mailer ?? makeMailer(config),
    baseUrl: config.baseUrl,
    log,
    now,
  });

  const information = makeInformation({ connection, mailQueue, baseUrl: config.baseUrl, now });

  const organisations = makeOrganisations({ connection, now });
  const personalRecords: PersonalRecords[] = [];
  const demoAccounts: DemoAccount[] = [];
  const accounts = makeAccounts({
    connection,
    organisations,
    mailQueue,
    baseUrl: config.baseUrl,
    now,
    personalRecords,
    cheapPasswordHashesForTests,
  });

  const blobs = makeBlobStore(config.uploadDir, { now });
  const solutions = makeSolutions({ connection, now, organisations, touchBlob: blobs.touch });
  const reuses = makeReuses({
    connection,
    now,
    ports: {
      organisations,
      solutions,
      acceptedRequestId: (organisationId, solutionId) =>
        requests.acceptedRequestId(organisationId, solutionId),
    },
  });
  const requests: Requests = makeRequests({
    connection,
    now,
    ports: {
      organisations,
      solutions,
      openBlob: blobs.open,
      downloadVerdict: (actor, solution, artifact) => artifacts.access.verdictFor(actor, solution, artifact),
      namesOf: accounts.namesOf,
      reusedSolutionIds: reuses.reusedSolutionIds,
      reuseCasesOf: async (actor, runningOnly) => [
        ...(await reuses.reuseCasesOf(actor, runningOnly)),
        ...(await solutions.approvalCasesOf(actor)),
      ],
    },
  });

  const synonyms = makeSynonymGroups({ connection, now });
  const catalogue = makeCatalogue({
    synonyms: synonyms.source,
    solutions,
    organisations,
    usesOfSolutions: usesOfSolutions({ reuses, organisations }),
    operatorsOfSolutions: solutions.offers.operatorIdsBySolution,
    filesHeldBack: () => artifacts.scans.allHeldBack(),
    now,
  });
  const keptPages = makeKeptPages({ connection, now, version: catalogue.version });
  const events = makeEvents({ connection, now, organisations, solutions });
  const kept = makeKept({
    connection,
    catalogue,
    solutions,
    organisations,
    namesOf: accounts.namesOf,
    now,
  });
  const townsLikeUs = makeTownsLikeUs({
    organisations,
    solutions,
    transfersOf: reuses.transfersOf,
    transferringIds: reuses.transferIds,
  });
  const compare = makeCompare({
    solutions,
    organisations,
    transfersOf: reuses.transfersOf,
    scansOf: (hashes) => artifacts.scans.standingsOf(hashes),
  });
  const artifacts: Artifacts = makeArtifacts({
    connection,
    now,
    organisations,
    blobs,
    uploads: makeUploads({ blobs, config }),
    scanner: config.clamd && makeClamd(config.clamd),
    defaultQuota: config.quotaBytes,
    ports: { hasAcceptedRequest: requests.hasAcceptedRequest },
  });
  personalRecords.push(
    ...solutions.personalRecords,
    requests.personalRecords,
    reuses.personalRecords,
    ...kept.personalRecords,
    events.personalRecords,
  );
  const features = { accounts, organisations, solutions, requests, reuses, catalogue };

  const sources: TellSource[] = [
    asTellSource(solutions.tellSource),
    asTellSource(solutions.offers.tellSource),
    asTellSource(artifacts.rightsReportTellSource),
    asTellSource(artifacts.scanTellSource),
    asTellSource(requests.tellSource),
    asTellSource(reuses.tellSource),
    asTellSource(organisations.tellSource),
    asTellSource(organisations.cooperationTellSource),
    asTellSource(information.barrierReports.tellSource),
  ];
  const dispatcher = makeDispatcher({
    sources,
    recipientsOf: accounts.recipientsOf,
    mailQueue,
    baseUrl: config.baseUrl,
    log,
  });
  const jobs: Job[] = [
    { name: 'search index', everyMs: 2000, run: () => catalogue.refresh() },
    {
      name: 'dispatch',
      everyMs: 2000,
      // What was told just now goes out at once, not with the next turn of the mails.
      run: async () => {
        if ((await dispatcher.dispatch()) > 0) await mailQueue.sendDue();
      },
    },
    { name: 'barrier answers', everyMs: 5000, run: () => information.barrierReports.sendAnswers() },
    { name: 'erasures', everyMs: 60_000, run: () => accounts.finishErasures() },
    { name: 'solution imports', everyMs: 60_000, run: () => solutions.resumeImports() },
    { name: 'scans of what was there', everyMs: 10 * 60_000, run: artifacts.scans.expectAll },
    { name: 'virus scan', everyMs: 2000, run: artifacts.scans.scanDue },
    {
      name: 'stored bytes',
      everyMs: 10 * 60_000,
      run: async () => void (await artifacts.quotas.recountAll()),
    },
    { name: 'blob sweep', everyMs: 60 * 60_000, run: artifacts.sweep },
    { name: 'mail', everyMs: 2000, run: () => mailQueue.sendDue() },
  ];

  await Promise.all(Object.values(connection.models).map((model) => model.init()));
  return {
    config,
    connection,
    log,
    now,
    rateLimits,
    mailQueue,
    organisations,
    accounts,
    /** Filled by the demonstration when it starts; shown on its page /demo. */
    demoAccounts,
    blobs,
    artifacts,
    solutions,
    requests,
    reuses,
    catalogue,
    keptPages,
    kept,
    compare,
    townsLikeUs,
    synonyms,
    events,
    organisationPorts: organisationPorts(features),
    homePorts: homePorts({ ...features, events }),
    /** The model region that an organisation, or one it follows, is the project office of; or null. */
    officeRegionOf: async (organisationId: string) => {
      const held = await organisations.getByIds(await organisations.idsHeldBy(organisationId));
      const office = [...held.values()].find(({ kind }) => kind === 'projectOffice');
      return office?.modelRegion ?? null;
    },
    /** Reads everything that figures are made of; pages that need it are open to all. */
    loadFacts: oneAtATime(() => loadFacts(features, now())),
    information,
    /** Starts the background jobs; the result stops them. */
    startJobs: () => startJobs(jobs, log),
    /** Runs every background job once, in order. */
    runDueJobs: async () => {
      for (const job of jobs) await job.run();
    },
  };
}

export type Services = Awaited<ReturnType<typeof makeServices>>;
