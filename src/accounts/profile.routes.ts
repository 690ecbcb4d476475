import type { Request, Response } from 'express';
import { z } from 'zod';
import { actorOf, everyone, signedIn } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { type FieldError, InvalidInput } from '../shared/errors.ts';
import { emailAddress, line } from '../shared/fields.ts';
import { parseForm } from '../shared/form.ts';
import type { RouteDependencies } from './dependencies.ts';
import { makePasswordCheck } from './password-check.ts';
import { plainText, withoutSecrets } from './secrets.ts';
import { startSession } from './session.ts';

const nameForm = z.object({ name: line('Ihren Namen', { max: 120 }) });
const emailForm = z.object({ email: emailAddress('Ihre neue E-Mail-Adresse') });

/** Name, password, address and sessions of one's own account. */
export function addProfileRoutes(routes: Routes, dependencies: RouteDependencies): void {
  const { accounts, now } = dependencies;
  const passwordCheck = makePasswordCheck(dependencies);

  routes.get('/konto/name', signedIn(), (req, res) => {
    res.page('accounts/name', { form: { name: actorOf(req).name }, errors: [] });
  });

  routes.post('/konto/name', signedIn(), async (req, res) => {
    const form = parseForm(nameForm, req.body);
    if (!form.ok)
      return res.status(422).page('accounts/name', { form: withoutSecrets(req.body), errors: form.errors });
    await accounts.changeName(actorOf(req).userId, form.value.name);
    res.done('/konto', { kind: 'success', title: 'Ihr Name ist geändert' });
  });

  const showPassword = (res: Response, errors: FieldError[]) => res.page('accounts/password', { errors });

  routes.get('/konto/kennwort', signedIn(), (_req, res) => showPassword(res, []));

  routes.post('/konto/kennwort', signedIn(), passwordCheck.limit, async (req, res) => {
    const fault = await passwordCheck.fault(req);
    if (fault) return showPassword(res.status(403), [fault]);
    try {
      const renewed = await accounts.changePassword(actorOf(req).userId, plainText(req.body, 'newPassword'));
      await startSession(req, renewed, now());
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showPassword(res.status(422), error.errors);
    }
    res.done('/konto', {
      kind: 'success',
      title: 'Ihr Kennwort ist geändert',
      text: 'Alle anderen Anmeldungen sind beendet.',
    });
  });

  const showEmail = (req: Request, res: Response, errors: FieldError[]) =>
    res.page('accounts/email', { form: withoutSecrets(req.body), errors });

  routes.get('/konto/adresse', signedIn(), (req, res) => showEmail(req, res, []));

  routes.post('/konto/adresse', signedIn(), passwordCheck.limit, async (req, res) => {
    const fault = await passwordCheck.fault(req);
    if (fault) return showEmail(req, res.status(403), [fault]);
    const form = parseForm(emailForm, req.body);
    if (!form.ok) return showEmail(req, res.status(422), form.errors);
    try {
      await accounts.requestEmailChange(actorOf(req).userId, form.value.email);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showEmail(req, res.status(422), error.errors);
    }
    res.done('/konto', {
      kind: 'info',
      title: 'Bitte bestätigen Sie die neue Adresse',
      text: `Wir haben eine E-Mail an ${form.value.email} gesendet. Bis Sie den Link darin öffnen, gilt Ihre bisherige Adresse.`,
    });
  });

  routes.get('/konto/adresse/:token', everyone(), async (req, res) => {
    res.page('accounts/email-confirm', { change: await accounts.emailChange(req.params.token) });
  });

  routes.post('/konto/adresse/:token', everyone(), async (req, res) => {
    await accounts.confirmEmailChange(req.params.token);
    res.done('/anmelden', {
      kind: 'success',
      title: 'Ihre neue Adresse gilt',
      text: 'Bitte melden Sie sich mit ihr an. Alle früheren Anmeldungen sind beendet.',
    });
  });

  routes.post('/konto/sitzungen', signedIn(), async (req, res) => {
    await startSession(req, await accounts.endOtherSessions(actorOf(req).userId), now());
    res.done('/konto', { kind: 'success', title: 'Alle anderen Anmeldungen sind beendet' });
  });
}
