import { actorOf, signedIn } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { notFound } from '../shared/errors.ts';
import { accountView } from './account.view.ts';
import { readChoice } from './choose-organisation.ts';
import type { RouteDependencies } from './dependencies.ts';
import { makePasswordCheck } from './password-check.ts';
import { plainText } from './secrets.ts';
import { chooseOrganisation, endSession } from './session.ts';

/** /konto: overview, memberships, own data, erasure. */
export function addAccountRoutes(routes: Routes, dependencies: RouteDependencies): void {
  const { accounts, organisations } = dependencies;
  const passwordCheck = makePasswordCheck(dependencies);

  routes.get('/konto', signedIn(), async (req, res) => {
    const actor = actorOf(req);
    const [account, memberships] = await Promise.all([
      accounts.ownAccount(actor.userId),
      organisations.membershipsOf(actor.userId),
    ]);
    res.page('accounts/account', { account, ...accountView(actor, memberships) });
  });

  routes.post('/konto/organisation', signedIn(), async (req, res) => {
    const { organisation } = await accounts.actFor(actorOf(req), plainText(req.body, 'organisationId'));
    chooseOrganisation(req, organisation.id);
    res.done('/konto', { kind: 'success', title: `Sie handeln jetzt für ${organisation.fullName}` });
  });

  routes.get('/konto/beitreten', signedIn(), async (req, res) => {
    res.page('accounts/join', { choice: await readChoice(organisations, req.query) });
  });

  routes.post('/konto/beitreten', signedIn(), async (req, res) => {
    const { userId } = actorOf(req);
    const organisation = await organisations.getBySlug(plainText(req.body, 'organisation'));
    if (organisation === null) throw notFound('Diese Organisation gibt es nicht.');
    const { email } = await accounts.ownAccount(userId);
    const state = await organisations.requestMembership({ organisationId: organisation.id, userId, email });
    res.done('/konto', {
      kind: 'success',
      title:
        state === 'active'
          ? `Sie gehören jetzt zu ${organisation.fullName}`
          : `Die Mitgliedschaft bei ${organisation.fullName} ist beantragt`,
    });
  });

  async function membershipAt(userId: string, slug: string) {
    const memberships = await organisations.membershipsOf(userId);
    const membership = memberships.find(({ organisation }) => organisation.slug === slug);
    if (!membership) throw notFound();
    return membership;
  }

  routes.get('/konto/verlassen/:slug', signedIn(), async (req, res) => {
    res.page('accounts/leave', { membership: await membershipAt(actorOf(req).userId, req.params.slug) });
  });

  routes.post('/konto/verlassen/:slug', signedIn(), async (req, res) => {
    const actor = actorOf(req);
    const { organisation, state } = await membershipAt(actor.userId, req.params.slug);
    await organisations.removeMember(actor, { organisationId: organisation.id, userId: actor.userId });
    res.done('/konto', {
      kind: 'success',
      title:
        state === 'active'
          ? `Sie gehören nicht mehr zu ${organisation.fullName}`
          : `Der Antrag bei ${organisation.fullName} ist zurückgenommen`,
    });
  });

  routes.get('/konto/daten', { access: signedIn(), kind: 'file' }, async (req, res) => {
    const data = await accounts.exportOf(actorOf(req).userId);
    res
      .set('Cache-Control', 'private, no-store')
      .attachment('blaupause-meine-daten.json')
      .type('json')
      .send(`${JSON.stringify(data, null, 2)}\n`);
  });

  routes.get('/konto/loeschen', signedIn(), (_req, res) => res.page('accounts/erase', { errors: [] }));

  routes.post('/konto/loeschen', signedIn(), passwordCheck.limit, async (req, res) => {
    const fault = await passwordCheck.fault(req);
    if (fault) return res.status(403).page('accounts/erase', { errors: [fault] });
    await accounts.eraseAccount(actorOf(req).userId);
    await endSession(req);
    res.redirect(303, '/konto-geloescht');
  });
}
