import type { QueryFilter } from 'mongoose';
import { objectIds } from '../../platform/object-ids.ts';
import { type Actor, hasRole } from '../../shared/actor.ts';
import { conflict, forbidden, InvalidInput, notFound } from '../../shared/errors.ts';
import { date } from '../../shared/german.ts';
import { actOf } from '../form/draft.service.ts';
import { complete } from '../record/complete.ts';
import { historyEntry } from '../record/history.ts';
import type { Holding } from '../record/holding.ts';
import { currentRelease, publicProjection } from '../record/published.ts';
import type { SecurityNotice, Solution, SolutionModel } from '../record/solution.model.ts';
import { mostNotices, mostSupplements, type NoticeInput } from './notice.ts';
import { type NoticeView, warningsOf } from './notices.view.ts';

type Dependencies = { model: SolutionModel; holding: Holding; now: () => Date };

/** A notice with the solution that it is about; no ids of people are shown from it. */
export type NoticedSolution = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  published: boolean;
  /** Number of the current release. */
  current: number;
  notice: SecurityNotice;
};

const everPublic: QueryFilter<Solution> = { visibility: { $ne: 'unpublished' } };

/** Sicherheitshinweise: the provider warns everybody who uses certain releases. They are never deleted. */
export function makeNotices({ model, holding, now }: Dependencies) {
  /**
   * A solution about which the person may warn, published or withdrawn.
   * @throws notFound for strangers and for what was never public, forbidden where the role is missing
   */
  async function warnable(actor: Actor, slug: string): Promise<Solution> {
    const solution = await holding.recordFor(actor, slug);
    if (!(await holding.holds(actor, solution)) || currentRelease(solution) === null) throw notFound();
    if (!hasRole(actor, 'approver') && !hasRole(actor, 'administrator'))
      throw forbidden('Dazu brauchen Sie in dieser Organisation die Rolle Freigabe oder Administration.');
    return solution;
  }

  /** An open notice of such a solution, with its place in the list: notices are only ever added at the end. */
  async function open(actor: Actor, slug: string, id: string) {
    const solution = await warnable(actor, slug);
    const index = solution.notices.findIndex((one) => one.id === id);
    const notice = solution.notices[index];
    if (notice === undefined) throw notFound('Diesen Sicherheitshinweis gibt es nicht.');
    if (notice.resolved !== null) throw settled(notice);
    return { solution, notice, index };
  }

  /** One update that holds that the notice is still open. */
  async function step(
    { solution, notice, index }: Awaited<ReturnType<typeof open>>,
    update: { $set: Record<string, unknown>; $push: Record<string, unknown> },
    held: Record<string, unknown> = {},
  ): Promise<void> {
    const { matchedCount } = await model.updateOne(
      {
        _id: solution._id,
        [`notices.${index}.id`]: notice.id,
        [`notices.${index}.resolved`]: null,
        ...held,
      },
      { ...update, $inc: { revision: 1 } },
    );
    if (matchedCount > 0) return;
    const stored = await model.findById(solution._id).lean<Solution>();
    const present = stored && complete(stored).notices[index];
    throw present?.resolved
      ? settled(present)
      : conflict('Der Sicherheitshinweis wurde inzwischen ergänzt. Bitte sehen Sie ihn erneut an.');
  }

  async function noticed(filter: QueryFilter<Solution>): Promise<NoticedSolution[]> {
    const docs = await model.find({ ...everPublic, ...filter }, publicProjection).lean<Solution[]>();
    return docs.flatMap((doc) => {
      const solution = complete(doc);
      const release = currentRelease(solution);
      if (release === null) return [];
      const { slug, providerId, visibility } = solution;
      return solution.notices.map((notice) => ({
        id: String(solution._id),
        slug,
        title: release.content.title,
        providerId,
        published: visibility === 'published',
        current: release.number,
        notice,
      }));
    });
  }

  return {
    warnable,
    /** @throws as `warnable`; notFound; conflict where it is settled */
    openNotice: open,

    /**
     * Publishes a notice at once, in one update with its history entry.
     * @param id made with the form: sending it twice publishes one notice
     * @throws as `warnable`; InvalidInput for a release that there is not
     */
    async publishNotice(actor: Actor, slug: string, id: string, input: NoticeInput): Promise<void> {
      const solution = await warnable(actor, slug);
      const known = new Set(solution.releases.map(({ number }) => number));
      if (input.releases.length === 0 || input.releases.some((number) => !known.has(number)))
        throw new InvalidInput([{ field: 'releases', message: 'Wählen Sie die betroffenen Versionen.' }]);
      if (solution.notices.some((one) => one.id === id)) return;
      if (solution.notices.length >= mostNotices)
        throw conflict(`Zu einer Lösung gibt es höchstens ${mostNotices} Sicherheitshinweise.`);
      const at = now();
      const notice: SecurityNotice = { id, ...input, at, by: actor.userId, supplements: [], resolved: null };
      await model.updateOne(
        { _id: solution._id, ...everPublic, 'notices.id': { $ne: id } },
        {
          $set: { updatedAt: at },
          $inc: { revision: 1 },
          $push: {
            notices: notice,
            history: historyEntry('noticePublished', actOf(actor, at), { reason: input.title }),
          },
        },
      );
    },

    /** Adds what became known later. @throws as `openNotice` */
    async supplementNotice(actor: Actor, slug: string, id: string, text: string): Promise<void> {
      const begun = await open(actor, slug, id);
      if (begun.notice.supplements.length >= mostSupplements)
        throw conflict(`Ein Sicherheitshinweis hat höchstens ${mostSupplements} Ergänzungen.`);
      const at = now();
      await step(begun, {
        $set: { updatedAt: at },
        $push: {
          [`notices.${begun.index}.supplements`]: { at, by: actor.userId, text },
          history: historyEntry('noticeSupplemented', actOf(actor, at), { reason: begun.notice.title }),
        },
      });
    },

    /**
     * Reports a notice as settled; it stays readable.
     * @param seen how many supplements the person had read
     * @throws as `openNotice`; conflict where it was supplemented meanwhile
     */
    async resolveNotice(
      actor: Actor,
      slug: string,
      id: string,
      { text, seen }: { text: string; seen: number },
    ) {
      const begun = await open(actor, slug, id);
      const { index } = begun;
      const at = now();
      await step(
        begun,
        {
          $set: { [`notices.${index}.resolved`]: { at, by: actor.userId, text }, updatedAt: at },
          $push: {
            history: historyEntry('noticeResolved', actOf(actor, at), { reason: begun.notice.title }),
          },
        },
        { [`notices.${index}.supplements`]: { $size: seen } },
      );
    },

    /** Every notice there is, newest first; of withdrawn solutions too, for their users go on using them. */
    async everyNotice(): Promise<NoticedSolution[]> {
      const all = await noticed({ 'notices.0': { $exists: true } });
      return all.sort((a, b) => b.notice.at.getTime() - a.notice.at.getTime());
    },

    /**
     * What a case about a solution warns of, published or withdrawn: the gravest first, those about its release before others.
     * @param release number of the release that the case is about; null for the current one
     */
    async warningsFor(solutionId: string, release: number | null): Promise<NoticeView[]> {
      const [stored] = await model
        .find({ ...everPublic, _id: { $in: objectIds([solutionId]) } }, publicProjection)
        .lean<Solution[]>();
      if (stored === undefined) return [];
      const solution = complete(stored);
      const shown = release ?? currentRelease(solution)?.number ?? 0;
      return warningsOf(solution.slug, solution.notices, { shown, others: true });
    },
  };
}

export type Notices = ReturnType<typeof makeNotices>;

const settled = (notice: SecurityNotice) =>
  conflict(
    `Dieser Sicherheitshinweis ist${notice.resolved ? ` seit dem ${date(notice.resolved.at)}` : ''} als erledigt gemeldet. Melden Sie Neues als eigenen Hinweis.`,
  );
