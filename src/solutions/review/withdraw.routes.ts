import { z } from 'zod';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import { optionalText } from '../../shared/fields.ts';
import { formValues, parseForm } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { historyPath, solutionPath } from '../paths.ts';

const reasonSchema = z.object({ reason: optionalText('Grund', { max: 1000 }) });
const responsible = () => role('approver', 'administrator');

/** Taking a solution off the market: a page that names what is lost, then the act. */
export function addWithdrawRoutes(routes: Routes, { solutions, ports }: PageDependencies): void {
  async function withdrawPage(actor: Actor, slug: string) {
    const solution = await solutions.bySlugFor(actor, slug);
    if (!(await solutions.holds(actor, solution))) throw notFound();
    const current = solution.releases.at(-1);
    if (solution.visibility !== 'published' || current === undefined)
      throw conflict('Diese Lösung ist nicht veröffentlicht.');
    const { own, partner, transfer } = await ports.reuseSummary(String(solution._id));
    return {
      slug,
      solutionTitle: current.content.title,
      artifactCount: current.artifacts.length,
      reusers: transfer.map(({ organisation }) => organisation.name),
      otherUses: own.length + partner.length,
      backHref: solutionPath(slug),
    };
  }

  routes.get('/loesungen/:slug/zurueckziehen', responsible(), async (req, res) => {
    const page = await withdrawPage(actorOf(req), req.params.slug);
    res.page('solutions/withdraw', { ...page, errors: [], typed: {} });
  });

  routes.post('/loesungen/:slug/zurueckziehen', responsible(), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const form = parseForm(reasonSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      await solutions.withdraw(actor, slug, form.value.reason);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const page = await withdrawPage(actor, slug);
      res
        .status(422)
        .page('solutions/withdraw', { ...page, errors: error.errors, typed: formValues(req.body) });
      return;
    }
    res.done(historyPath(slug), {
      kind: 'success',
      title: 'Zurückgezogen',
      text: 'Wer die Seite öffnet, liest jetzt den Grund. Versionen und Verlauf bleiben erhalten.',
    });
  });
}
