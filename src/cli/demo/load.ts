import type { Services } from '../../services.ts';
import { toInventoryRecord } from './inventory.ts';
import { createCast, demoOrganisations, demoPassword, demoPeople } from './people.ts';
import { readProjects } from './projects.ts';
import { type SetClock, tellStory } from './story.ts';

/** Written last; a folder without it holds a demo that was broken off. */
const finished = 'demo-loaded';

/**
 * Fills the demo: 62 Bestandseinträge, example organisations with their story. A second time it does nothing
 * but list the accounts.
 * @throws Error in German where an earlier loading was broken off
 */
export async function loadDemo(services: Services, daysAgo: SetClock): Promise<void> {
  const marks = services.connection.collection<{ _id: string; at: Date }>('demo');
  services.demoAccounts.push(
    ...demoPeople.map(({ email, name, part, organisation, roles, platformRoles }) => ({
      email,
      name,
      part,
      password: demoPassword,
      rolesText: rolesText(organisation, [...roles, ...platformRoles]),
    })),
  );
  if (await marks.findOne({ _id: finished })) return;
  if (await marks.findOne({ _id: 'demo-begun' })) {
    throw new Error(
      'Die Vorführung wurde beim Laden unterbrochen. Bitte „npm run demo -- --reset“ aufrufen.',
    );
  }
  await marks.insertOne({ _id: 'demo-begun', at: new Date() });
  await importProjects(services);
  await tellStory({ services, cast: await createCast(services), daysAgo });
  await marks.insertOne({ _id: finished, at: new Date() });
}

async function importProjects({ solutions, organisations, now }: Services): Promise<void> {
  const projects = readProjects();
  const slugs = new Set<string>();
  const collect = (slug: string): string => {
    slugs.add(slug);
    return '';
  };
  for (const project of projects) toInventoryRecord(project, collect, now());
  const known = await organisations.getBySlugs([...slugs]);
  const idOf = (slug: string): string => {
    const found = known.get(slug);
    if (!found) throw new Error(`the registry lacks ${slug}`);
    return found.id;
  };
  await solutions.importInventory(projects.map((project) => toInventoryRecord(project, idOf, now())));
}

const roleWords: Record<string, string> = {
  editor: 'Redaktion',
  approver: 'Freigabe',
  administrator: 'Administration',
  kdn: 'KDN',
  operator: 'Plattformbetrieb',
};

function rolesText(organisation: string | null, roles: string[]): string {
  const words = roles.map((role) => roleWords[role] ?? role).join(', ');
  const name = demoOrganisations.find(({ key }) => key === organisation)?.fullName;
  const registered: Record<string, string> = {
    kdn: 'KDN',
    'projektbuero-owl': 'Projektbüro Ostwestfalen-Lippe',
  };
  return [name ?? registered[organisation ?? ''], words].filter(Boolean).join(': ');
}
