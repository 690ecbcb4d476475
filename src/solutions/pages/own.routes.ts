import { actorOf, anyOf, kdn, member, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { hasRole } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { formValues } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import { applySection, sections } from '../form/sections.ts';
import {
  announcePath,
  copyPath,
  editPath,
  historyPath,
  ownSolutionsPath,
  previewPath,
  solutionPath,
  submitPath,
} from '../paths.ts';
import { emptyContent } from '../record/content.ts';
import { historyActionLabels } from '../record/history.ts';
import { solutionStateLabels, stateOf } from '../record/lifecycle.ts';
import type { Solution } from '../record/solution.model.ts';
import type { PageDependencies, Pages } from './pages.ts';
import { makeReadinessOfCopy } from './readiness-of-copy.ts';

type Dependencies = PageDependencies & { pages: Pages };

/** What an organisation has, how a solution begins, and its history. */
export function addOwnRoutes(routes: Routes, { solutions, organisations, ports, pages }: Dependencies): void {
  const readinessOfCopy = makeReadinessOfCopy({ solutions, ports });

  routes.get('/meine-loesungen', member(), async (req, res) => {
    const actor = actorOf(req);
    const all = await solutions.workOf(actor);
    const mayAnnounce = hasRole(actor, 'approver') || hasRole(actor, 'administrator');
    const lines = all.map((one) => lineOf(one, { mayWrite: hasRole(actor, 'editor'), mayAnnounce }));
    const group = (title: string, ...groups: Line['group'][]) => ({
      title,
      lines: lines.filter((line) => groups.includes(line.group)),
    });
    res.page('solutions/own', {
      groups: [
        group('Zur Freigabe', 'submitted'),
        group('In Arbeit', 'draft'),
        group('Veröffentlicht', 'published'),
        group('Zurückgezogen', 'withdrawn'),
      ].filter((one) => one.lines.length > 0),
      mayWrite: hasRole(actor, 'editor'),
    });
  });

  const basics = () => sections().filter(({ key }) => key === 'grundlagen');
  /** A new solution asks for no more than its first two fields. */
  const firstFields = () => basics().flatMap(({ fields }) => fields.slice(0, 2));

  routes.get('/loesungen/neu', role('editor'), (_req, res) => {
    res.page('solutions/new', { errors: [], fields: firstFields(), typed: {} });
  });

  routes.post('/loesungen/neu', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const typed = formValues(req.body);
    const own = actor.organisation ? [actor.organisation.id] : [];
    const empty = { ...emptyContent(), leadIds: own };
    const section = { key: 'grundlagen', title: '', intro: '', fields: firstFields() };
    const { content, errors } = applySection(section, empty, typed);
    if (errors.length > 0) {
      res.status(422).page('solutions/new', { errors, fields: firstFields(), typed });
      return;
    }
    const { slug } = await solutions.createDraft(actor, content);
    res.done(editPath(slug), {
      kind: 'success',
      title: 'Entwurf angelegt',
      text: 'Nur Ihre Organisation sieht ihn. Füllen Sie die Abschnitte in beliebiger Reihenfolge, gern auch an mehreren Tagen.',
    });
  });

  routes.post('/loesungen/:slug/neue-version', role('editor'), async (req, res) => {
    await solutions.startRelease(actorOf(req), req.params.slug);
    res.done(editPath(req.params.slug), {
      kind: 'success',
      title: 'Neue Version begonnen',
      text: 'Die veröffentlichte Fassung bleibt unverändert, bis die neue freigegeben ist.',
    });
  });

  routes.get('/loesungen/:slug/verwerfen', role('editor'), async (req, res) => {
    const solution = await solutions.bySlugFor(actorOf(req), req.params.slug);
    if (!(await solutions.holds(req.actor, solution)) || solution.working === null) throw notFound();
    res.page('solutions/discard', {
      slug: solution.slug,
      solutionTitle: solution.working.content.title,
      neverPublished: solution.visibility === 'unpublished',
      artifactCount: solution.working.artifacts.length,
      backHref: editPath(solution.slug),
    });
  });

  routes.post('/loesungen/:slug/verwerfen', role('editor'), async (req, res) => {
    const { deleted } = await solutions.discardWorking(actorOf(req), req.params.slug);
    res.done(ownSolutionsPath, {
      kind: 'success',
      title: deleted ? 'Entwurf gelöscht' : 'Arbeitsfassung verworfen',
      text: deleted ? undefined : 'Die bisherige Fassung ist unverändert.',
    });
  });

  routes.get('/loesungen/:slug/vorschau', anyOf(member(), kdn()), async (req, res) => {
    const solution = await solutions.bySlugFor(req.actor, req.params.slug);
    if (solution.working === null) return res.redirect(302, solutionPath(solution.slug));
    const editable = await solutions.canDo(actorOf(req), 'save', solution);
    res.page('solutions/preview', {
      detail: await pages.ofWorkingAsPublic(solution, solution.working),
      readiness: await readinessOfCopy(solution, solution.working, { editable }),
      slug: solution.slug,
      stateLabel: solutionStateLabels[stateOf(solution)],
      editHref: editable ? editPath(solution.slug) : null,
      submitHref: editable ? submitPath(solution.slug) : null,
    });
  });

  routes.get('/loesungen/:slug/verlauf', anyOf(member(), kdn()), async (req, res) => {
    const solution = await solutions.bySlugFor(req.actor, req.params.slug);
    const { history, slug } = solution;
    const [names, acting] = await Promise.all([
      ports.namesOf(history.flatMap(({ by }) => by ?? [])),
      organisations.getByIds(history.flatMap(({ organisationId }) => organisationId ?? [])),
    ]);
    const entries = history.toReversed().map((entry) => ({
      at: entry.at,
      what: historyActionLabels[entry.action] + (entry.release ? ` (Version ${entry.release})` : ''),
      who: [
        entry.by ? names.get(entry.by) : null,
        entry.organisationId ? acting.get(entry.organisationId)?.fullName : null,
      ]
        .filter(Boolean)
        .join(', '),
      reason: entry.reason,
    }));
    res.page('solutions/history', {
      entries,
      slug,
      solutionTitle: titleOf(solution),
      stateLabel: solutionStateLabels[stateOf(solution)],
    });
  });
}

