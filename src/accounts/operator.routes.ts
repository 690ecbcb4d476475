import { z } from 'zod';
import { actorOf, operator } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { type Actor, platformRoles } from '../shared/actor.ts';
import { badRequest } from '../shared/errors.ts';
import { parseForm } from '../shared/form.ts';
import { pageNumber } from '../shared/paging.ts';
import { platformRoleLabels } from './account.view.ts';
import type { RouteDependencies } from './dependencies.ts';

const accountsPath = '/betrieb/konten';
const actForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('sperren') }),
  z.object({ act: z.literal('freigeben') }),
  z.object({ act: z.literal('rolle-geben'), role: z.enum(platformRoles) }),
  z.object({ act: z.literal('rolle-nehmen'), role: z.enum(platformRoles) }),
]);

/** A page of the operator, as the overview lists it; `waiting` is how many wait there, null where nothing is counted. */
export type OperatorPage = { path: string; title: string; text: string; waiting: number | null };
/** What the overview leads to, as it is now. */
export type OperatorPages = (actor: Actor) => Promise<OperatorPage[]>;

const stateLabels = { unconfirmed: 'nicht bestätigt', active: 'aktiv', disabled: 'gesperrt' };

/**
 * The operator's overview and the accounts.
 * @param pages what the overview leads to; pages of other features among them
 */
export function addOperatorRoutes(
  routes: Routes,
  { accounts }: RouteDependencies,
  pages: OperatorPages,
): void {
  routes.get('/betrieb', operator(), async (req, res) => {
    res.page('accounts/operator', { pages: await pages(actorOf(req)) });
  });

  routes.get(accountsPath, operator(), async (req, res) => {
    const wanted = typeof req.query.suche === 'string' ? req.query.suche.trim().slice(0, 200) : '';
    const found = await accounts.findAccounts(actorOf(req), wanted, pageNumber(req.query.seite));
    const hrefFor = (page: number) =>
      `${accountsPath}?${new URLSearchParams({ suche: wanted, seite: String(page) })}`;
    res.page('accounts/operator-accounts', { wanted, found, hrefFor, platformRoleLabels, stateLabels });
  });

  routes.get('/betrieb/konten/:id', operator(), async (req, res) => {
    const account = await accounts.accountById(actorOf(req), req.params.id);
    res.page('accounts/operator-account', { account, platformRoleLabels, stateLabels });
  });

  routes.post('/betrieb/konten/:id', operator(), async (req, res) => {
    const form = parseForm(actForm, req.body);
    if (!form.ok) throw badRequest();
    const actor = actorOf(req);
    const { id } = req.params;
    const { act } = form.value;
    if (act === 'sperren') await accounts.disableAccount(actor, id);
    else if (act === 'freigeben') await accounts.enableAccount(actor, id);
    else if (act === 'rolle-geben') await accounts.grantRole(actor, id, form.value.role);
    else await accounts.revokeRole(actor, id, form.value.role);
    res.done(actor.userId === id ? '/konto' : `${accountsPath}/${id}`, {
      kind: 'success',
      title: 'Das Konto ist geändert',
    });
  });
}
