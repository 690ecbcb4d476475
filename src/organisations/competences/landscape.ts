import { compareText } from '../../shared/german.ts';
import type { Organisations } from '../organisations.ts';
import { organisationPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import { rowOf } from '../record/organisation.view.ts';
import { type Competence, type LandscapeFilters, offerKinds, offerLabels } from './competence.ts';

/**
 * Everything that organisations offer, shown by records and stated by themselves, under the organisation that stands
 * for each today.
 */
export async function readLandscape(
  organisations: Organisations,
  ports: Pick<OrganisationPorts, 'shownCompetences'>,
): Promise<Competence[]> {
  const [shown, stated] = await Promise.all([ports.shownCompetences(), organisations.statedCompetences()]);
  const all: Competence[] = [
    ...shown.map(({ title, ...one }) => ({ ...one, text: title })),
    ...[...stated].flatMap(([organisationId, list]) =>
      list.map(({ topic, offer, text }) => ({ organisationId, topic, offer, text, href: null })),
    ),
  ];
  const today = await organisations.todayByIds([...new Set(all.map((one) => one.organisationId))]);
  return all.map((one) => ({
    ...one,
    organisationId: today.get(one.organisationId)?.id ?? one.organisationId,
  }));
}

/** The lines that fit the filters, below the organisation they belong to; those with most come first. */
export async function landscapeRows(
  organisations: Organisations,
  competences: Competence[],
  { topic, offer, modelRegion }: LandscapeFilters,
) {
  const fitting = competences.filter(
    (one) => (topic === '' || one.topic === topic) && (offer === '' || one.offer === offer),
  );
  const known = await organisations.getByIds([...new Set(fitting.map((one) => one.organisationId))]);
  return [...known.values()]
    .filter((one) => modelRegion === '' || one.modelRegion === modelRegion)
    .map((organisation) => ({
      ...rowOf(organisation),
      contactHref: `${organisationPath(organisation.slug)}/kontakt`,
      groups: groupsOf(fitting.filter(({ organisationId }) => organisationId === organisation.id)),
    }))
    .sort((a, b) => sizeOf(b) - sizeOf(a) || compareText(a.name, b.name));
}

type Group = { label: string; lines: { text: string; href: string | null; topics: string[] }[] };

const sizeOf = ({ groups }: { groups: Group[] }): number =>
  groups.reduce((sum, { lines }) => sum + lines.length, 0);

/** One group for each kind of offer; a solution with several topics stands once. */
function groupsOf(lines: Competence[]): Group[] {
  return offerKinds.flatMap((offer) => {
    const byText = new Map<string, Group['lines'][number]>();
    for (const { text, href, topic } of lines.filter((one) => one.offer === offer)) {
      const key = href ?? `${topic}: ${text}`;
      const line = byText.get(key) ?? { text, href, topics: [] };
      if (!line.topics.includes(topic)) line.topics.push(topic);
      byText.set(key, line);
    }
    return byText.size === 0 ? [] : [{ label: offerLabels[offer], lines: [...byText.values()] }];
  });
}
