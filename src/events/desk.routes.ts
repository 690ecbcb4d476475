import type { Request, Response } from 'express';
import { actorOf, role } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { badRequest, DomainError, type FieldError } from '../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../shared/form.ts';
import { isoDate, time } from '../shared/german.ts';
import type { StoredEvent } from './event.model.ts';
import type { Events } from './events.ts';
import { addSchema, eventSchema, revisionSchema } from './forms.ts';

type Slugged = Request<{ slug: string }>;

const eventPath = (slug: string): string => `/veranstaltungen/${slug}`;
export const orderPath = (slug: string): string => `${eventPath(slug)}/ablauf`;

const empty: FormValues = { title: '', day: '', time: '', place: '', link: '', text: '' };

const valuesOf = ({ title, startsAt, place, link, text }: StoredEvent): FormValues => ({
  title,
  day: isoDate(startsAt),
  time: time(startsAt),
  place,
  link,
  text,
});

/** The revision a form was made for. @throws badRequest where it holds none */
function revisionOf(body: unknown): number {
  const form = parseForm(revisionSchema, body);
  if (!form.ok) throw badRequest();
  return form.value.revision;
}

/** Creating, changing, publishing and removing events. */
export function addEventDeskRoutes(routes: Routes, { events }: { events: Events }): void {
  const editor = role('editor');

  const showForm = (res: Response, form: FormValues, errors: FieldError[], event: StoredEvent | null) =>
    res.page('events/edit', { form, errors, event });

  routes.get('/veranstaltungen/neu', editor, (_req, res) => showForm(res, empty, [], null));

  routes.post('/veranstaltungen', editor, async (req, res) => {
    const form = parseForm(eventSchema, req.body);
    if (!form.ok) return showForm(res.status(422), { ...empty, ...form.values }, form.errors, null);
    const slug = await events.create(actorOf(req), form.value);
    const text =
      'Stellen Sie jetzt den Ablauf zusammen. Andere sehen die Veranstaltung erst, wenn Sie sie veröffentlichen.';
    res.done(orderPath(slug), { kind: 'success', title: 'Veranstaltung angelegt', text });
  });

  routes.get('/veranstaltungen/aufnehmen', editor, async (req, res) => {
    const wanted = [req.query.l ?? []]
      .flat()
      .filter((one) => typeof one === 'string')
      .slice(0, 50);
    const own = await events.ofOwn(actorOf(req));
    res.page('events/choose', { wanted, own });
  });

  routes.post('/veranstaltungen/aufnehmen', editor, async (req, res) => {
    const actor = actorOf(req);
    const slug = String(formValues(req.body).veranstaltung ?? '');
    const { revision } = await events.ownBySlug(actor, slug);
    const form = parseForm(addSchema, { ...formValues(req.body), revision: String(revision) });
    if (!form.ok) throw badRequest('Bitte wählen Sie zuerst Lösungen auf der Merkliste aus.');
    const added = await events.addSolutions(actor, { slug, revision }, form.value.loesung);
    res.done(orderPath(slug), { kind: 'success', title: addedText(added) });
  });

  routes.get('/veranstaltungen/:slug/bearbeiten', editor, async (req, res) => {
    const event = await events.ownBySlug(actorOf(req), req.params.slug);
    showForm(res, valuesOf(event), [], event);
  });

  routes.post('/veranstaltungen/:slug/bearbeiten', editor, async (req, res) => {
    const { slug } = req.params;
    const actor = actorOf(req);
    const revision = revisionOf(req.body);
    const form = parseForm(eventSchema, req.body);
    if (!form.ok) {
      const event = await events.ownBySlug(actor, slug);
      const typed = { ...empty, ...form.values };
      return showForm(res.status(422), typed, form.errors, { ...event, revision });
    }
    try {
      await events.change(actor, { slug, revision }, form.value);
      res.done(eventPath(slug), { kind: 'success', title: 'Änderungen gespeichert' });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
      const event = await events.ownBySlug(actor, slug);
      const errors = [{ field: 'form', message: error.message }];
      showForm(res.status(409), valuesOf(event), errors, event);
    }
  });

  const publishing = async (req: Slugged, res: Response, act: 'publish' | 'withdraw', title: string) => {
    const { slug } = req.params;
    await events[act](actorOf(req), { slug, revision: revisionOf(req.body) });
    res.done(eventPath(slug), { kind: 'success', title });
  };
  routes.post('/veranstaltungen/:slug/veroeffentlichen', editor, (req, res) =>
    publishing(req, res, 'publish', 'Veranstaltung veröffentlicht'),
  );
  routes.post('/veranstaltungen/:slug/zurueckziehen', editor, (req, res) =>
    publishing(req, res, 'withdraw', 'Veranstaltung zurückgezogen'),
  );

  routes.get('/veranstaltungen/:slug/loeschen', editor, async (req, res) => {
    res.page('events/remove', { event: await events.ownBySlug(actorOf(req), req.params.slug) });
  });

  routes.post('/veranstaltungen/:slug/loeschen', editor, async (req, res) => {
    await events.remove(actorOf(req), { slug: req.params.slug, revision: revisionOf(req.body) });
    res.done('/veranstaltungen', { kind: 'success', title: 'Entwurf gelöscht' });
  });
}

/** What happened to the solutions that were to be added. */
export const addedText = (added: number): string =>
  added === 0
    ? 'Steht schon im Ablauf'
    : added === 1
      ? 'In den Ablauf aufgenommen'
      : `${added} Lösungen in den Ablauf aufgenommen`;
