import type { Request, Response } from 'express';
import { actorOf, operator } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, InvalidInput } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import { operatorPath, organisationPath } from '../paths.ts';
import { kindLabels, organisationKinds } from '../registry/kinds.ts';
import { laender } from '../registry/laender.ts';
import { detailsSchema, mailDomainSchema, newOrganisationSchema } from './operator.forms.ts';

type Dependencies = { organisations: Organisations };
type Failed = { errors: FieldError[]; typed: FormValues };

const choices = () => ({
  kindOptions: organisationKinds.map((value) => ({ value, label: kindLabels[value] })),
  landOptions: laender().map(({ key, name }) => ({ value: key, label: name })),
});

/** The operator's pages for organisations: add, details, mail domains; and naming a successor. */
export function addOperatorRoutes(routes: Routes, { organisations }: Dependencies): void {
  routes.get('/betrieb/organisationen', operator(), async (_req, res) => {
    res.page('organisations/operator', { waiting: await organisations.waitingForOperator(), operatorPath });
  });

  routes.get('/betrieb/organisationen/oeffnen', operator(), async (req, res) => {
    const wanted = String(req.query.organisation ?? '');
    const { match, suggestions } = await organisations.lookUp(wanted);
    if (match !== null) return res.redirect(303, operatorPath(match.slug));
    res.page('organisations/operator-open', { wanted, suggestions, operatorPath });
  });

  routes.get('/betrieb/organisationen/neu', operator(), (_req, res) => {
    res.page('organisations/operator-new', { ...choices(), errors: [], typed: {} });
  });

  routes.post('/betrieb/organisationen', operator(), async (req, res) => {
    const again = ({ errors, typed }: Failed) =>
      res.status(422).page('organisations/operator-new', { ...choices(), errors, typed });
    const form = parseForm(newOrganisationSchema, req.body);
    if (!form.ok) return again({ errors: form.errors, typed: form.values });
    try {
      const { slug, fullName } = await organisations.addOrganisation(actorOf(req), form.value);
      res.done(organisationPath(slug), { kind: 'success', title: `${fullName} ist jetzt im Verzeichnis` });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      again({ errors: error.errors, typed: formValues(req.body) });
    }
  });

  /** The record's page, with the faults of the form that was sent. */
  async function record(req: Request<{ slug: string }>, res: Response, failed: Failed): Promise<void> {
    const organisation = await organisations.recordForOperator(actorOf(req), req.params.slug);
    res.page('organisations/operator-record', { organisation, operatorPath, ...failed });
  }

  routes.get('/betrieb/organisationen/:slug', operator(), (req, res) =>
    record(req, res, { errors: [], typed: {} }),
  );

  routes.post('/betrieb/organisationen/:slug/angaben', operator(), async (req, res) => {
    const { slug } = req.params;
    const form = parseForm(detailsSchema, req.body);
    if (!form.ok) return record(req, res.status(422), { errors: form.errors, typed: form.values });
    await organisations.changeDetails(actorOf(req), slug, form.value);
    res.done(operatorPath(slug), { kind: 'success', title: 'Angaben gespeichert' });
  });

  routes.post('/betrieb/organisationen/:slug/maildomains', operator(), async (req, res) => {
    const { slug } = req.params;
    const form = parseForm(mailDomainSchema, req.body);
    if (!form.ok) return record(req, res.status(422), { errors: form.errors, typed: form.values });
    await organisations.confirmMailDomain(actorOf(req), slug, form.value.domain);
    res.done(operatorPath(slug), { kind: 'success', title: `Maildomain ${form.value.domain} bestätigt` });
  });

  routes.post('/betrieb/organisationen/:slug/maildomains/zuruecknehmen', operator(), async (req, res) => {
    const { domain = '' } = formValues(req.body);
    await organisations.withdrawMailDomain(actorOf(req), req.params.slug, String(domain));
    res.done(operatorPath(req.params.slug), { kind: 'success', title: 'Maildomain zurückgenommen' });
  });
}
