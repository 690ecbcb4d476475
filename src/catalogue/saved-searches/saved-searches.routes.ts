import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, signedIn } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, InvalidInput } from '../../shared/errors.ts';
import { line, tick } from '../../shared/fields.ts';
import { type FormValues, parseForm } from '../../shared/form.ts';
import type { ValueNames } from '../facets/labels.ts';
import { catalogueHref, parseCatalogueQuery, toQueryString } from '../url-state.ts';
import { type SavedSearches, searchOf } from './saved-searches.service.ts';
import { describe, nameFor, savedSearchesView } from './saved-searches.view.ts';

const savedSearchesPath = '/suchauftraege';

const name = line('einen Namen', { max: 120 });
const changeSchema = z.object({ name, shared: tick() });
const saveSchema = changeSchema.extend({ suche: z.string().max(8000).default('') });

/** "Suchaufträge": saving a search, what is new in each, renaming, removing. */
export function addSavedSearchRoutes(
  routes: Routes,
  { savedSearches, names }: { savedSearches: SavedSearches; names: ValueNames },
): void {
  routes.get(savedSearchesPath, signedIn(), async (req, res) => {
    res.page('catalogue/saved-searches', savedSearchesView(await savedSearches.list(actorOf(req)), names));
  });

  const showNew = (res: Response, suche: string, typed: FormValues, errors: FieldError[] = []): void => {
    const query = searchOf(suche);
    const values = { name: typed.name ?? nameFor(query, names), shared: typed.shared !== undefined };
    const path = catalogueHref(query);
    const form = { id: null, action: savedSearchesPath, path, suche: toQueryString(query), ...values };
    res.page('catalogue/saved-search', { form, parts: describe(query, names), errors });
  };

  routes.get('/suchauftraege/neu', signedIn(), (req, res) => {
    showNew(res, toQueryString(parseCatalogueQuery(req.query)), {});
  });

  routes.post(savedSearchesPath, signedIn(), async (req, res) => {
    const form = parseForm(saveSchema, req.body);
    if (!form.ok) return showNew(res.status(422), String(form.values.suche ?? ''), form.values, form.errors);
    const { suche, ...rest } = form.value;
    try {
      await savedSearches.save(actorOf(req), { ...rest, query: suche });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const typed: FormValues = { name: rest.name, ...(rest.shared ? { shared: 'ja' } : {}) };
      return showNew(res.status(422), suche, typed, error.errors);
    }
    const text = 'Hier sehen Sie, wie viele Lösungen er findet und was neu dazugekommen ist.';
    res.done(savedSearchesPath, { kind: 'success', title: 'Suchauftrag gespeichert', text });
  });

  async function showOne(
    req: Request<{ id: string }>,
    res: Response,
    typed?: FormValues,
    errors: FieldError[] = [],
  ) {
    const { id, query, ...saved } = await savedSearches.ownById(actorOf(req), req.params.id);
    const values = typed ? { name: typed.name ?? '', shared: typed.shared !== undefined } : saved;
    const form = {
      id,
      action: `${savedSearchesPath}/${id}/aendern`,
      path: catalogueHref(query),
      suche: '',
      ...values,
    };
    res.page('catalogue/saved-search', { form, parts: describe(query, names), errors });
  }

  routes.get('/suchauftraege/:id', signedIn(), (req, res) => showOne(req, res));

  routes.post('/suchauftraege/:id/aendern', signedIn(), async (req, res) => {
    const form = parseForm(changeSchema, req.body);
    if (!form.ok) return showOne(req, res.status(422), form.values, form.errors);
    await savedSearches.change(actorOf(req), req.params.id, form.value);
    res.done(savedSearchesPath, { kind: 'success', title: 'Suchauftrag geändert' });
  });

  routes.post('/suchauftraege/:id/oeffnen', signedIn(), async (req, res) => {
    res.redirect(303, catalogueHref(await savedSearches.open(actorOf(req), req.params.id)));
  });

  routes.post('/suchauftraege/:id/entfernen', signedIn(), async (req, res) => {
    await savedSearches.remove(actorOf(req), req.params.id);
    res.done(savedSearchesPath, { kind: 'success', title: 'Suchauftrag entfernt' });
  });
}
