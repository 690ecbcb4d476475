import { actorOf, anyOf, kdn, operator } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, InvalidInput, notFound } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { date, isoDate } from '../../shared/german.ts';
import { successorSchema } from '../operator/operator.forms.ts';
import type { Organisations } from '../organisations.ts';
import { organisationPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import type { Organisation } from '../record/organisation.types.ts';
import { orphanRows } from './orphans.view.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; now: () => Date };
type Failed = { errors: FieldError[]; typed: FormValues };

/** KDN and the operator: which organisations nobody acts for any more, and who goes on with their records. */
export function addSuccessionRoutes(routes: Routes, { organisations, ports, now }: Dependencies): void {
  /** Who is to follow from a later day, to be shown above the form that can still change it. */
  async function named({ succession }: Organisation) {
    const next = succession && (await organisations.getById(succession.successorId));
    return next && succession
      ? {
          name: next.fullName,
          slug: next.slug,
          since: date(succession.since),
          day: isoDate(succession.since),
        }
      : null;
  }

  routes.get('/kdn/verwaist', anyOf(kdn(), operator()), async (_req, res) => {
    res.page('organisations/orphans', { rows: await orphanRows(organisations, ports) });
  });

  routes.get('/organisationen/:slug/nachfolge', anyOf(kdn(), operator()), async (req, res) => {
    const organisation = await organisations.getBySlug(req.params.slug);
    if (organisation === null) throw notFound();
    const next = await named(organisation);
    const typed = next ? { successor: next.name, successorSlug: next.slug, since: next.day } : {};
    res.page('organisations/successor', { organisation, named: next, errors: [], typed });
  });

  routes.post('/organisationen/:slug/nachfolge', anyOf(kdn(), operator()), async (req, res) => {
    const organisation = await organisations.getBySlug(req.params.slug);
    if (organisation === null) throw notFound();
    const again = async ({ errors, typed }: Failed) =>
      res
        .status(422)
        .page('organisations/successor', { organisation, named: await named(organisation), errors, typed });
    const form = parseForm(successorSchema, req.body);
    if (!form.ok) return again({ errors: form.errors, typed: form.values });
    const { successor, successorSlug, since } = form.value;
    const { match, suggestions } = await organisations.lookUp(successorSlug || successor);
    try {
      if (match === null) throw new InvalidInput([{ field: 'successor', message: unclear(suggestions) }]);
      await organisations.appointSuccessor(actorOf(req), organisation.slug, match.id, since);
      const later = since > now();
      res.done(organisationPath(later ? organisation.slug : match.slug), {
        kind: 'success',
        title: later
          ? `${match.fullName} folgt auf ${organisation.fullName} ab dem ${date(since)}`
          : `${match.fullName} ist Nachfolgerin von ${organisation.fullName}`,
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await again({ errors: error.errors, typed: formValues(req.body) });
    }
  });
}

function unclear(suggestions: { fullName: string }[]): string {
  if (suggestions.length === 0) return 'Unter diesem Namen ist keine Organisation im Verzeichnis.';
  const names = suggestions.slice(0, 3).map(({ fullName }) => `„${fullName}“`);
  return `Bitte geben Sie den vollen Namen oder den Schlüssel an, zum Beispiel ${names.join(', ')}.`;
}
