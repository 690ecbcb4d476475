import type { Response } from 'express';
import { z } from 'zod';
import { actorOf, anyOf, kdn, operator } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { badRequest, type FieldError, notFound } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import { programmePath } from '../paths.ts';
import { entryKindOptions } from './programme.view.ts';
import { entrySchema } from './programme-entry.form.ts';
import { type Programme, programmeByKey } from './programmes.ts';

type Shown = { typed: FormValues; errors: FieldError[]; revision: number | null };

/** KDN and the operator record documents, milestones, interim results and calls of a programme. */
export function addProgrammeDeskRoutes(
  routes: Routes,
  { organisations }: { organisations: Organisations },
): void {
  const keepers = () => anyOf(kdn(), operator());

  function known(key: string): Programme {
    const programme = programmeByKey(key);
    if (programme === null) throw notFound('Dieses Programm gibt es nicht.');
    return programme;
  }

  function show(res: Response, programme: Programme, id: string | null, shown: Shown): void {
    const base = `${programmePath(programme.key)}/eintraege`;
    res.page('organisations/programme-entry', {
      programme,
      ...shown,
      actionHref: id === null ? `${base}/neu` : `${base}/${id}`,
      removeHref: id === null ? null : `${base}/${id}/entfernen`,
      entryKindOptions,
    });
  }

  function done(res: Response, key: string, title: string): void {
    res.done(programmePath(key), { kind: 'success', title });
  }

  routes.get('/programme/:key/eintraege/neu', keepers(), (req, res) => {
    show(res, known(req.params.key), null, { typed: {}, errors: [], revision: null });
  });

  routes.post('/programme/:key/eintraege/neu', keepers(), async (req, res) => {
    const programme = known(req.params.key);
    const form = parseForm(entrySchema, req.body);
    if (!form.ok)
      return show(res.status(422), programme, null, {
        typed: form.values,
        errors: form.errors,
        revision: null,
      });
    await organisations.addProgrammeEntry(actorOf(req), programme.key, form.value);
    done(res, programme.key, `Hinzugefügt: ${form.value.title}`);
  });

  routes.get('/programme/:key/eintraege/:id', keepers(), async (req, res) => {
    const programme = known(req.params.key);
    const { entry, revision } = await organisations.programmeEntry(programme.key, req.params.id);
    show(res, programme, entry.id, { typed: { ...entry }, errors: [], revision });
  });

  routes.post('/programme/:key/eintraege/:id', keepers(), async (req, res) => {
    const programme = known(req.params.key);
    const { id } = req.params;
    const revision = z.coerce.number().int().min(1).safeParse(formValues(req.body).revision);
    if (!revision.success) throw badRequest();
    const form = parseForm(entrySchema, req.body);
    if (!form.ok)
      return show(res.status(422), programme, id, {
        typed: form.values,
        errors: form.errors,
        revision: revision.data,
      });
    const seen = { id, revision: revision.data };
    await organisations.changeProgrammeEntry(actorOf(req), programme.key, seen, form.value);
    done(res, programme.key, `Geändert: ${form.value.title}`);
  });

  routes.post('/programme/:key/eintraege/:id/entfernen', keepers(), async (req, res) => {
    const programme = known(req.params.key);
    await organisations.removeProgrammeEntry(actorOf(req), programme.key, req.params.id);
    done(res, programme.key, 'Der Eintrag ist entfernt');
  });
}
