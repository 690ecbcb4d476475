import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { notFound } from '../../shared/errors.ts';
import type { Organisations } from '../organisations.ts';
import {
  contactPath,
  cooperationPath,
  listPath,
  modelRegionPath,
  organisationPath,
  programmePath,
} from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { type ModelRegion, modelRegion, modelRegions } from './model-regions.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };
type Link = { text: string; href: string };

/** Model regions; all public. */
export function addRegionRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  /** Links to organisations in the order given, named as in the programme; where one has ended, with who follows it. */
  async function links(slugs: string[]): Promise<Link[]> {
    const found = await organisations.getBySlugs(slugs);
    const today = await organisations.todayByIds([...found.values()].map(({ id }) => id));
    return slugs.flatMap((slug) => {
      const named = found.get(slug);
      const current = named && today.get(named.id);
      if (!current) return [];
      const text = current.id === named.id ? named.fullName : `${named.fullName}, heute ${current.fullName}`;
      return [{ text, href: organisationPath(current.slug) }];
    });
  }

  /** Agreements in which the lead, a member or the project office takes part. */
  async function cooperationsOf({ leadSlug, memberSlugs, projectOfficeSlug }: ModelRegion): Promise<Link[]> {
    const inside = new Set([leadSlug, ...memberSlugs, projectOfficeSlug]);
    return (await organisations.allCooperations())
      .filter((one) => one.ended === null && one.organisations.some(({ slug }) => inside.has(slug)))
      .map(({ title, key }) => ({ text: title, href: cooperationPath(key) }));
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
    const [lead, members, office, solutions, transfers, cooperations] = await Promise.all([
      links([region.leadSlug]),
      links(region.memberSlugs),
      links([region.projectOfficeSlug]),
      ports.solutionsOfModelRegion(region.key),
      ports.transfersOfModelRegion(region.key),
      cooperationsOf(region),
    ]);
    res.page('organisations/model-region', {
      region,
      solutions,
      ...transfers,
      cooperations,
      officeContactHref: contactPath(region.projectOfficeSlug),
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
}
