import type { Request, Response } from 'express';
import { z } from 'zod';
import { everyone } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import type { FieldError } from '../shared/errors.ts';
import { emailAddress, line } from '../shared/fields.ts';
import { parseForm } from '../shared/form.ts';
import { readChoice } from './choose-organisation.ts';
import type { RouteDependencies } from './dependencies.ts';
import { passwordFault } from './password-rules.ts';
import type { Confirmed } from './registration.service.ts';
import { plainText, withoutSecrets } from './secrets.ts';
import { startSession } from './session.ts';

const registrationForm = z.object({
  name: line('Ihren Namen', { max: 120 }),
  email: emailAddress('Ihre dienstliche E-Mail-Adresse'),
});

const outcome: Record<Confirmed['membership'], string> = {
  active: 'Ihre E-Mail-Adresse gehört zu dieser Organisation. Sie können sofort für sie handeln.',
  requested:
    'Ihre Mitgliedschaft ist beantragt. Die Administration der Organisation oder, wo es keine gibt, der Plattformbetrieb entscheidet darüber; Sie bekommen dann eine E-Mail. Bis dahin können Sie alle Lösungen lesen.',
  none: 'Die Mitgliedschaft konnte nicht beantragt werden. Bitte wählen Sie die Organisation noch einmal.',
};

/** /registrieren in two steps (organisation, person) and the confirmation of the address. */
export function addRegistrationRoutes(routes: Routes, dependencies: RouteDependencies): void {
  const { accounts, organisations, rateLimits, now } = dependencies;
  const registrations = rateLimits({ name: 'registration', max: 30, windowMinutes: 60 });
  const wrongPasswords = rateLimits({
    name: 'confirmation',
    max: 10,
    windowMinutes: 60,
    failuresOnly: true,
    key: (req) => String(req.params.token),
  });

  routes.get('/registrieren', everyone(), async (req, res) => {
    const choice = await readChoice(organisations, req.query);
    if (choice.chosen === null) return res.page('accounts/register-organisation', { choice });
    res.page('accounts/register', { organisation: choice.chosen, form: {}, errors: [] });
  });

  routes.post('/registrieren', everyone(), registrations, async (req, res) => {
    const choice = await readChoice(organisations, { fuer: plainText(req.body, 'organisation') });
    if (choice.chosen === null) {
      return res.status(422).page('accounts/register-organisation', { choice });
    }
    const organisation = choice.chosen;
    const form = parseForm(registrationForm, req.body);
    const typed = withoutSecrets(req.body);
    const password = plainText(req.body, 'password');
    const context = [organisation.name, organisation.fullName, ...[typed.name, typed.email].flat()];
    const fault = passwordFault(
      password,
      context.map((word) => word?.split('@')[0] ?? ''),
    );
    const errors: FieldError[] = form.ok ? [] : form.errors;
    if (fault) errors.push({ field: 'password', message: fault });
    if (!form.ok || errors.length > 0) {
      return res.status(422).page('accounts/register', { organisation, form: typed, errors });
    }
    await accounts.register({ ...form.value, password, organisationId: organisation.id });
    res.redirect(303, '/registrieren/gesendet');
  });

  routes.get('/registrieren/gesendet', everyone(), (_req, res) => res.page('accounts/register-sent'));

  async function showConfirmation(req: Request<{ token: string }>, res: Response, errors: FieldError[]) {
    const confirmation = await accounts.confirmation(req.params.token);
    res.page('accounts/confirm', { confirmation, errors });
  }

  routes.get('/bestaetigen/:token', everyone(), (req, res) => showConfirmation(req, res, []));

  routes.post('/bestaetigen/:token', everyone(), wrongPasswords, async (req, res) => {
    const confirmed = await accounts.confirm(req.params.token, plainText(req.body, 'password'));
    if (confirmed === null) {
      const message = 'Das Kennwort stimmt nicht mit dem überein, das bei der Registrierung gewählt wurde.';
      return showConfirmation(req, res.status(422), [{ field: 'password', message }]);
    }
    await startSession(req, confirmed, now());
    res.done('/konto', {
      kind: confirmed.membership === 'none' ? 'warning' : 'success',
      title: 'Ihre Adresse ist bestätigt, Sie sind angemeldet',
      text: outcome[confirmed.membership],
    });
  });
}
