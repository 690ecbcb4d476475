import { z } from 'zod';
import { everyone } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { InvalidInput } from '../shared/errors.ts';
import { emailAddress } from '../shared/fields.ts';
import { parseForm } from '../shared/form.ts';
import type { RouteDependencies } from './dependencies.ts';
import { plainText, withoutSecrets } from './secrets.ts';

const requestForm = z.object({ email: emailAddress() });

/** /kennwort-vergessen and /kennwort-neu. */
export function addResetRoutes(routes: Routes, { accounts, rateLimits }: RouteDependencies): void {
  const requests = rateLimits({ name: 'reset', max: 60, windowMinutes: 60 });

  routes.get('/kennwort-vergessen', everyone(), (_req, res) => {
    res.page('accounts/forgotten', { form: {}, errors: [] });
  });

  routes.post('/kennwort-vergessen', everyone(), requests, async (req, res) => {
    const form = parseForm(requestForm, req.body);
    if (!form.ok) {
      return res
        .status(422)
        .page('accounts/forgotten', { form: withoutSecrets(req.body), errors: form.errors });
    }
    await accounts.requestReset(form.value.email);
    res.redirect(303, '/kennwort-vergessen/gesendet');
  });

  routes.get('/kennwort-vergessen/gesendet', everyone(), (_req, res) => res.page('accounts/forgotten-sent'));

  routes.get('/kennwort-neu/:token', everyone(), async (req, res) => {
    await accounts.checkReset(req.params.token);
    res.page('accounts/new-password', { errors: [] });
  });

  routes.post('/kennwort-neu/:token', everyone(), async (req, res) => {
    try {
      await accounts.resetPassword(req.params.token, plainText(req.body, 'newPassword'));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return res.status(422).page('accounts/new-password', { errors: error.errors });
    }
    res.done('/anmelden', {
      kind: 'success',
      title: 'Ihr neues Kennwort gilt',
      text: 'Bitte melden Sie sich damit an. Alle früheren Anmeldungen sind beendet.',
    });
  });
}
