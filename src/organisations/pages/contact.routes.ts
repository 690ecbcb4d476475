import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { actingFor, member } from '../../platform/access.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, notFound } from '../../shared/errors.ts';
import { line, text } from '../../shared/fields.ts';
import { type FormValues, parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import type { OrganisationPorts } from '../ports.ts';
import type { Organisation } from '../record/organisation.types.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; rateLimits: RateLimits };
type Addressed = Request<{ slug: string }>;

const contactSchema = z.object({
  purpose: line('Ihr Anliegen', { max: 150 }),
  text: text('Ihre Nachricht', { max: 5000 }),
  submission: z.uuid().catch(() => randomUUID()),
});

/** What a link to the form may write into it; the person reads it before it is sent. */
const prefilled = z.object({
  anliegen: z.string().max(150).catch(''),
  text: z.string().max(2000).catch(''),
});

/** The form to write to an organisation without a particular solution. */
export function addContactRoutes(routes: Routes, { organisations, ports, rateLimits }: Dependencies): void {
  /** One cannot write to oneself; a letter to an organisation that has ended goes to who follows it. */
  async function addressee(req: Addressed): Promise<Organisation> {
    const organisation = await organisations.getBySlug(req.params.slug);
    const today = organisation && (await organisations.resolveSuccession(organisation.id));
    if (today === null || today.id === actingFor(req).organisation.id) throw notFound();
    return today;
  }

  async function show(res: Response, organisation: Organisation, typed: FormValues, errors: FieldError[]) {
    res.page('organisations/contact', {
      organisation,
      orphaned: await organisations.isOrphaned(organisation.id),
      typed,
      errors,
      submission: typed.submission ?? randomUUID(),
    });
  }

  routes.get('/organisationen/:slug/kontakt', member(), async (req, res) => {
    const { anliegen, text: body } = prefilled.parse({ ...req.query });
    await show(res, await addressee(req), { purpose: anliegen, text: body }, []);
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
      const to = await addressee(req);
      const form = parseForm(contactSchema, req.body);
      if (!form.ok) return show(res.status(422), to, form.values, form.errors);
      const { actor, organisation: from } = actingFor(req);
      const { href } = await ports.openContactRequest({ actor, from, to, ...form.value });
      res.done(href, {
        kind: 'success',
        title: 'Nachricht gesendet',
        text: `Die Antwort von ${to.fullName} finden Sie hier; Sie erhalten dazu eine E-Mail.`,
      });
    },
  );
}
