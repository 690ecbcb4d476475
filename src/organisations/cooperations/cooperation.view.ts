import * as de from '../../shared/german.ts';
import { cooperationDeskPath, cooperationPath, organisationPath } from '../paths.ts';
import type { HistoryEntry } from '../record/organisation.types.ts';
import type { Fact } from '../record/organisation.view.ts';
import type { Cooperation } from './cooperation.service.ts';

const actionLabels: Record<string, string> = {
  'cooperation-recorded': 'Eingetragen',
  'cooperation-corrected': 'Berichtigt',
  'cooperation-ended': 'Als beendet eingetragen',
  'cooperation-reopened': 'Beendigung zurückgenommen',
};

/** When it was signed, in the words of the page. */
export const signedText = ({ signedOn }: Pick<Cooperation, 'signedOn'>): string =>
  signedOn === null ? 'Datum nicht angegeben' : de.date(signedOn);

/**
 * A cooperation as pages show it.
 * @param ownId leave out this organisation, on its own page
 */
export function cooperationView(cooperation: Cooperation, ownIds: string[] = []) {
  const { key, title, description, documentUrl, source, ended, organisations } = cooperation;
  const partners = organisations
    .filter(({ id }) => !ownIds.includes(id))
    .map(({ fullName, slug }) => ({ text: fullName, href: organisationPath(slug) }));
  const document =
    documentUrl === null
      ? { term: 'Dokument', text: 'nicht hinterlegt' }
      : { term: 'Dokument', text: 'Vereinbarung ansehen', href: documentUrl };
  const facts: Fact[] = [
    { term: ownIds.length > 0 ? 'Mit' : 'Beteiligte', text: partners },
    { term: 'Unterzeichnet', text: signedText(cooperation) },
    ...(ended === null ? [] : [{ term: 'Beendet', text: `${de.date(ended.on)}: ${ended.reason}` }]),
    document,
    { term: 'Quelle', text: source },
  ];
  return {
    title,
    description,
    facts,
    partnerNames: partners.map(({ text }) => text).join(', '),
    signed: signedText(cooperation),
    ended: ended !== null,
    href: cooperationPath(key),
    deskHref: cooperationDeskPath(key),
  };
}

/** The history as a timeline; names come from the accounts. */
export const historyView = (entries: HistoryEntry[], people: Map<string, { name: string }>) =>
  entries.map(({ at, by, action, detail }) => ({
    at,
    what: actionLabels[action] ?? action,
    who: people.get(by)?.name ?? 'Gelöschtes Konto',
    reason: detail,
  }));
