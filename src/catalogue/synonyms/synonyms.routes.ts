import type { Request, Response } from 'express';
import { actorOf, anyOf, kdn, operator } from '../../platform/access.ts';
import { makeRoutes, type Routes } from '../../platform/routes.ts';
import { DomainError, type FieldError } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { addSchema, changeSchema, turnSchema } from './synonyms.form.ts';
import type { SynonymGroups } from './synonyms.service.ts';
import { peopleIn, synonymGroupView, synonymListView, synonymsPath } from './synonyms.view.ts';

export type SynonymRoutesOptions = {
  synonyms: SynonymGroups;
  /** Names of people by their id. */
  namesOf(ids: Iterable<string>): Promise<Map<string, string>>;
  /** Makes the search of this instance take a change over at once; others follow by their poll. */
  refresh(): Promise<void>;
};

type Keyed = Request<{ key: string }>;
type Sent = { values: FormValues; errors: FieldError[] };

/** Where operator and KDN keep the synonyms of the search. */
export function makeSynonymRoutes({ synonyms, namesOf, refresh }: SynonymRoutesOptions): Routes {
  const routes = makeRoutes();
  const keepers = () => anyOf(operator(), kdn());

  routes.get(synonymsPath, keepers(), async (req, res) => {
    const groups = await synonyms.list();
    const names = await namesOf(peopleIn(groups));
    res.page('catalogue/synonyms', synonymListView(groups, names, req.query));
  });

  const showNew = (res: Response, sent: Sent) => res.page('catalogue/synonyms-new', sent);

  routes.get(`${synonymsPath}/neu`, keepers(), (_req, res) => showNew(res, { values: {}, errors: [] }));

  routes.post(synonymsPath, keepers(), async (req, res) => {
    const form = parseForm(addSchema, req.body);
    if (!form.ok) return showNew(res.status(422), form);
    try {
      const key = await synonyms.add(actorOf(req), form.value.words);
      await refresh();
      res.done(`${synonymsPath}/${key}`, {
        kind: 'success',
        title: 'Die Gruppe ist hinzugefügt; die Suche kennt sie schon',
      });
    } catch (error) {
      showNew(res.status(409), { values: formValues(req.body), errors: [conflictOf(error)] });
    }
  });

  async function showGroup(req: Keyed, res: Response, sent?: Sent): Promise<void> {
    const group = await synonyms.byKey(req.params.key);
    const names = await namesOf(peopleIn([group]));
    res.page('catalogue/synonyms-group', {
      group: synonymGroupView(group, names),
      typed: sent?.values.words ?? group.words.join('\n'),
      errors: sent?.errors ?? [],
    });
  }

  routes.get(`${synonymsPath}/:key`, keepers(), (req, res) => showGroup(req, res));

  /** Does a step and shows the group again; what somebody else was faster with stays on the page to be sent anew. */
  async function act(
    req: Keyed,
    res: Response,
    title: string,
    step: () => Promise<void>,
    next = `${synonymsPath}/${req.params.key}`,
  ): Promise<void> {
    try {
      await step();
    } catch (error) {
      const errors = [conflictOf(error)];
      return showGroup(req, res.status(409), { values: formValues(req.body), errors });
    }
    await refresh();
    res.done(next, { kind: 'success', title });
  }

  routes.post(`${synonymsPath}/:key`, keepers(), async (req, res) => {
    const form = parseForm(changeSchema, req.body);
    if (!form.ok) return showGroup(req, res.status(422), form);
    const { words, revision } = form.value;
    await act(req, res, 'Die Wörter sind geändert; die Suche kennt sie schon', () =>
      synonyms.change(actorOf(req), req.params.key, revision, words),
    );
  });

  for (const [path, state, title] of [
    ['abschalten', 'off', 'Die Gruppe ist abgeschaltet'],
    ['einschalten', 'on', 'Die Gruppe ist eingeschaltet'],
  ] as const) {
    routes.post(`${synonymsPath}/:key/${path}`, keepers(), async (req, res) => {
      const form = parseForm(turnSchema, req.body);
      if (!form.ok) return showGroup(req, res.status(422), { ...form, values: {} });
      await act(req, res, title, () =>
        synonyms.turn(actorOf(req), req.params.key, form.value.revision, state),
      );
    });
  }

  routes.post(`${synonymsPath}/:key/entfernen`, keepers(), async (req, res) => {
    const form = parseForm(turnSchema, req.body);
    if (!form.ok) return showGroup(req, res.status(422), { ...form, values: {} });
    const remove = () => synonyms.remove(actorOf(req), req.params.key, form.value.revision);
    await act(req, res, 'Die Gruppe ist entfernt', remove, synonymsPath);
  });

  return routes;
}

/** What to say at the form where somebody was faster; other errors go on. */
function conflictOf(error: unknown): FieldError {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
  return { field: 'words', message: error.message };
}
