import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { hasRole } from '../../shared/actor.ts';
import { counted } from '../../shared/german.ts';
import { pageNumber, pageSize, pagesOf } from '../../shared/paging.ts';
import type { Organisations } from '../organisations.ts';
import type { OrganisationPorts } from '../ports.ts';
import { modelRegion, modelRegions } from '../regions/model-regions.ts';
import { type LandscapeFilters, landscapeTable, offerKinds, offerLabels } from './competence.ts';
import { landscapeRows, readLandscape } from './landscape.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };

const path = '/kompetenzlandschaft';
const one = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '');

/** The landscape with these filters; what is not set stays out of the address. */
function hrefFor({ topic, offer, modelRegion: region }: LandscapeFilters, page = 1): string {
  const set = Object.entries({ thema: topic, angebot: offer, modellregion: region });
  const query = new URLSearchParams(set.filter(([, value]) => value !== ''));
  if (page > 1) query.set('seite', String(page));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** "Kompetenzlandschaft": who offers what; public. */
export function addLandscapeRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  function filtersOf(query: Record<string, unknown>): LandscapeFilters {
    const topic = one(query.thema);
    const offer = one(query.angebot);
    const region = one(query.modellregion);
    return {
      topic: ports.topics.includes(topic) ? topic : '',
      offer: offerKinds.find((kind) => kind === offer) ?? '',
      modelRegion: modelRegion(region) === null ? '' : region,
    };
  }

  routes.get(path, everyone(), async (req, res) => {
    const filters = filtersOf(req.query);
    const all = await readLandscape(organisations, ports);
    const rows = await landscapeRows(organisations, all, filters);
    const pages = pagesOf(rows.length);
    const page = Math.min(pageNumber(req.query.seite), pages);
    const chip = (set: boolean, label: string, without: Partial<LandscapeFilters>) =>
      set ? [{ label, removeHref: hrefFor({ ...filters, ...without }) }] : [];
    res.page('organisations/landscape', {
      filters,
      topicOptions: ports.topics.map((value) => ({ value, label: value })),
      offerOptions: offerKinds.map((value) => ({ value, label: offerLabels[value] })),
      regionOptions: modelRegions().map(({ key, name }) => ({ value: key, label: name })),
      chips: [
        ...chip(filters.topic !== '', filters.topic, { topic: '' }),
        ...chip(filters.offer !== '', offerLabels[filters.offer || 'solution'], { offer: '' }),
        ...chip(filters.modelRegion !== '', modelRegion(filters.modelRegion)?.name ?? '', {
          modelRegion: '',
        }),
      ],
      table: landscapeTable(all, ports.topics).map(({ topic, counts }) => ({
        topic,
        href: hrefFor({ topic, offer: '', modelRegion: '' }),
        counts: counts.map(({ offer, count }) => ({
          count,
          href: hrefFor({ topic, offer, modelRegion: '' }),
          label: `${topic}: ${offerLabels[offer]}`,
        })),
      })),
      found: counted(rows.length, 'Organisation', 'Organisationen'),
      rows: rows.slice((page - 1) * pageSize, page * pageSize),
      paging: { page, pages },
      pageHref: (wanted: number) => hrefFor(filters, wanted),
      mayState: hasRole(req.actor, 'editor') || hasRole(req.actor, 'administrator'),
    });
  });
}
