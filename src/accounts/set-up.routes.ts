import { z } from 'zod';
import { everyone } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { type FieldError, InvalidInput } from '../shared/errors.ts';
import { emailAddress, line } from '../shared/fields.ts';
import { parseForm } from '../shared/form.ts';
import type { RouteDependencies } from './dependencies.ts';
import { plainText, withoutSecrets } from './secrets.ts';

const setUpForm = z.object({ name: line('Ihren Namen', { max: 120 }), email: emailAddress() });

/** The one-time page by which an empty installation gets its first operator. */
export function addSetUpRoutes(routes: Routes, { accounts }: RouteDependencies): void {
  routes.get('/einrichtung/:token', everyone(), async (req, res) => {
    await accounts.checkFirstOperatorLink(req.params.token);
    res.page('accounts/set-up', { form: {}, errors: [] });
  });

  routes.post('/einrichtung/:token', everyone(), async (req, res) => {
    await accounts.checkFirstOperatorLink(req.params.token);
    const again = (errors: FieldError[]) =>
      res.status(422).page('accounts/set-up', { form: withoutSecrets(req.body), errors });
    const form = parseForm(setUpForm, req.body);
    if (!form.ok) return again(form.errors);
    try {
      const password = plainText(req.body, 'password');
      await accounts.createFirstOperator(req.params.token, { ...form.value, password });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return again(error.errors);
    }
    res.done('/anmelden?weiter=/betrieb', {
      kind: 'success',
      title: 'Das Konto für den Plattformbetrieb ist angelegt',
      text: 'Bitte melden Sie sich damit an.',
    });
  });
}
