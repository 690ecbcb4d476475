import { everyone } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { pageNumber, pageSize, toPage } from '../shared/paging.ts';
import type { Solutions } from '../solutions/index.ts';
import { type EventPages, mayEdit } from './event.pages.ts';
import type { Events } from './events.ts';
import type { Pitches } from './pitch/pitches.ts';

type Dependencies = {
  events: Events;
  pages: EventPages;
  pitches: Pitches;
  solutions: Pick<Solutions, 'publishedByIds'>;
};

const shownUpcoming = 50;

/** What everybody sees of events: the list, one with its running order, and its presentation. */
export function addPublicEventRoutes(
  routes: Routes,
  { events, pages, pitches, solutions }: Dependencies,
): void {
  routes.get('/veranstaltungen', everyone(), async (req, res) => {
    const wanted = pageNumber(req.query.seite);
    const [upcoming, past, own] = await Promise.all([
      events.upcoming(shownUpcoming),
      events.past({ page: wanted, size: pageSize }),
      mayEdit(req.actor) ? events.ofOwn(req.actor) : [],
    ]);
    res.page('events/list', {
      upcoming: await pages.withOrganisers(upcoming),
      past: toPage(await pages.withOrganisers(past.items), wanted, past.total),
      drafts: own.filter(({ state }) => state === 'draft'),
      canCreate: mayEdit(req.actor),
      hrefFor: (page: number) => (page === 1 ? '/veranstaltungen' : `/veranstaltungen?seite=${page}`),
    });
  });

  routes.get('/veranstaltungen/:slug', everyone(), async (req, res) => {
    const { event, own } = await events.visible(req.actor, req.params.slug);
    res.page('events/detail', { ...(await pages.detail(event)), canEdit: own && mayEdit(req.actor) });
  });

  routes.get('/veranstaltungen/:slug/vorfuehren', everyone(), async (req, res) => {
    const { event } = await events.visible(req.actor, req.params.slug);
    const detail = await pages.detail(event);
    const shown = await solutions.publishedByIds(detail.rows.map(({ solutionId }) => solutionId));
    res.page('events/present', { ...detail, pitches: await pitches.pitchesOf([...shown.values()]) });
  });
}
