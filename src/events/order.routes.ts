import type { Request, Response } from 'express';
import { actorOf, role } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { badRequest, DomainError, type FieldError } from '../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../shared/form.ts';
import { addedText, orderPath } from './desk.routes.ts';
import type { EventPages } from './event.pages.ts';
import type { Events } from './events.ts';
import { addSchema, parseArrangement, pauseSchema } from './forms.ts';
import { pitchMinutes } from './order/order.ts';
import type { Candidate, EventPorts } from './ports.ts';

type Dependencies = { events: Events; pages: EventPages; ports: EventPorts };
type Slugged = Request<{ slug: string }>;

/** "Ablauf bearbeiten": adding solutions and pauses, moving, timing and removing them. */
export function addOrderRoutes(routes: Routes, { events, pages, ports }: Dependencies): void {
  const editor = role('editor');
  const path = '/veranstaltungen/:slug/ablauf';

  async function show(req: Slugged, res: Response, typed: FormValues = {}, errors: FieldError[] = []) {
    const actor = actorOf(req);
    const event = await events.ownBySlug(actor, req.params.slug);
    const search = typeof req.query.suche === 'string' ? req.query.suche.slice(0, 300).trim() : '';
    const [detail, found, bookmarked, timeline] = await Promise.all([
      pages.detail(event),
      search === '' ? [] : ports.findSolutions(search),
      ports.bookmarked(actor),
      pages.timeline(event),
    ]);
    const taken = new Set([...detail.references.values()].map(({ slug }) => slug));
    const free = (all: Candidate[]) => all.map((one) => ({ ...one, taken: taken.has(one.slug) }));
    res.page('events/order', {
      ...detail,
      search,
      found: free(found),
      bookmarked: free(bookmarked).filter((one) => !one.taken),
      timeline,
      typed: { pauseTitle: 'Pause', pauseMinutes: '15', ...typed },
      errors,
      pitchMinutes,
    });
  }

  /** Does a step; where somebody was faster, the new state is shown with what happened. */
  async function act(req: Slugged, res: Response, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
      await show(req, res.status(409), {}, [{ field: 'form', message: error.message }]);
    }
  }

  routes.get(path, editor, (req, res) => show(req, res));

  routes.post(path, editor, async (req, res) => {
    const { slug } = req.params;
    const form = parseArrangement(req.body);
    if (!form.ok) return show(req, res.status(422), formValues(req.body), form.errors);
    const { revision, typed, order } = form.value;
    await act(req, res, async () => {
      await events.arrange(actorOf(req), { slug, revision }, typed, order);
      const place = order.act === 'up' || order.act === 'down' ? `#punkt-${order.itemId}` : '';
      const titles = {
        keep: 'Ablauf gespeichert',
        up: 'Nach oben verschoben',
        down: 'Nach unten verschoben',
        remove: 'Aus dem Ablauf entfernt',
      };
      res.done(`${orderPath(slug)}${place}`, { kind: 'success', title: titles[order.act] });
    });
  });

  routes.post(`${path}/aufnehmen`, editor, async (req, res) => {
    const { slug } = req.params;
    const form = parseForm(addSchema, req.body);
    if (!form.ok) throw badRequest();
    const { revision, loesung } = form.value;
    await act(req, res, async () => {
      const added = await events.addSolutions(actorOf(req), { slug, revision }, loesung);
      res.done(orderPath(slug), { kind: 'success', title: addedText(added) });
    });
  });

  routes.post(`${path}/pause`, editor, async (req, res) => {
    const { slug } = req.params;
    const form = parseForm(pauseSchema, req.body);
    if (!form.ok) return show(req, res.status(422), form.values, form.errors);
    const { revision, pauseTitle, pauseMinutes } = form.value;
    await act(req, res, async () => {
      await events.addPause(actorOf(req), { slug, revision }, pauseTitle, pauseMinutes);
      res.done(orderPath(slug), { kind: 'success', title: 'Pause aufgenommen' });
    });
  });
}
