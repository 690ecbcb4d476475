import type { QueryFilter } from 'mongoose';
import type { Organisation } from '../organisations/index.ts';
import { type Actor, isPlatform } from '../shared/actor.ts';
import type { CaseLine } from '../shared/case.ts';
import { isOutdated, isProductive, outdatedBefore } from './freshness.ts';
import type { ReusePorts } from './ports.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse, ReuseRelation, ReuseStage } from './reuse.types.ts';
import { reuseLine } from './reuse-line.ts';
import type { Standings } from './standing.service.ts';

type Dependencies = { model: ReuseModel; ports: ReusePorts; standings: Standings; now: () => Date };

/** One reuse as everybody may see it. */
export type PublicReuse = {
  organisation: Organisation;
  relation: ReuseRelation;
  /** The confirmed stage; of an own use the reported one. */
  stage: ReuseStage;
  since: Date;
  releaseNumber: number | null;
  confirmedAt: Date | null;
  /** Confirmed by KDN, with the evidence it saw. */
  byKdn: boolean;
  outdated: boolean;
};

/** Transfers of a solution: own and partner use never count here. */
export type ReuseCounts = {
  /** All reported by either side and not disputed, the confirmed ones included. */
  reported: number;
  confirmed: number;
  /** Confirmed, in productive use, not outdated. */
  productive: number;
};

export type ReuseSummary = {
  counts: ReuseCounts;
  /** Confirmed transfers, those in productive use first. */
  transfers: PublicReuse[];
  partners: PublicReuse[];
  own: PublicReuse[];
};

/** A record without what no figure counts: texts, the history and what must be told. */
export type ReuseFact = Omit<Reuse, keyof typeof withoutTexts>;

const withoutTexts = { tell: 0, history: 0, stages: 0, how: 0, disputed: 0 } as const;
const longestList = 500;
const stageOrder: readonly ReuseStage[] = ['productive', 'pilot', 'trial', 'ended'];

