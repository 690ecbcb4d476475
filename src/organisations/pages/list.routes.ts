import { everyone } from '../../platform/access.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import type { Routes } from '../../platform/routes.ts';
import { counted } from '../../shared/german.ts';
import { pageNumber, pageSize, toPage } from '../../shared/paging.ts';
import type { Organisations } from '../organisations.ts';
import { type ListFilters, listPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import type { Organisation } from '../record/organisation.types.ts';
import { detailOf, rowOf } from '../record/organisation.view.ts';
import { modelRegion, modelRegions } from '../regions/model-regions.ts';
import { kindLabels, type OrganisationKind, organisationKinds } from '../registry/kinds.ts';
import { laender, landName } from '../registry/laender.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; rateLimits: RateLimits };

const one = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '');

/** Only values that the filters offer count; anything else is as if it were not there. */
function filtersOf(query: Record<string, unknown>): ListFilters {
  const kind = one(query.art);
  const land = one(query.land);
  const region = one(query.modellregion);
  return {
    q: one(query.q),
    art: (organisationKinds as readonly string[]).includes(kind) ? kind : '',
    land: landName(land) === null ? '' : land,
    modellregion: modelRegion(region) === null ? '' : region,
  };
}

function chipsOf(filters: ListFilters) {
  const chip = (name: keyof ListFilters, label: string) =>
    filters[name] === '' ? [] : [{ label, removeHref: listPath({ ...filters, [name]: '' }) }];
  return [
    ...chip('q', `„${filters.q}“`),
    ...chip('art', kindLabels[filters.art as OrganisationKind]),
    ...chip('land', landName(filters.land) ?? ''),
    ...chip('modellregion', modelRegion(filters.modellregion)?.name ?? ''),
  ];
}

/** Name of who stands for an organisation that has ended; null where it stands for itself. */
const followerOf = ({ id }: Organisation, today: Organisation | undefined): string | null =>
  today === undefined || today.id === id ? null : today.fullName;

/** The list of organisations and the suggestions while typing; both public. */
export function addListRoutes(routes: Routes, { organisations, ports, rateLimits }: Dependencies): void {
  routes.get('/organisationen', everyone(), async (req, res) => {
    const filters = filtersOf(req.query);
    const page = pageNumber(req.query.seite);
    const { items, total } = await organisations.listOrganisations({
      text: filters.q,
      kind: filters.art === '' ? null : (filters.art as OrganisationKind),
      land: filters.land || null,
      modelRegion: filters.modellregion || null,
      providers: await ports.providerIds(),
      page,
      size: pageSize,
    });
    const chips = chipsOf(filters);
    const today = await organisations.todayByIds(items.map(({ id }) => id));
    res.page('organisations/list', {
      filters,
      chips,
      count: counted(total, 'Organisation', 'Organisationen'),
      organisationRows: items.map((one) => ({ ...rowOf(one), follower: followerOf(one, today.get(one.id)) })),
      paging: toPage(items, page, total),
      hrefFor: (wanted: number) => listPath(filters, wanted),
      kinds: organisationKinds.map((value) => ({ value, label: kindLabels[value] })),
      laender: laender().map(({ key, name }) => ({ value: key, label: name })),
      regions: modelRegions().map(({ key, name }) => ({ value: key, label: name })),
    });
  });

  routes.get(
    '/organisationen/suche',
    { access: everyone(), kind: 'data' },
    rateLimits({ name: 'organisation-suggestions', max: 300, windowMinutes: 5 }),
    async (req, res) => {
      const found = await organisations.findByTyping(one(req.query.q), 10);
      res.json({
        items: found.map((organisation) => ({
          value: organisation.slug,
          label: organisation.fullName,
          hint: detailOf(organisation),
        })),
      });
    },
  );
}
