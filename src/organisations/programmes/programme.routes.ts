import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { isPlatform } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { isoDate } from '../../shared/german.ts';
import type { Organisations } from '../organisations.ts';
import { modelRegionPath, programmePath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { modelRegion } from '../regions/model-regions.ts';
import { entryGroups } from './programme.view.ts';
import { programmeByKey, programmes } from './programmes.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; now: () => Date };

/** Programmes with what came of them; all public. */
export function addProgrammeRoutes(routes: Routes, { organisations, ports, now }: Dependencies): void {
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
    const [solutions, entries] = await Promise.all([
      ports.solutionsOfProgramme(programme.key),
      organisations.programmeEntries(programme.key),
    ]);
    const regions = programme.modelRegions.flatMap((key) => modelRegion(key) ?? []);
    const keeps = isPlatform(req.actor, 'kdn') || isPlatform(req.actor, 'operator');
    res.page('organisations/programme', {
      programme,
      solutions,
      groups: entryGroups(programme.key, entries, isoDate(now())),
      addHref: keeps ? `${programmePath(programme.key)}/eintraege/neu` : null,
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
