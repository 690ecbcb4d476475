import { z } from 'zod';
import { actorOf, operator } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { badRequest } from '../../shared/errors.ts';
import { line } from '../../shared/fields.ts';
import { parseForm } from '../../shared/form.ts';
import { memberRows } from '../members/members.view.ts';
import type { Organisations } from '../organisations.ts';
import { operatorPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { importSchema } from './operator.forms.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };

const decisionSchema = z.object({
  act: z.enum(['aufnehmen', 'ablehnen'], { error: 'Bitte wählen Sie.' }),
  person: line('die Person', { max: 100 }),
});

/** The operator admits where no administrator can, and imports who serves whom. */
export function addOperatorTaskRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  routes.get('/betrieb/organisationen/:slug/mitglieder', operator(), async (req, res) => {
    const record = await organisations.recordForOperator(actorOf(req), req.params.slug);
    const people = await ports.peopleOf(record.members.map(({ userId }) => userId));
    res.page('organisations/operator-members', {
      organisation: record,
      ...memberRows(record.members, people, actorOf(req).userId),
      administered: record.members.some(
        (one) => one.state === 'active' && one.roles.includes('administrator'),
      ),
      operatorPath,
    });
  });

  routes.post('/betrieb/organisationen/:slug/mitglieder', operator(), async (req, res) => {
    const record = await organisations.recordForOperator(actorOf(req), req.params.slug);
    const form = parseForm(decisionSchema, req.body);
    if (!form.ok) throw badRequest();
    const target = { organisationId: record.id, userId: form.value.person };
    const admits = form.value.act === 'aufnehmen';
    if (admits) await organisations.admitMember(actorOf(req), target, []);
    else await organisations.refuseMember(actorOf(req), target);
    res.done(`${operatorPath(record.slug)}/mitglieder`, {
      kind: 'success',
      title: admits ? 'Aufgenommen als Administration' : 'Antrag abgelehnt',
    });
  });

  routes.get('/betrieb/dienstleister-import', operator(), (_req, res) => {
    res.page('organisations/service-providers', { plan: null, errors: [], typed: {} });
  });

  routes.post('/betrieb/dienstleister-import', operator(), async (req, res) => {
    const form = parseForm(importSchema, req.body);
    if (!form.ok) {
      res
        .status(422)
        .page('organisations/service-providers', { plan: null, errors: form.errors, typed: form.values });
      return;
    }
    const { csv, step } = form.value;
    const typed = { csv };
    const { plan, errors } = await organisations.checkServiceProviders(actorOf(req), csv);
    if (step === 'pruefen' || errors.length > 0) {
      res
        .status(errors.length > 0 ? 422 : 200)
        .page('organisations/service-providers', { plan, errors, typed });
      return;
    }
    const towns = await organisations.importServiceProviders(actorOf(req), csv);
    res.done('/betrieb/dienstleister-import', {
      kind: 'success',
      title: 'Zuordnung übernommen',
      text: `Für ${towns} Organisationen sind jetzt IT-Dienstleister hinterlegt.`,
    });
  });
}