/** Questions about the ledger that are not one record. */
export function makeReuseQueries({ model, ports, standings, now }: Dependencies) {
  const { organisations } = ports;

  async function publicReuses(reuses: Reuse[]): Promise<PublicReuse[]> {
    const byId = await organisations.todayByIds(reuses.map((one) => one.organisationId));
    const shown = reuses.flatMap((reuse) => {
      const organisation = byId.get(reuse.organisationId);
      return organisation ? [toPublic(reuse, organisation, now())] : [];
    });
    return shown.sort(
      (a, b) =>
        stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage) || a.since.getTime() - b.since.getTime(),
    );
  }

  /** Records a KDN person has a task with: nobody else can or does confirm them. */
  async function forKdn(): Promise<Reuse[]> {
    const waiting = await model
      .find({ pendingSince: { $ne: null }, state: { $ne: 'disputed' } })
      .sort({ pendingSince: 1 })
      .limit(longestList)
      .lean<Reuse[]>();
    const mayConfirm = standings.makeKdnCheck();
    const mine = await Promise.all(waiting.map(mayConfirm));
    return waiting.filter((_reuse, index) => mine[index]);
  }

  const namesOf = (reuses: Reuse[]) =>
    organisations.todayByIds(reuses.flatMap((one) => [one.organisationId, one.providerId]));

  return {
    /** What a solution's page says about its use. */
    async reuseSummary(solutionId: string): Promise<ReuseSummary> {
      const all = await model.find({ solutionId, state: { $ne: 'disputed' } }).lean<Reuse[]>();
      const visible = await publicReuses(
        all.filter((one) => one.relation === 'own' || one.state === 'confirmed'),
      );
      const of = (relation: ReuseRelation) => visible.filter((one) => one.relation === relation);
      return {
        counts: countsOf(all, now()),
        transfers: of('transfer'),
        partners: of('partner'),
        own: of('own'),
      };
    },

    /** Names of the organisations whose running use of each solution is confirmed, own and partner use left out. */
    async confirmedReusersOf(solutionIds: string[]): Promise<Map<string, string[]>> {
      const filter: QueryFilter<Reuse> = {
        solutionId: { $in: solutionIds },
        state: 'confirmed',
        relation: 'transfer',
        stage: { $ne: 'ended' },
      };
      const reuses = await model.find(filter, { solutionId: 1, organisationId: 1 }).lean<Reuse[]>();
      const known = await organisations.todayByIds(reuses.map(({ organisationId }) => organisationId));
      const names = new Map<string, string[]>();
      for (const { solutionId, organisationId } of reuses) {
        const name = known.get(organisationId)?.fullName;
        if (name !== undefined) names.set(solutionId, [...new Set([...(names.get(solutionId) ?? []), name])]);
      }
      return names;
    },

    /** What an organisation uses, confirmed or its own, for its page. */
    async ofOrganisation(
      organisationId: string,
    ): Promise<(PublicReuse & { solutionId: string; solutionSlug: string; solutionTitle: string })[]> {
      const held = await organisations.idsHeldBy(organisationId);
      const reuses = await model
        .find({ organisationId: { $in: held }, $or: [{ state: 'confirmed' }, { relation: 'own' }] })
        .lean<Reuse[]>();
      const byId = await organisations.todayByIds(held);
      return reuses.flatMap((reuse) => {
        const organisation = byId.get(reuse.organisationId);
        const { solutionId, solutionSlug, solutionTitle } = reuse;
        return organisation
          ? [{ ...toPublic(reuse, organisation, now()), solutionId, solutionSlug, solutionTitle }]
          : [];
      });
    },

    /** Ids of the solutions that an organisation uses or used, as reported by either side and not disputed. */
    async reusedSolutionIds(organisationId: string): Promise<Set<string>> {
      const held = await organisations.idsHeldBy(organisationId);
      const filter: QueryFilter<Reuse> = { organisationId: { $in: held }, state: { $ne: 'disputed' } };
      const reuses = await model.find(filter, { solutionId: 1 }).lean();
      return new Set(reuses.map((one) => one.solutionId));
    },

    /**
     * The lines of "Meine Vorgänge" that come from reuses, newest change first; for KDN what it may confirm. `runningOnly`
     * leaves out those where nothing waits.
     */
    async reuseCasesOf(actor: Actor, runningOnly: boolean): Promise<CaseLine[]> {
      const held = actor.organisation ? await organisations.idsHeldBy(actor.organisation.id) : [];
      const running: QueryFilter<Reuse> = {
        $or: [
          { pendingSince: { $ne: null } },
          { state: 'confirmed', lastConfirmedAt: { $lt: outdatedBefore(now()) } },
        ],
      };
      const sides = { $or: [{ organisationId: { $in: held } }, { providerId: { $in: held } }] };
      const read = (filter: QueryFilter<Reuse>) =>
        model
          .find({ $and: [sides, filter] })
          .sort({ updatedAt: -1 })
          .limit(longestList)
          .lean<Reuse[]>();
      // Read apart, so that many settled records never push out one that waits.
      const lists = await Promise.all([read(running), ...(runningOnly ? [] : [read({ $nor: [running] })])]);
      const own = lists.flat().sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
      const seen = new Set(own.map((one) => String(one._id)));
      const tasks = isPlatform(actor, 'kdn')
        ? (await forKdn()).filter((one) => !seen.has(String(one._id)))
        : [];
      const names = await namesOf([...own, ...tasks]);
      return [
        ...own.map((reuse) =>
          reuseLine(reuse, held.includes(reuse.organisationId) ? 'reuser' : 'provider', names, now()),
        ),
        ...tasks.map((reuse) => reuseLine(reuse, 'kdn', names, now())),
      ];
    },

    /** What KDN may confirm, oldest first, with the names of both sides. */
    async waitingForKdn(): Promise<{ reuse: Reuse; reuser: string; provider: string }[]> {
      const reuses = await forKdn();
      const names = await namesOf(reuses);
      const nameOf = (id: string): string => names.get(id)?.fullName ?? 'unbekannte Organisation';
      return reuses.map((reuse) => ({
        reuse,
        reuser: nameOf(reuse.organisationId),
        provider: nameOf(reuse.providerId),
      }));
    },

    /** Every record as the figures need it, oldest first. */
    async *eachReuse(): AsyncGenerator<ReuseFact> {
      const cursor = model.find({}, withoutTexts).sort({ _id: 1 }).lean<ReuseFact[]>().cursor();
      for await (const reuse of cursor) yield reuse as ReuseFact;
    },
  };
}

function toPublic(reuse: Reuse, organisation: Organisation, now: Date): PublicReuse {
  const shown =
    reuse.relation === 'own'
      ? reuse.stages.at(-1)
      : (reuse.stages.findLast((one) => one.confirmed !== null) ?? reuse.stages.at(-1));
  return {
    organisation,
    relation: reuse.relation,
    stage: shown?.stage ?? reuse.stage,
    since: shown?.since ?? reuse.reported.at,
    releaseNumber: reuse.releaseNumber,
    confirmedAt: reuse.confirmed?.at ?? null,
    byKdn: reuse.confirmed?.side === 'kdn',
    outdated: isOutdated(reuse, now),
  };
}

function countsOf(reuses: Reuse[], now: Date): ReuseCounts {
  const transfers = reuses.filter((one) => one.relation === 'transfer' && one.state !== 'disputed');
  return {
    reported: transfers.length,
    confirmed: transfers.filter((one) => one.state === 'confirmed').length,
    productive: transfers.filter((one) => isProductive(one, now)).length,
  };
}
