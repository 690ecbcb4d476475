import type { Response } from 'express';
import { z } from 'zod';
import type { Organisation, Organisations } from '../../../organisations/index.ts';
import { operator } from '../../../platform/access.ts';
import type { Routes } from '../../../platform/routes.ts';
import { type FieldError, notFound } from '../../../shared/errors.ts';
import { type FormValues, parseForm } from '../../../shared/form.ts';
import { bytes, number } from '../../../shared/german.ts';
import { solutionPath } from '../../paths.ts';
import { scanText } from '../artifact.view.ts';
import type { Artifacts } from '../artifacts.ts';
import { storageView } from '../quota/storage.view.ts';

export type DeskOrganisations = Pick<Organisations, 'getByIds' | 'getBySlug'>;
type Dependencies = {
  artifacts: Pick<Artifacts, 'scans' | 'quotas'>;
  organisations: DeskOrganisations;
};

const desk = '/betrieb/dateien';
const gigabyte = 1_000_000_000;

const quotaSchema = z.object({
  gigabytes: z
    .string()
    .default('')
    .transform((typed) => typed.trim().replace(',', '.'))
    .refine((typed) => typed === '' || (/^\d{1,6}(?:\.\d{1,3})?$/.test(typed) && Number(typed) > 0), {
      error: 'Bitte geben Sie eine Zahl in GB an, zum Beispiel 10 oder 2,5, oder lassen Sie das Feld leer.',
    })
    .transform((typed) => (typed === '' ? null : Math.round(Number(typed) * gigabyte))),
});
const rescanSchema = z.object({
  sha256: z.union([z.literal(''), z.string().regex(/^[0-9a-f]{64}$/)]).default(''),
});

/** Where the operator sees what is stored and what the virus scanner found, and sets quotas. */
export function addFilesDeskRoutes(routes: Routes, { artifacts, organisations }: Dependencies): void {
  const { scans, quotas } = artifacts;

  routes.get(desk, operator(), async (_req, res) => {
    const [{ counts, late, held }, storage] = await Promise.all([scans.overview(), quotas.list()]);
    const known = await organisations.getByIds(storage.map(({ organisationId }) => organisationId));
    res.page('solutions/files-desk', {
      scanning: scans.enabled,
      late,
      counts: (['clean', 'waiting', 'infected', 'unscannable'] as const).map((state) => ({
        term: stateLabels[state],
        text: number(counts.get(state) ?? 0),
      })),
      held: held.map(({ scan, where }) => ({
        sha256: scan._id,
        text: scanText({ ...scan, at: scan.scannedAt }),
        where: where.map(({ slug, title }) => ({ text: title, href: solutionPath(slug) })),
      })),
      storage: storage.flatMap(({ organisationId, held: used, quota, own }) => {
        const organisation = known.get(organisationId);
        if (organisation === undefined) return [];
        return [
          {
            name: organisation.fullName,
            href: `${desk}/${organisation.slug}`,
            used: bytes(used),
            quota: bytes(quota),
            note: [own ? 'eigener Wert' : 'Vorgabe', storageView({ held: used, quota }).warning]
              .filter(Boolean)
              .join('. '),
          },
        ];
      }),
    });
  });

  routes.post(`${desk}/pruefen`, operator(), async (req, res) => {
    const { sha256 } = rescanSchema.safeParse(req.body).data ?? {};
    if (sha256 === undefined) throw notFound();
    await scans.rescan(sha256 === '' ? null : sha256);
    res.done(desk, { kind: 'success', title: 'Die Prüfung beginnt in wenigen Sekunden' });
  });

  async function organisationOr404(slug: string): Promise<Organisation> {
    const found = await organisations.getBySlug(slug);
    if (found === null) throw notFound();
    return found;
  }

  async function quotaPage(
    res: Response,
    organisation: Organisation,
    form: { errors?: FieldError[]; values?: FormValues } = {},
  ): Promise<void> {
    const use = await quotas.useOf(organisation.id);
    const own = await quotas.ownQuotaOf(organisation.id);
    res.page('solutions/files-desk-quota', {
      organisationName: organisation.fullName,
      deskPath: desk,
      storage: storageView(use),
      errors: form.errors ?? [],
      gigabytes: form.values?.gigabytes ?? (own === null ? '' : String(own / gigabyte).replace('.', ',')),
      defaultText: bytes(quotas.defaultQuota),
    });
  }

  routes.get(`${desk}/:slug`, operator(), async (req, res) => {
    await quotaPage(res, await organisationOr404(req.params.slug));
  });

  routes.post(`${desk}/:slug`, operator(), async (req, res) => {
    const organisation = await organisationOr404(req.params.slug);
    const form = parseForm(quotaSchema, req.body);
    if (!form.ok) return quotaPage(res.status(422), organisation, form);
    await quotas.setQuota(organisation.id, form.value.gigabytes);
    res.done(desk, { kind: 'success', title: `Speicher von ${organisation.fullName} geändert` });
  });
}

const stateLabels = {
  clean: 'geprüft, nichts gefunden',
  waiting: 'werden geprüft',
  infected: 'gesperrt, Schadsoftware gefunden',
  unscannable: 'gesperrt, zu groß für den Virenscanner',
};
