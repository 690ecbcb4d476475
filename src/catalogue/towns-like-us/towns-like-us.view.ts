import { counted, number } from '../../shared/german.ts';
import type { Town } from './likeness.ts';
import type { SolutionAmongTowns, TownUse } from './towns-like-us.service.ts';

/** A town's use in one line. */
export type TownLine = {
  name: string;
  href: string;
  reasons: string;
  stageLabel: string;
  ended: boolean;
  since: Date;
  outdated: boolean;
};

export const townsPath = '/kommunen-wie-wir';
export const solutionTownsPath = (slug: string): string => `/loesungen/${slug}/kommunen-wie-wir`;

const mostLines = 30;

/** A use as a line: "12 km entfernt, gleiche Größenklasse (…)". */
export const toLine = ({ town, reasons, use }: TownUse): TownLine => ({
  name: town.fullName,
  href: `/organisationen/${town.slug}`,
  reasons: reasons.join(', '),
  stageLabel: use.stageLabel,
  ended: use.stage === 'ended',
  since: use.since,
  outdated: use.outdated,
});

/** One solution among the towns like one: its lines, and in a sentence how many there are. */
export function amongView({ uses, ended, reported, own }: SolutionAmongTowns, most = mostLines) {
  const fresh = uses.filter(({ use }) => !use.outdated).length;
  const outdated = uses.length - fresh;
  const words = [
    fresh === 0
      ? 'Noch keine bestätigte Nachnutzung'
      : counted(fresh, 'bestätigte Nachnutzung', 'bestätigte Nachnutzungen'),
    ...(outdated > 0 ? [`${number(outdated)} veraltete`] : []),
    ...(reported > 0 ? [`${number(reported)} gemeldete, noch nicht bestätigte`] : []),
  ];
  return {
    sentence: `${words.join(', ')}.`,
    lines: [...uses, ...ended].slice(0, most).map(toLine),
    more: Math.max(0, uses.length + ended.length - most),
    own,
  };
}

/** The town that is asked for, as the chooser shows it. */
export const townView = (town: Town | null) =>
  town && {
    name: town.fullName,
    slug: town.slug,
    href: `/organisationen/${town.slug}`,
    source: town.populationSource ?? '',
    sourceDate: town.populationDate,
  };
