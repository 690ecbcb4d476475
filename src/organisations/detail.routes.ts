import { z } from 'zod';
import { actingFor, everyone, member } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Routes } from '../platform/routes.ts';
import { type Actor, hasRole } from '../shared/actor.ts';
import { notFound } from '../shared/errors.ts';
import { line, text } from '../shared/fields.ts';
import { parseForm } from '../shared/form.ts';
import type { Organisation } from './organisation.types.ts';
import { factsOf } from './organisation.view.ts';
import type { Organisations } from './organisations.ts';
import { contactPath, membersPath, operatorPath, organisationPath } from './paths.ts';
import type { OrganisationPorts } from './ports.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; rateLimits: RateLimits };

const contactSchema = z.object({
  purpose: line('Ihr Anliegen', { max: 150 }),
  text: text('Ihre Nachricht', { max: 5000 }),
});

const administers = (actor: Actor | null, organisation: Organisation): boolean =>
  actor?.organisation?.id === organisation.id && hasRole(actor, 'administrator');

/** An organisation's own page and the form to write to it. */
export function addDetailRoutes(routes: Routes, { organisations, ports, rateLimits }: Dependencies): void {
  async function existing(slug: string): Promise<Organisation> {
    const organisation = await organisations.getBySlug(slug);
    if (organisation === null) throw notFound('Diese Organisation gibt es nicht.');
    return organisation;
  }

  routes.get('/organisationen/:slug', everyone(), async (req, res) => {
    const organisation = await existing(req.params.slug);
    const current = await organisations.resolveSuccession(organisation.id);
    if (current !== null && current.id !== organisation.id)
      return res.redirect(301, organisationPath(current.slug));
    const [portfolio, cooperations, providers, predecessors] = await Promise.all([
      ports.portfolioOf(organisation.id),
      organisations.cooperationsOf(organisation.id),
      organisations.getByIds(organisation.serviceProviders),
      organisations.predecessorsOf(organisation.id),
    ]);
    res.page('organisations/detail', {
      organisation,
      ...portfolio,
      cooperations: cooperations.map((cooperation) => ({
        ...cooperation,
        partners: cooperation.organisations
          .filter(({ id }) => id !== organisation.id)
          .map(({ fullName, slug }) => ({ text: fullName, href: organisationPath(slug) })),
      })),
      facts: factsOf(organisation, { providers: [...providers.values()], predecessors }),
      contactHref: req.actor?.organisation?.id === organisation.id ? null : contactPath(organisation.slug),
      membersHref: administers(req.actor, organisation) ? membersPath(organisation.slug) : null,
      successorHref:
        req.actor?.platformRoles.includes('kdn') && !req.actor.platformRoles.includes('operator')
          ? `${organisationPath(organisation.slug)}/nachfolge`
          : null,
      operatorHref: req.actor?.platformRoles.includes('operator') ? operatorPath(organisation.slug) : null,
    });
  });

  /** One cannot write to oneself, nor to an organisation that has ended. */
  async function addressee(slug: string, own: string): Promise<Organisation> {
    const organisation = await existing(slug);
    if (organisation.id === own || organisation.succession !== null) throw notFound();
    return organisation;
  }

  routes.get('/organisationen/:slug/kontakt', member(), async (req, res) => {
    const { organisation: own } = actingFor(req);
    res.page('organisations/contact', {
      organisation: await addressee(req.params.slug, own.id),
      errors: [],
      typed: {},
    });
  });

  routes.post(
    '/organisationen/:slug/kontakt',
    member(),
    rateLimits({
      name: 'contact-requests',
      max: 20,
      windowMinutes: 60,
      key: (req) => req.actor?.userId ?? '',
    }),
    async (req, res) => {
      const { actor, organisation: own } = actingFor(req);
      const organisation = await addressee(req.params.slug, own.id);
      const form = parseForm(contactSchema, req.body);
      if (!form.ok) {
        res
          .status(422)
          .page('organisations/contact', { organisation, errors: form.errors, typed: form.values });
        return;
      }
      const { href } = await ports.openContactRequest({
        actor,
        fromOrganisationId: own.id,
        toOrganisationId: organisation.id,
        ...form.value,
      });
      res.done(href, {
        kind: 'success',
        title: 'Nachricht gesendet',
        text: `${organisation.fullName} wurde benachrichtigt. Die Antwort finden Sie hier; Sie erhalten dazu eine E-Mail.`,
      });
    },
  );
}
