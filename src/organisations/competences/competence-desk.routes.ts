import type { Response } from 'express';
import { z } from 'zod';
import { actingFor, actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { FieldError } from '../../shared/errors.ts';
import { notFound } from '../../shared/errors.ts';
import { text } from '../../shared/fields.ts';
import { type FormValues, parseForm } from '../../shared/form.ts';
import type { Organisations } from '../organisations.ts';
import { competencesPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { offerLabels, statedOffers } from './competence.ts';
import { statedViews } from './stated.view.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };

/** An organisation's editors and administrators say what it can do for others. */
export function addCompetenceDeskRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  const keepers = () => role('editor', 'administrator');
  const schema = z.object({
    topic: z
      .string()
      .refine((value) => ports.topics.includes(value), { error: 'Bitte wählen Sie das Thema.' }),
    offer: z.enum(statedOffers, { error: 'Bitte wählen Sie, was Sie anbieten.' }),
    text: text('was Sie anbieten', { max: 500 }),
  });

  async function show(
    res: Response,
    organisationId: string,
    { typed, errors }: { typed: FormValues; errors: FieldError[] },
  ): Promise<void> {
    const organisation = await organisations.getById(organisationId);
    if (organisation === null) throw notFound();
    res.page('organisations/competences', {
      organisation,
      stated: await statedViews(organisations, organisationId),
      topicOptions: ports.topics.map((value) => ({ value, label: value })),
      statedOptions: statedOffers.map((value) => ({ value, label: offerLabels[value] })),
      typed,
      errors,
    });
  }

  routes.get(competencesPath, keepers(), async (req, res) => {
    await show(res, actingFor(req).organisation.id, { typed: {}, errors: [] });
  });

  routes.post(competencesPath, keepers(), async (req, res) => {
    const form = parseForm(schema, req.body);
    if (!form.ok) {
      await show(res.status(422), actingFor(req).organisation.id, {
        typed: form.values,
        errors: form.errors,
      });
      return;
    }
    await organisations.stateCompetence(actorOf(req), form.value);
    res.done(competencesPath, { kind: 'success', title: `Hinzugefügt: ${form.value.topic}` });
  });

  routes.post('/meine-kompetenzen/:id/entfernen', keepers(), async (req, res) => {
    await organisations.removeCompetence(actorOf(req), req.params.id);
    res.done(competencesPath, { kind: 'success', title: 'Der Eintrag ist entfernt' });
  });
}
