import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { notFound } from '../../shared/errors.ts';
import type { Organisations } from '../organisations.ts';
import { listPath, modelRegionPath, organisationPath, programmePath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { programmeByKey, programmes } from '../programmes/programmes.ts';
import { modelRegion, modelRegions } from './model-regions.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };
type Link = { text: string; href: string };

/** Model regions and programmes; all public. */
export function addRegionRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  /** Links to organisations in the order given; names come from the registry. */
  async function links(slugs: string[]): Promise<Link[]> {
    const found = await organisations.getBySlugs(slugs);
    return slugs.flatMap((slug) => {
      const organisation = found.get(slug);
      return organisation ? [{ text: organisation.fullName, href: organisationPath(slug) }] : [];
    });
  }

  routes.get('/modellregionen', everyone(), async (_req, res) => {
    const [leads, counts] = await Promise.all([
      organisations.getBySlugs(modelRegions().map(({ leadSlug }) => leadSlug)),
      ports.solutionCounts(),
    ]);
    const regions = modelRegions().map((region) => ({
      ...region,
      href: modelRegionPath(region.key),
      lead: leads.get(region.leadSlug)?.fullName ?? '',
      solutions: counts.modelRegions.get(region.key) ?? 0,
    }));
    res.page('organisations/model-regions', { regions });
  });

  routes.get('/modellregionen/:key', everyone(), async (req, res) => {
    const region = modelRegion(req.params.key);
    if (region === null) throw notFound('Diese Modellregion gibt es nicht.');
    const [lead, members, office, solutions] = await Promise.all([
      links([region.leadSlug]),
      links(region.memberSlugs),
      links([region.projectOfficeSlug]),
      ports.solutionsOfModelRegion(region.key),
    ]);
    res.page('organisations/model-region', {
      region,
      solutions,
      facts: [
        { term: 'Leitkommune', text: lead },
        { term: 'Mitglieder', text: members },
        { term: 'Projektbüro', text: office },
        ...region.facts.map(({ label, value }) => ({ term: label, text: value })),
        {
          term: 'Programm',
          text: 'Digitale Modellregionen NRW',
          href: programmePath('digitale-modellregionen-nrw'),
        },
      ],
      organisationsHref: listPath({ modellregion: region.key }),
    });
  });

  routes.get('/programme', everyone(), async (_req, res) => {
    const counts = await ports.solutionCounts();
    const rows = programmes().map((programme) => ({
      ...programme,
      href: programmePath(programme.key),
      solutions: counts.programmes.get(programme.key) ?? 0,
    }));
    res.page('organisations/programmes', { programmes: rows });
  });

  routes.get('/programme/:key', everyone(), async (req, res) => {
    const programme = programmeByKey(req.params.key);
    if (programme === null) throw notFound('Dieses Programm gibt es nicht.');
    const regions = programme.modelRegions.flatMap((key) => modelRegion(key) ?? []);
    res.page('organisations/programme', {
      programme,
      solutions: await ports.solutionsOfProgramme(programme.key),
      facts: [
        { term: 'Fördermittelgeber', text: programme.funder },
        { term: 'Laufzeit', text: programme.period },
        { term: 'Schwerpunktthemen', text: programme.themes },
        { term: 'Handlungsfelder', text: programme.areas },
        {
          term: 'Modellregionen',
          text: regions.map(({ name, key }) => ({ text: name, href: modelRegionPath(key) })),
        },
      ],
    });
  });
}
