import { z } from 'zod';
import { actorOf, signedIn } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { organisationRoles } from '../../shared/actor.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import { choices, line } from '../../shared/fields.ts';
import { parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import { membersPath, organisationPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { memberRows, roleLabels } from './members.view.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };

const grantable = organisationRoles.filter((role) => role !== 'member');

const actSchema = z.object({
  act: z.enum(['aufnehmen', 'ablehnen', 'rollen', 'entfernen'], {
    error: 'Bitte wählen Sie, was geschehen soll.',
  }),
  person: line('die Person', { max: 100 }),
  roles: choices(organisationRoles, 'Rollen'),
});

const done = {
  aufnehmen: 'Mitglied aufgenommen',
  ablehnen: 'Antrag abgelehnt',
  rollen: 'Rollen geändert',
  entfernen: 'Mitgliedschaft beendet',
} as const;

/** An administrator's page for the members of the own organisation; everybody else gets 404. */
export function addMemberRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  routes.get('/organisationen/:slug/mitglieder', signedIn(), async (req, res) => {
    const record = await organisations.recordForAdministrator(actorOf(req), req.params.slug);
    const people = await ports.peopleOf(record.members.map(({ userId }) => userId));
    res.page('organisations/members', {
      organisation: record,
      ...memberRows(record.members, people, actorOf(req).userId),
      roleOptions: grantable.map((value) => ({ value, label: roleLabels[value] })),
      membersHref: membersPath(record.slug),
    });
  });

  routes.get('/organisationen/:slug/mitglieder/entfernen', signedIn(), async (req, res) => {
    const actor = actorOf(req);
    const record = await organisations.recordForAdministrator(actor, req.params.slug);
    const people = await ports.peopleOf(record.members.map(({ userId }) => userId));
    const { active } = memberRows(record.members, people, actor.userId);
    const row = active.find(({ userId }) => userId === req.query.person);
    if (row === undefined) throw notFound();
    res.page('organisations/remove-member', {
      organisation: record,
      row,
      membersHref: membersPath(record.slug),
    });
  });

  routes.post('/organisationen/:slug/mitglieder', signedIn(), async (req, res) => {
    const actor = actorOf(req);
    const record = await organisations.recordForAdministrator(actor, req.params.slug);
    const form = parseForm(actSchema, req.body);
    if (!form.ok) throw badRequest();
    const { act, person, roles } = form.value;
    const target = { organisationId: record.id, userId: person };
    if (act === 'aufnehmen') await organisations.admitMember(actor, target, roles);
    else if (act === 'ablehnen') await organisations.refuseMember(actor, target);
    else if (act === 'rollen') await organisations.changeRoles(actor, target, roles);
    else await organisations.removeMember(actor, target);
    const stays =
      person !== actor.userId || act === 'aufnehmen' || (act === 'rollen' && roles.includes('administrator'));
    res.done(stays ? membersPath(record.slug) : organisationPath(record.slug), {
      kind: 'success',
      title: done[act],
    });
  });
}
