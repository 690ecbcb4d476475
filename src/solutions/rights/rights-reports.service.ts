import { type Model, Types } from 'mongoose';
import { tell } from '../../platform/tell.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, notFound } from '../../shared/errors.ts';
import { type Page, pageSize, toPage } from '../../shared/paging.ts';
import type { ArtifactBlock } from '../artifacts/artifact.ts';
import type { ArtifactAccess } from '../artifacts/artifacts-access.service.ts';
import { type HistoryAction, historyEntry } from '../record/history.ts';
import type { Holding } from '../record/holding.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';
import {
  type RightsReport,
  type RightsReportState,
  rightsReportStateLabels,
} from './rights-reports.model.ts';

type Dependencies = {
  model: SolutionModel;
  reports: Model<RightsReport>;
  access: Pick<ArtifactAccess, 'findArtifact'>;
  holding: Pick<Holding, 'holderId'>;
  now: () => Date;
};

/** "Rechtsverletzung melden" and what the operator decides on it. */
export function makeRightsReports({ model, reports, access, holding, now }: Dependencies) {
  async function reportFor(actor: Actor, id: string, expected?: RightsReportState): Promise<RightsReport> {
    if (!isPlatform(actor, 'operator')) throw forbidden();
    if (!Types.ObjectId.isValid(id)) throw notFound();
    const report = await reports.findById(id).lean<RightsReport>();
    if (report === null) throw notFound();
    if (expected !== undefined && report.state !== expected) throw decided(report);
    return report;
  }

  /** The report's own step; what is told to the provider is written with it. */
  async function decide(
    actor: Actor,
    report: RightsReport,
    {
      to,
      reason,
      at,
      silent = to === 'dismissed',
    }: { to: RightsReportState; reason: string; at: Date; silent?: boolean },
  ): Promise<void> {
    const audience = { organisationIds: [await holding.holderId(report.providerId)] };
    const told = silent ? {} : { tell: tell(`rights-${to}`, audience, at) };
    const { matchedCount } = await reports.updateOne(
      { _id: report._id, state: report.state },
      {
        $set: { state: to },
        $push: { decisions: { at, by: actor.userId, state: to, reason }, ...told },
      },
    );
    if (matchedCount === 0) throw decided(await reportFor(actor, String(report._id)));
  }

  const changed = (actor: Actor, action: HistoryAction, reason: string, at: Date) => ({
    $set: { updatedAt: at },
    $inc: { revision: 1 },
    history: historyEntry(action, { at, by: actor.userId, organisationId: null }, { reason }),
  });

  return {
    /** The artifact a report is about. @throws as `findArtifact` */
    reportable: access.findArtifact,

    /** Takes a report in and tells the operator. @throws as `findArtifact` */
    async report(
      actor: Actor | null,
      slug: string,
      artifactId: string,
      { statement, email }: { statement: string; email: string },
    ): Promise<void> {
      const { solution, artifact } = await access.findArtifact(actor, slug, artifactId);
      const at = now();
      await reports.create({
        solutionId: String(solution._id),
        slug,
        providerId: solution.providerId,
        artifactId,
        artifactTitle: artifact.title,
        solutionTitle: (solution.releases.at(-1) ?? solution.working)?.content.title ?? '',
        sha256: artifact.source.type === 'file' ? artifact.source.sha256 : '',
        statement,
        email,
        state: 'open',
        createdAt: at,
        tell: [tell('rights-reported', { platformRole: 'operator' }, at)],
      });
    },

    /** How many reports wait for a decision. */
    openCount: (): Promise<number> => reports.countDocuments({ state: 'open' }),

    /** One page of all reports, open ones first, then the newest. */
    async list(page: number): Promise<Page<RightsReport>> {
      const open = await reports.countDocuments({ state: 'open' });
      const total = await reports.countDocuments({});
      const skip = (page - 1) * pageSize;
      const first = await reports
        .find({ state: 'open' })
        .sort({ createdAt: 1 })
        .skip(skip)
        .limit(pageSize)
        .lean<RightsReport[]>();
      const rest =
        first.length === pageSize
          ? []
          : await reports
              .find({ state: { $ne: 'open' } })
              .sort({ createdAt: -1 })
              .skip(Math.max(0, skip - open))
              .limit(pageSize - first.length)
              .lean<RightsReport[]>();
      return toPage([...first, ...rest], page, total);
    },

    /** @throws forbidden for all but the operator, notFound */
    reportById: (actor: Actor, id: string): Promise<RightsReport> => reportFor(actor, id),

    /**
     * Blocks the artifact, and the same content wherever it occurs in the solution. The solution's update comes
     * first and is harmless to repeat, so that a crash in between leaves the report open and the artifact blocked.
     * @throws conflict where somebody has decided already
     */
    async block(actor: Actor, id: string, reason: string): Promise<void> {
      const report = await reportFor(actor, id, 'open');
      const at = now();
      const { artifactId, sha256 } = report;
      const block: ArtifactBlock = { artifactId, sha256, at, by: actor.userId, reason, reportId: id };
      const { history, ...fields } = changed(actor, 'artifactBlocked', reason, at);
      await model.updateOne(
        { _id: new Types.ObjectId(report.solutionId), 'blocks.reportId': { $ne: id } },
        { ...fields, $push: { blocks: block, history } },
      );
      await decide(actor, report, { to: 'blocked', reason, at });
    },

    /** @throws conflict where somebody has decided already */
    async dismiss(actor: Actor, id: string, reason: string): Promise<void> {
      const report = await reportFor(actor, id, 'open');
      await decide(actor, report, { to: 'dismissed', reason, at: now() });
    },

    /**
     * Takes this report's block away again; that it stood remains in the history. Where another report blocks the
     * same content it stays blocked, and the provider is told nothing.
     * @throws conflict where there is none
     */
    async lift(actor: Actor, id: string, reason: string): Promise<void> {
      const report = await reportFor(actor, id, 'blocked');
      const at = now();
      const { artifactId, sha256 } = report;
      const { history, ...fields } = changed(actor, 'artifactUnblocked', reason, at);
      // A block without a report's id was the only one of its artifact.
      const own = { artifactId, reportId: { $in: [id, null] } };
      const after = await model
        .findOneAndUpdate(
          { _id: new Types.ObjectId(report.solutionId), blocks: { $elemMatch: own } },
          { ...fields, $pull: { blocks: own }, $push: { history } },
          { returnDocument: 'after' },
        )
        .lean<Solution>();
      const still = after?.blocks.some(
        (block) => block.artifactId === artifactId || (sha256 !== '' && block.sha256 === sha256),
      );
      await decide(actor, report, { to: 'lifted', reason, at, silent: still === true });
    },
  };
}

export type RightsReports = ReturnType<typeof makeRightsReports>;

const decided = ({ state }: RightsReport) =>
  conflict(`Über diese Meldung ist inzwischen entschieden: ${rightsReportStateLabels[state]}.`);
