import { tell } from '../../platform/tell.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import { isoDate } from '../../shared/german.ts';
import { type Page, pageSize, pagesOf, toPage } from '../../shared/paging.ts';
import { actOf } from '../form/draft.service.ts';
import { historyEntry } from '../record/history.ts';
import type { Announcement, Solution, SolutionModel } from '../record/solution.model.ts';
import type { Steps } from '../record/step.ts';
import type { Follows } from './follows.service.ts';

/** What the public may know of an unpublished project: its announcement and nothing of the draft. */
export type Announced = Announcement & { id: string; slug: string; providerId: string; overdue: boolean };
export type AnnouncementTexts = Pick<Announcement, 'title' | 'summary' | 'expectedOn'>;

type Dependencies = { model: SolutionModel; steps: Steps; follows: Follows; now: () => Date };
type Stored = Pick<Solution, '_id' | 'slug' | 'providerId' | 'visibility' | 'announcement'>;

const shown = { slug: 1, providerId: 1, visibility: 1, announcement: 1 } as const;

/** "In Abschluss": telling others of a project before it is published, and whom to tell how it goes on. */
export function makeAnnouncements({ model, steps, follows, now }: Dependencies) {
  const thisMonth = () => isoDate(now()).slice(0, 7);

  function toAnnounced({ _id, slug, providerId, visibility, announcement }: Stored): Announced | null {
    if (visibility !== 'unpublished' || !announcement) return null;
    return {
      ...announcement,
      id: String(_id),
      slug,
      providerId,
      overdue: announcement.expectedOn < thisMonth(),
    };
  }

  async function announcedBySlug(slug: string): Promise<Announced> {
    const doc = await model.findOne({ slug, visibility: 'unpublished' }, shown).lean<Stored>();
    const announced = doc && toAnnounced(doc);
    if (!announced) throw notFound();
    return announced;
  }

  /** The announcement must still be the one that was read. */
  const held = ({ announcement }: Solution) =>
    announcement === null ? { announcement: null } : { 'announcement.at': announcement.at };

  return {
    /** @throws notFound for drafts that nobody announced as for unknown addresses */
    announcedBySlug,

    /** True where the address leads to something that is or was public. */
    async wasPublished(slug: string): Promise<boolean> {
      return (await model.exists({ slug, visibility: { $ne: 'unpublished' } })) !== null;
    },

    /**
     * One page of the announced projects, of one model region or of all with null, the one expected first first; a page
     * beyond the last shows the last.
     */
    async announced(modelRegion: string | null, page: number): Promise<Page<Announced>> {
      const filter = {
        visibility: 'unpublished' as const,
        'announcement.expectedOn': { $type: 'string' as const },
        ...(modelRegion === null ? {} : { 'announcement.modelRegion': modelRegion }),
      };
      const total = await model.countDocuments(filter);
      const shownPage = Math.min(page, pagesOf(total));
      const docs = await model
        .find(filter, shown)
        .sort({ 'announcement.expectedOn': 1, slug: 1 })
        .skip((shownPage - 1) * pageSize)
        .limit(pageSize)
        .lean<Stored[]>();
      return toPage(
        docs.flatMap((doc) => toAnnounced(doc) ?? []),
        shownPage,
        total,
      );
    },

    /**
     * Announces an unpublished project, or changes what is announced. Topics and model region are those that the draft
     * has now; later drafts change nothing that is public. Followers are told of another date.
     * @throws InvalidInput for a month that has passed
     */
    async announce(actor: Actor, slug: string, texts: AnnouncementTexts): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'announce');
      const { solution } = begun;
      const before = solution.announcement;
      if (texts.expectedOn < thisMonth())
        throw new InvalidInput([
          { field: 'expectedOn', message: 'Dieser Monat ist vorbei. Nennen Sie einen, der noch kommt.' },
        ]);
      const at = now();
      const { topics = [], modelRegion = '' } = solution.working?.content ?? {};
      const announcement: Announcement = { ...texts, topics, modelRegion, at, by: actor.userId };
      const moved = before !== null && before.expectedOn !== texts.expectedOn;
      const audience = moved ? await follows.followersOf(String(solution._id)) : [];
      return steps.take(begun, held(solution), {
        $set: { announcement },
        $push: {
          history: historyEntry(before === null ? 'announced' : 'announcementChanged', actOf(actor, at), {
            reason: texts.title,
          }),
          ...telling('announcement-moved', audience, at),
        },
      });
    },

    /**
     * Takes an announcement back; followers read the reason, and with that their following ends.
     * @throws InvalidInput without a reason, conflict where nothing is announced
     */
    async withdrawAnnouncement(actor: Actor, slug: string, reason: string): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'announce');
      if (begun.solution.announcement === null) throw conflict('Dieses Vorhaben ist nicht angekündigt.');
      if (reason === '')
        throw new InvalidInput([
          { field: 'reason', message: 'Nennen Sie den Grund. Wer das Vorhaben verfolgt, liest ihn.' },
        ]);
      const at = now();
      const audience = await follows.followersOf(String(begun.solution._id));
      const after = await steps.take(begun, held(begun.solution), {
        $set: { announcement: null },
        $push: {
          history: historyEntry('announcementWithdrawn', actOf(actor, at), { reason }),
          ...telling('announcement-withdrawn', audience, at),
        },
      });
      await follows.forgetFollows(String(after._id));
      return after;
    },

    /** Follows an announced project. @throws notFound where nothing is announced */
    async follow(actor: Actor, slug: string): Promise<void> {
      await follows.addFollow((await announcedBySlug(slug)).id, actor.userId);
    },

    /** @throws notFound where the person does not follow, for drafts that nobody announced as for unknown addresses */
    async unfollow(actor: Actor, slug: string): Promise<void> {
      const doc = await model.findOne({ slug }, { _id: 1 }).lean();
      if (!doc || !(await follows.removeFollow(String(doc._id), actor.userId))) throw notFound();
    },

    isFollowedBy: follows.isFollowedBy,
    followedBy: follows.followedBy,
  };
}

/** Nobody to tell is nothing to tell. */
export const telling = (kind: string, userIds: string[], at: Date) =>
  userIds.length > 0 ? { tell: tell(kind, { userIds }, at) } : {};
