import { z } from 'zod';
import { modelRegion } from '../../organisations/index.ts';
import { actorOf, everyone, role, signedIn } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import { line, month, monthAsTyped, optionalText } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { date, isoDate } from '../../shared/german.ts';
import { pageNumber } from '../../shared/paging.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { monthText } from '../pages/time-text.ts';
import {
  announcedListPath,
  announcedPath,
  announcePath,
  ownSolutionsPath,
  solutionPath,
  withdrawAnnouncementPath,
} from '../paths.ts';
import type { Announced } from './announcements.service.ts';

const announcementSchema = z.object({
  title: line('Titel', { max: 150 }),
  summary: line('Ein Satz dazu', { max: 300 }),
  expectedOn: month('Voraussichtlich veröffentlicht').transform((day) => isoDate(day).slice(0, 7)),
});
const reasonSchema = z.object({ reason: optionalText('Grund', { max: 1000 }) });
const responsible = () => role('approver', 'administrator');

/** "In Abschluss": the public pages, following, and announcing. */
export function addAnnouncementRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  async function cardsOf(all: Announced[]) {
    const providers = await Promise.all(
      all.map(({ providerId }) => organisations.resolveSuccession(providerId)),
    );
    return all.map((one, index) => cardOf(one, providers[index]?.fullName ?? ''));
  }

  routes.get('/in-abschluss', everyone(), async (req, res) => {
    const region = typeof req.query.region === 'string' ? modelRegion(req.query.region) : null;
    const { items, ...paging } = await solutions.announced(region?.key ?? null, pageNumber(req.query.seite));
    res.page('solutions/announcements/list', {
      cards: await cardsOf(items),
      paging,
      hrefFor: (page: number) => announcedListPage(region?.key ?? '', page),
      regionName: region?.name ?? null,
      mayWrite: req.actor?.organisation?.roles.some((one) => one === 'approver' || one === 'administrator'),
    });
  });

  routes.get('/in-abschluss/:slug', everyone(), async (req, res) => {
    const { slug } = req.params;
    if (await solutions.wasPublished(slug)) return res.redirect(301, solutionPath(slug));
    const announced = await solutions.announcedBySlug(slug);
    const provider = await organisations.resolveSuccession(announced.providerId);
    const { actor } = req;
    const own = actor !== null && (await solutions.holds(actor, announced));
    const mayChange = actor?.organisation?.roles.some((one) => one === 'approver' || one === 'administrator');
    res.page('solutions/announcements/detail', {
      announced: cardOf(announced, provider?.fullName ?? ''),
      providerHref: provider ? `/organisationen/${provider.slug}` : null,
      topics: announced.topics,
      followed: actor !== null && (await solutions.isFollowedBy(announced.id, actor.userId)),
      changeHref: own && mayChange ? announcePath(slug) : null,
    });
  });

  routes.post('/in-abschluss/:slug/verfolgen', signedIn(), async (req, res) => {
    await solutions.follow(actorOf(req), req.params.slug);
    res.done(announcedPath(req.params.slug), {
      kind: 'success',
      title: 'Sie verfolgen dieses Vorhaben',
      text: 'Sie bekommen eine E-Mail, wenn es veröffentlicht wird, wenn sich der Termin ändert oder wenn es aufgegeben wird.',
    });
  });

  routes.post('/in-abschluss/:slug/nicht-mehr-verfolgen', signedIn(), async (req, res) => {
    await solutions.unfollow(actorOf(req), req.params.slug);
    res.done('/verfolgt', { kind: 'success', title: 'Sie verfolgen dieses Vorhaben nicht mehr' });
  });

  routes.get('/verfolgt', signedIn(), async (req, res) => {
    const followed = await solutions.followedBy(actorOf(req).userId);
    res.page('solutions/announcements/followed', {
      followed: followed.map(({ slug, title, published, expectedOn, since }) => ({
        title,
        published,
        expected: published ? '' : monthText(expectedOn),
        since: date(since),
        href: published ? solutionPath(slug) : announcedPath(slug),
        unfollowAction: `${announcedPath(slug)}/nicht-mehr-verfolgen`,
      })),
    });
  });

  /** The record and what is announced of it, for those who may announce. */
  async function announcePage(actor: Actor, slug: string, typed?: FormValues) {
    const solution = await solutions.bySlugFor(actor, slug);
    if (!(await solutions.holds(actor, solution))) throw notFound();
    const { announcement, working } = solution;
    if (solution.visibility !== 'unpublished' || working === null)
      throw conflict('Diese Lösung ist schon veröffentlicht und braucht keine Ankündigung mehr.');
    const { title, summary } = announcement ?? working.content;
    return {
      slug,
      solutionTitle: working.content.title,
      announced: announcement !== null,
      withdrawHref: announcement ? withdrawAnnouncementPath(slug) : null,
      backHref: announcement ? announcedPath(slug) : ownSolutionsPath,
      typed: typed ?? { title, summary, expectedOn: monthAsTyped(announcement?.expectedOn ?? '') },
    };
  }

  routes.get('/loesungen/:slug/ankuendigen', responsible(), async (req, res) => {
    const page = await announcePage(actorOf(req), req.params.slug);
    res.page('solutions/announcements/announce', { ...page, errors: [] });
  });

  routes.post('/loesungen/:slug/ankuendigen', responsible(), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const form = parseForm(announcementSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      await solutions.announce(actor, slug, form.value);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const page = await announcePage(actor, slug, formValues(req.body));
      res.status(422).page('solutions/announcements/announce', { ...page, errors: error.errors });
      return;
    }
    res.done(announcedPath(slug), {
      kind: 'success',
      title: 'Angekündigt',
      text: 'Das Vorhaben steht jetzt öffentlich unter „In Abschluss“. Der Entwurf selbst bleibt nicht öffentlich.',
    });
  });

  routes.get('/loesungen/:slug/ankuendigung-zuruecknehmen', responsible(), async (req, res) => {
    const page = await announcePage(actorOf(req), req.params.slug, {});
    if (!page.announced) throw notFound();
    res.page('solutions/announcements/withdraw', { ...page, errors: [] });
  });

  routes.post('/loesungen/:slug/ankuendigung-zuruecknehmen', responsible(), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const form = parseForm(reasonSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      await solutions.withdrawAnnouncement(actor, slug, form.value.reason);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const page = await announcePage(actor, slug, formValues(req.body));
      res.status(422).page('solutions/announcements/withdraw', { ...page, errors: error.errors });
      return;
    }
    res.done(announcedListPath, {
      kind: 'success',
      title: 'Ankündigung zurückgenommen',
      text: 'Wer das Vorhaben verfolgt, bekommt den Grund per E-Mail.',
    });
  });
}

function cardOf(
  { slug, title, summary, expectedOn, overdue, modelRegion: region }: Announced,
  provider: string,
) {
  return {
    slug,
    title,
    summary,
    provider,
    region: modelRegion(region)?.name ?? '',
    expected: monthText(expectedOn),
    overdue,
    href: announcedPath(slug),
  };
}

/** The list of one model region, or of all with ''; the first page stands at the plain address. */
function announcedListPage(region: string, page: number): string {
  const query = new URLSearchParams(region === '' ? {} : { region });
  if (page > 1) query.set('seite', String(page));
  return query.size === 0 ? announcedListPath : `${announcedListPath}?${query}`;
}
