import { compareText } from '../../shared/german.ts';
import type { Organisations } from '../organisations.ts';
import { organisationPath } from '../paths.ts';
import type { OrganisationPorts, PortfolioEntry } from '../ports.ts';

/** An organisation that nobody acts for, with what it leaves without an answer. */
export type OrphanRow = {
  name: string;
  href: string;
  solutions: PortfolioEntry[];
  successorHref: string;
  /** Where a later successor stands named already. */
  follows: Date | null;
};

/**
 * Organisations that published something themselves and have no active member today, those with most solutions first.
 * What an ended organisation published is looked for at its successor.
 */
export async function orphanRows(
  organisations: Organisations,
  ports: Pick<OrganisationPorts, 'ownSolutions'>,
): Promise<OrphanRow[]> {
  const byHolder = new Map<string, PortfolioEntry[]>();
  const own = await ports.ownSolutions();
  const today = await organisations.todayByIds([...own.keys()]);
  for (const [providerId, entries] of own) {
    const holder = today.get(providerId)?.id ?? providerId;
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), ...entries]);
  }
  const orphans = await organisations.orphansAmong([...byHolder.keys()]);
  const known = await organisations.getByIds([...orphans]);
  return [...known.values()]
    .map((one) => ({
      name: one.fullName,
      href: organisationPath(one.slug),
      solutions: byHolder.get(one.id) ?? [],
      successorHref: `${organisationPath(one.slug)}/nachfolge`,
      follows: one.succession?.since ?? null,
    }))
    .sort((a, b) => b.solutions.length - a.solutions.length || compareText(a.name, b.name));
}

/** How many of them have no successor named yet; for KDN's overview. */
export async function countOrphans(features: {
  organisations: Organisations;
  organisationPorts: Pick<OrganisationPorts, 'ownSolutions'>;
}): Promise<number> {
  const rows = await orphanRows(features.organisations, features.organisationPorts);
  return rows.filter(({ follows }) => follows === null).length;
}
