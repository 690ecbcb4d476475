import { z } from 'zod';
import { actingFor, actorOf, kdn, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, InvalidInput, notFound } from '../../shared/errors.ts';
import { optionalText } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { adoptionsPath, solutionPath } from '../paths.ts';

const askSchema = z.object({ reason: optionalText('Begründung', { max: 2000 }) });
const decisionSchema = z.object({
  decision: z.enum(['annehmen', 'ablehnen'], { error: 'Wählen Sie, wie Sie entscheiden.' }),
  reason: optionalText('Begründung', { max: 2000 }),
});
const asker = () => role('editor', 'administrator');

/** "Eintrag übernehmen" and KDN's list of such requests. */
export function addAdoptionRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  async function askPage(slug: string) {
    const solution = await solutions.publishedBySlug(slug);
    if (solution.inventory === null || solution.inventory.assignedAt !== null) throw notFound();
    const provider = await organisations.resolveSuccession(solution.providerId);
    return {
      slug,
      solutionTitle: solution.release.content.title,
      provider: provider?.fullName ?? '',
      backHref: solutionPath(slug),
    };
  }

  routes.get('/loesungen/:slug/uebernehmen', asker(), async (req, res) => {
    const { organisation } = actingFor(req);
    res.page('solutions/adopt', {
      ...(await askPage(req.params.slug)),
      ownName: organisation.name,
      errors: [],
      typed: {},
    });
  });

  routes.post('/loesungen/:slug/uebernehmen', asker(), async (req, res) => {
    const { actor, organisation } = actingFor(req);
    const { slug } = req.params;
    const form = parseForm(askSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      await solutions.adoptRequest(actor, slug, form.value.reason);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const page = { ...(await askPage(slug)), ownName: organisation.name };
      res.status(422).page('solutions/adopt', { ...page, errors: error.errors, typed: formValues(req.body) });
      return;
    }
    res.done(solutionPath(slug), {
      kind: 'success',
      title: 'Übernahme beantragt',
      text: 'KDN prüft, ob der Eintrag zu Ihrer Organisation gehört. Sie bekommen eine E-Mail mit der Entscheidung.',
    });
  });

  async function listPage(failed: { id: string; errors: FieldError[]; typed: FormValues } | null) {
    const open = await solutions.openAdoptions();
    const known = await organisations.todayByIds(
      open.flatMap(({ solution, adoption }) => [solution.providerId, adoption.organisationId]),
    );
    return {
      errors: failed?.errors ?? [],
      requests: open.map(({ solution, adoption }) => ({
        id: adoption.id,
        action: `${adoptionsPath}/${solution.slug}/${adoption.id}`,
        title: solution.releases.at(-1)?.content.title ?? '',
        href: solutionPath(solution.slug),
        asker: known.get(adoption.organisationId),
        provider: known.get(solution.providerId),
        askedOn: date(adoption.askedAt),
        reason: adoption.reason,
        typed: failed?.id === adoption.id ? failed.typed : {},
        errors: failed?.id === adoption.id ? failed.errors : [],
      })),
    };
  }

  routes.get('/kdn/uebernahmen', kdn(), async (_req, res) => {
    res.page('solutions/adoptions', await listPage(null));
  });

  routes.post('/kdn/uebernahmen/:slug/:antrag', kdn(), async (req, res) => {
    const { slug, antrag: id } = req.params;
    const form = parseForm(decisionSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      const { decision, reason } = form.value;
      const accepted = decision === 'annehmen';
      await solutions.decideAdoption(actorOf(req), slug, { adoptionId: id, accepted, reason });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const errors = error.errors.map(({ field, message }) => ({ field: `${field}-${id}`, message }));
      res
        .status(422)
        .page('solutions/adoptions', await listPage({ id, errors, typed: formValues(req.body) }));
      return;
    }
    res.done(adoptionsPath, {
      kind: 'success',
      title: 'Entschieden',
      text: 'Die Organisation wurde benachrichtigt.',
    });
  });
}
