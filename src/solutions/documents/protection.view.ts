import { isWebAddress } from '../../shared/fields.ts';
import { date } from '../../shared/german.ts';
import type { Content } from '../record/content.ts';
import {
  accessibilityMethodLabels,
  accessibilityStatusLabels,
  dataProtectionStatusLabels,
  personalDataLabels,
} from '../record/documentation.ts';

type Link = { text: string; href: string };
export type ProtectionFact = { term: string; text: string | (string | Link)[] };

const onDay = (stored: string): string => (stored === '' ? '' : date(new Date(`${stored}T12:00:00Z`)));
const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(', ');

/** Data protection and accessibility as the page and the printed sheet say them; each always has a text. */
export function protectionFacts({
  accessibility,
  dataProtection,
}: Pick<Content, 'accessibility' | 'dataProtection'>): ProtectionFact[] {
  return [
    { term: 'Datenschutz', text: orNotStated(dataProtectionLines(dataProtection)) },
    { term: 'Barrierefreiheit', text: orNotStated(accessibilityLines(accessibility)) },
  ];
}

function dataProtectionLines({ personalData, status, on, note }: Content['dataProtection']): string[] {
  return [
    personalData === '' ? '' : personalDataLabels[personalData],
    status === '' ? '' : joined(dataProtectionStatusLabels[status], onDay(on)),
    note,
  ].filter((line) => line !== '');
}

function accessibilityLines({ status, method, on, report }: Content['accessibility']): (string | Link)[] {
  const said = [
    status === '' ? '' : accessibilityStatusLabels[status],
    joined(method === '' ? '' : accessibilityMethodLabels[method], onDay(on)),
  ].filter((line) => line !== '');
  return isWebAddress(report) ? [...said, { text: 'Prüfbericht', href: report }] : said;
}

function orNotStated(lines: (string | Link)[]): string | (string | Link)[] {
  const [first] = lines;
  if (first === undefined) return 'nicht angegeben';
  return lines.length === 1 && typeof first === 'string' ? first : lines;
}
