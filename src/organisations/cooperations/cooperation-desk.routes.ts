import type { Request, Response } from 'express';
import { actorOf, operator } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { DomainError, type FieldError, InvalidInput } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import { cooperationDeskPath, cooperationPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { changeSchema, endingSchema, reopeningSchema } from './cooperation.forms.ts';
import { cooperationView, historyView } from './cooperation.view.ts';
import { type CooperationForm, emptyForm, formOf, makeCooperationReader } from './cooperation-form.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };
type Keyed = Request<{ key: string }>;

const desk = '/betrieb/kooperationen';

/** What can be said at a form about a refused act: its faults, or that somebody was faster. Other errors go on. */
function refusalOf(error: unknown): { status: number; errors: FieldError[] } {
  if (error instanceof InvalidInput) return { status: 422, errors: error.errors };
  if (error instanceof DomainError && error.code === 'conflict')
    return { status: 409, errors: [{ field: 'form', message: error.message }] };
  throw error;
}

/** The operator's pages for cooperations: record, correct, end. */
export function addCooperationDeskRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  const read = makeCooperationReader(organisations);

  routes.get(desk, operator(), async (_req, res) => {
    const all = await organisations.allCooperations();
    res.page('organisations/cooperation-desk', { cooperations: all.map((one) => cooperationView(one)) });
  });

  const showNew = (res: Response, form: CooperationForm) =>
    res.page('organisations/cooperation-new', { form });

  routes.get(`${desk}/neu`, operator(), (_req, res) => showNew(res, emptyForm));

  routes.post(desk, operator(), async (req, res) => {
    const { form, input } = await read(req.body);
    if (form.typed.weiter === 'mehr') {
      const begun = withoutFaultsToCome(form);
      return showNew(res.status(begun.errors.length > 0 ? 422 : 200), begun);
    }
    if (input === null) return showNew(res.status(422), form);
    try {
      const key = await organisations.recordCooperation(actorOf(req), input);
      res.done(cooperationPath(key), { kind: 'success', title: 'Kooperation eingetragen' });
    } catch (error) {
      const { status, errors } = refusalOf(error);
      showNew(res.status(status), { ...form, errors });
    }
  });

  /** A cooperation's page with its three forms; what was sent and refused stands in its own form again. */
  async function showRecord(req: Keyed, res: Response, sent: Partial<CooperationForm> = {}): Promise<void> {
    const { key } = req.params;
    const [cooperation, history] = await Promise.all([
      organisations.cooperationByKey(key),
      organisations.cooperationHistory(key),
    ]);
    const recorded = formOf(cooperation);
    res.page('organisations/cooperation-record', {
      cooperation: cooperationView(cooperation),
      deskPath: cooperationDeskPath(key),
      revision: cooperation.revision,
      form: { ...recorded, ...sent, typed: { ...recorded.typed, ...sent.typed } },
      timeline: historyView(history, await ports.peopleOf(history.map(({ by }) => by))),
    });
  }

  /** Does an act of the record's page; a refused one shows what was sent again. */
  async function act(
    req: Keyed,
    res: Response,
    sent: Partial<CooperationForm>,
    title: string,
    step: () => Promise<void>,
  ) {
    try {
      await step();
      res.done(cooperationDeskPath(req.params.key), { kind: 'success', title });
    } catch (error) {
      const { status, errors } = refusalOf(error);
      await showRecord(req, res.status(status), { ...sent, errors });
    }
  }

  routes.get(`${desk}/:key`, operator(), (req, res) => showRecord(req, res));

  routes.post(`${desk}/:key/berichtigen`, operator(), async (req, res) => {
    const { form, input } = await read(req.body);
    if (form.typed.weiter === 'mehr') {
      const begun = withoutFaultsToCome(form);
      return showRecord(req, res.status(begun.errors.length > 0 ? 422 : 200), begun);
    }
    const change = parseForm(changeSchema, req.body);
    if (input === null || !change.ok) {
      const errors = [...form.errors, ...(change.ok ? [] : change.errors)];
      return showRecord(req, res.status(422), { ...form, errors });
    }
    await act(req, res, form, 'Kooperation berichtigt', () =>
      organisations.correctCooperation(actorOf(req), req.params.key, input, change.value),
    );
  });

  routes.post(`${desk}/:key/beenden`, operator(), async (req, res) => {
    const typed: FormValues = formValues(req.body);
    const form = parseForm(endingSchema, req.body);
    if (!form.ok) return showRecord(req, res.status(422), { typed, errors: form.errors });
    const { endedOn, endReason: reason, revision } = form.value;
    await act(req, res, { typed }, 'Kooperation als beendet eingetragen', () =>
      organisations.endCooperation(actorOf(req), req.params.key, endedOn, { revision, reason }),
    );
  });

  routes.post(`${desk}/:key/beendigung-zuruecknehmen`, operator(), async (req, res) => {
    const typed: FormValues = formValues(req.body);
    const form = parseForm(reopeningSchema, req.body);
    if (!form.ok) return showRecord(req, res.status(422), { typed, errors: form.errors });
    const { reopenReason: reason, revision } = form.value;
    await act(req, res, { typed }, 'Beendigung zurückgenommen', () =>
      organisations.reopenCooperation(actorOf(req), req.params.key, { revision, reason }),
    );
  });
}

/** While organisations are still being added, only what was typed for them is judged. */
const withoutFaultsToCome = (form: CooperationForm): CooperationForm => ({
  ...form,
  errors: form.errors.filter(({ field }) => field.startsWith('organisation') && form.typed[field] !== ''),
});
