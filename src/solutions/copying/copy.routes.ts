import { z } from 'zod';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { line, tick } from '../../shared/fields.ts';
import { parseForm } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { copyPath, editPath } from '../paths.ts';
import { newestState } from './copy.service.ts';

const copySchema = z.object({ title: line('einen Titel', { max: 150 }), withArtifacts: tick() });

/** Beginning from an earlier solution of the own organisation. */
export function addCopyRoutes(routes: Routes, { solutions }: PageDependencies): void {
  routes.get('/meine-loesungen/kopieren', role('editor'), async (req, res) => {
    const all = await solutions.workOf(actorOf(req));
    res.page('solutions/copying/choose', {
      choices: all.map((one) => ({ title: newestState(one).content.title, href: copyPath(one.slug) })),
    });
  });

  async function copyPage(actor: Actor, slug: string) {
    const solution = await solutions.bySlugFor(actor, slug);
    if (!(await solutions.holds(actor, solution))) throw notFound();
    const { content, artifacts } = newestState(solution);
    return { slug, solutionTitle: content.title, artifactCount: artifacts.length };
  }

  routes.get('/loesungen/:slug/kopieren', role('editor'), async (req, res) => {
    const page = await copyPage(actorOf(req), req.params.slug);
    res.page('solutions/copying/copy', { ...page, errors: [], typed: {} });
  });

  routes.post('/loesungen/:slug/kopieren', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const form = parseForm(copySchema, req.body);
    if (!form.ok) {
      const page = await copyPage(actor, req.params.slug);
      res.status(422).page('solutions/copying/copy', { ...page, errors: form.errors, typed: form.values });
      return;
    }
    const { slug } = await solutions.copySolution(actor, req.params.slug, form.value);
    res.done(editPath(slug), {
      kind: 'success',
      title: 'Kopie als Entwurf angelegt',
      text: 'Prüfen Sie jeden Abschnitt. Die Bestätigung der Rechte gilt nur für die ursprüngliche Lösung und ist neu zu geben.',
    });
  });
}
