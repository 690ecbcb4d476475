import { type Distance, distanceOf } from './distance.ts';
import { isOutdated, isProductive } from './freshness.ts';
import { stageLabels } from './labels.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse, ReuseStage } from './reuse.types.ts';

/** A confirmed transfer as the public may know it. */
export type ConfirmedTransfer = Pick<
  Reuse,
  'solutionSlug' | 'solutionTitle' | 'organisationId' | 'providerId'
> & { confirmedAt: Date };

/** A confirmed transfer, and whether it counts as productive today. */
export type ConfirmedUse = { solutionId: string; organisationId: string; productive: boolean };

/** A transfer for whoever compares solutions or towns: reported or confirmed, never disputed. */
export type TransferFact = {
  solutionId: string;
  organisationId: string;
  confirmed: boolean;
  /** The confirmed stage; of a reported one what was reported. */
  stage: ReuseStage;
  stageLabel: string;
  since: Date;
  /** Confirmed once, but not anew for 12 months. */
  outdated: boolean;
};

/** A confirmed transfer out of or into a model region, with how far it went. */
export type RegionalTransfer = ConfirmedTransfer & {
  direction: 'given' | 'taken';
  distance: Distance;
  stage: ReuseStage;
};

const confirmedTransfers = { relation: 'transfer', state: 'confirmed' } as const;
const shown = {
  solutionSlug: 1,
  solutionTitle: 1,
  organisationId: 1,
  providerId: 1,
  reported: 1,
  confirmed: 1,
} as const;

const used = { solutionId: 1, organisationId: 1, state: 1, confirmedStage: 1, lastConfirmedAt: 1 } as const;

/** What counts as transfer, confirmed, over all solutions; each is answered by an index and never by reading all. */
export function makeTransferQueries(model: ReuseModel, now: () => Date) {
  return {
    /** How many there are. */
    countConfirmedTransfers: (): Promise<number> => model.countDocuments(confirmedTransfers).exec(),

    /** Who uses which solution, confirmed, of all solutions; for the search. */
    async confirmedUses(): Promise<ConfirmedUse[]> {
      const reuses = await model.find(confirmedTransfers, used).lean<Pick<Reuse, keyof typeof used>[]>();
      return reuses.map(({ solutionId, organisationId, ...stage }) => ({
        solutionId,
        organisationId,
        productive: isProductive(stage, now()),
      }));
    },

    /** The newest ones by their first confirmation. */
    async newestTransfers(limit: number): Promise<ConfirmedTransfer[]> {
      const reuses = await model
        .find(confirmedTransfers, shown)
        .sort({ 'confirmed.at': -1 })
        .limit(limit)
        .lean<Pick<Reuse, keyof typeof shown>[]>();
      return reuses.map(({ reported, confirmed, ...transfer }) => ({
        ...transfer,
        confirmedAt: confirmed?.at ?? reported.at,
      }));
    },

    /** The transfers of these solutions, or by these organisations. */
    async transfersOf(
      whose: { solutionIds: string[] } | { organisationIds: string[] },
    ): Promise<TransferFact[]> {
      const among =
        'solutionIds' in whose
          ? { solutionId: { $in: whose.solutionIds } }
          : { organisationId: { $in: whose.organisationIds } };
      const reuses = await model
        .find({ ...among, relation: 'transfer', state: { $ne: 'disputed' } }, { history: 0, tell: 0 })
        .lean<Reuse[]>();
      return reuses.map((reuse) => toTransferFact(reuse, now()));
    },

    /** Ids of the organisations with a transfer, reported or confirmed. */
    transferIds: (): Promise<string[]> =>
      model.distinct('organisationId', { relation: 'transfer', state: { $ne: 'disputed' } }).exec(),

    /**
     * Confirmed transfers of what a model region provided, and of what its members took over from elsewhere, newest
     * first; one inside the region is given. Regions are those of the time of reporting, as in the figures.
     */
    async transfersOfModelRegion(key: string): Promise<RegionalTransfer[]> {
      const reuses = await model
        .find({ ...confirmedTransfers, $or: [{ providerRegion: key }, { reuserRegion: key }] })
        .sort({ 'confirmed.at': -1 })
        .lean<Reuse[]>();
      return reuses.map((reuse) => ({
        solutionSlug: reuse.solutionSlug,
        solutionTitle: reuse.solutionTitle,
        organisationId: reuse.organisationId,
        providerId: reuse.providerId,
        confirmedAt: reuse.confirmed?.at ?? reuse.reported.at,
        direction: reuse.providerRegion === key ? 'given' : 'taken',
        distance: distanceOf(reuse),
        stage: reuse.confirmedStage ?? reuse.stage,
      }));
    },

    /** Ids of the organisations that reuse something, confirmed. */
    transferringOrganisationIds: (): Promise<string[]> =>
      model.distinct('organisationId', confirmedTransfers).exec(),
  };
}

function toTransferFact(reuse: Reuse, now: Date): TransferFact {
  const { solutionId, organisationId, stages, confirmedStage, stage, reported, state } = reuse;
  const last = stages.findLast((one) => one.confirmed !== null) ?? stages.at(-1);
  return {
    solutionId,
    organisationId,
    confirmed: state === 'confirmed',
    stage: confirmedStage ?? stage,
    stageLabel: stageLabels[confirmedStage ?? stage],
    since: last?.since ?? reported.at,
    outdated: isOutdated(reuse, now),
  };
}