const titleOf = ({ working, releases }: Solution): string =>
  (working ?? releases.at(-1))?.content.title ?? '';

type Line = {
  group: 'submitted' | 'draft' | 'published' | 'withdrawn';
  title: string;
  href: string;
  state: { kind: string; label: string };
  meta: string;
  historyHref: string;
  /** What else the person may do with it. */
  acts: { label: string; href: string }[];
};

function lineOf(solution: Solution, may: { mayWrite: boolean; mayAnnounce: boolean }): Line {
  const { slug, working, visibility, releases, inventory } = solution;
  const state = stateOf(solution);
  const group = working?.state ?? (visibility === 'withdrawn' ? 'withdrawn' : 'published');
  const current = releases.at(-1);
  return {
    group,
    title: titleOf(solution),
    href: working
      ? group === 'draft' && may.mayWrite
        ? editPath(slug)
        : previewPath(slug)
      : solutionPath(slug),
    state: {
      kind: { submitted: 'warning', draft: 'info', published: 'success', withdrawn: 'neutral' }[group],
      label: inventory && working === null ? 'Bestandseintrag' : solutionStateLabels[state],
    },
    meta: [
      current ? `Version ${current.number} vom ${date(current.publishedAt)}` : null,
      solution.announcement ? 'öffentlich angekündigt' : null,
      working ? `zuletzt gespeichert am ${date(working.savedAt)}` : null,
    ]
      .filter(Boolean)
      .join(' · '),
    historyHref: historyPath(slug),
    acts: [
      ...(may.mayWrite ? [{ label: 'Kopieren', href: copyPath(slug) }] : []),
      ...(may.mayAnnounce && visibility === 'unpublished'
        ? [
            solution.announcement
              ? { label: 'Ankündigung ändern', href: announcePath(slug) }
              : { label: 'Als „In Abschluss“ ankündigen', href: announcePath(slug) },
          ]
        : []),
    ],
  };
}
