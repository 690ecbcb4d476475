import type { Services } from '../../services.ts';
import type { Actor } from '../../shared/actor.ts';
import { isoDate } from '../../shared/german.ts';
import { examples } from './examples.ts';
import type { Cast } from './people.ts';
import type { SetClock } from './story.ts';

type Teller = { services: Services; cast: Cast; daysAgo: SetClock };

const dayInMs = 86_400_000;
const dayFromNow = (days: number): string => isoDate(new Date(Date.now() + days * dayInMs));

/** Who says what it can do for others; each text says that it is an example. */
const competences = [
  {
    by: 'dienst',
    topic: 'Verwaltung',
    offer: 'training',
    text: 'Beispiel: Schulung für Administratorinnen und Administratoren, zwei Tage, in Präsenz oder per Video.',
  },
  {
    by: 'dienst',
    topic: 'Verwaltung',
    offer: 'development',
    text: 'Beispiel: Anbindung an weitere Fachverfahren, nach Aufwand.',
  },
  {
    by: 'redaktion',
    topic: 'Verwaltung',
    offer: 'advice',
    text: 'Beispiel: ein Gespräch von einer Stunde zur Einführung, ohne Kosten, für Kommunen.',
  },
  {
    by: 'digital',
    topic: 'Bürgerbeteiligung',
    offer: 'funding',
    text: 'Beispiel: Hilfe beim Antrag für die Gemeinden des Kreises.',
  },
] as const;

/** What organisations offer, what a programme calls for, and how an office that ends is followed. */
export async function tellRegions(teller: Teller): Promise<void> {
  await stateCompetences(teller);
  await recordProgramme(teller);
  await endOffice(teller);
}

async function stateCompetences({ services, cast, daysAgo }: Teller): Promise<void> {
  daysAgo(60);
  for (const { by, ...competence } of competences)
    await services.organisations.stateCompetence(cast.actor(by), competence);
}

/** KDN records a call and a milestone; both say that they are made up, nothing is said of the real programme. */
async function recordProgramme({ services: { organisations }, cast, daysAgo }: Teller): Promise<void> {
  daysAgo(20);
  const made = { url: '', source: 'Beispiel der Vorführung, kein Eintrag des Programms' };
  await organisations.addProgrammeEntry(cast.actor('kdn'), 'owl-4-0', {
    ...made,
    kind: 'call',
    title: 'Beispiel: Projektaufruf zur Nachnutzung',
    on: dayFromNow(-20),
    until: dayFromNow(40),
    text: 'Erfundenes Beispiel. So sieht ein Aufruf mit Fristen aus.',
  });
  await organisations.addProgrammeEntry(cast.actor('kdn'), 'owl-4-0', {
    ...made,
    kind: 'milestone',
    title: 'Beispiel: Zwischentreffen der Beteiligten',
    on: dayFromNow(90).slice(0, 7),
    until: '',
    text: 'Erfundenes Beispiel. So sieht ein Meilenstein aus.',
  });
}

/**
 * Two offices published something and nobody acts for them any more: one has ended and is read through its successor,
 * the other will be followed from a later day.
 */
async function endOffice(teller: Teller): Promise<void> {
  const ended = await anOffice(teller, {
    fullName: 'Projektbüro Musterregion (Beispiel)',
    title: 'Beispiel: Leitfaden für die Übergabe eines Projekts',
    summary: 'Was am Ende einer Förderung zu regeln ist, damit andere das Ergebnis weiter nutzen können.',
  });
  const ending = await anOffice(teller, {
    fullName: 'Projektbüro Beispieltal (Beispiel)',
    title: 'Beispiel: Checkliste für den Start in der Nachbarkommune',
    summary: 'Die ersten vier Wochen nach der Übernahme einer Lösung, Schritt für Schritt.',
  });
  const { services, cast, daysAgo } = teller;
  daysAgo(15);
  const kdn = cast.actor('kdn');
  const name = (slug: string, days: number) =>
    services.organisations.appointSuccessor(
      kdn,
      slug,
      cast.organisationId('musterland'),
      new Date(`${dayFromNow(days)}T00:00:00Z`),
    );
  await name(ended, -5);
  await name(ending, 30);
}

type Office = { fullName: string; title: string; summary: string };

/** A project office that published something and that nobody acts for any more. @returns its address */
async function anOffice(
  { services, cast, daysAgo }: Teller,
  { fullName, title, summary }: Office,
): Promise<string> {
  const { organisations, solutions } = services;
  daysAgo(90);
  const office = await organisations.addOrganisation(cast.actor('betrieb'), {
    fullName,
    kind: 'projectOffice',
    land: '05',
    publicBody: true,
    publicBodyReason: 'Beispiel der Vorführung',
    website: null,
  });
  const lead: Actor = {
    ...cast.actor('redaktion'),
    organisation: { ...office, name: office.fullName, roles: ['member', 'editor'] },
  };
  const { content } = examples.council;
  const draft = await solutions.createDraft(lead, {
    ...content,
    title,
    summary,
    description: 'Dies ist ein **erfundenes Beispiel** für die Vorführung.',
    situation: '',
    special: '',
    benefit: 'Niemand beginnt bei null, wenn ein Projektbüro endet.',
    transferable: 'Eine Liste der Schritte, als Text auf dieser Seite.',
    targetGroups: ['Projektbüros', 'Organisation'],
    beneficiaries: 'Wer eine Lösung abgibt und wer sie übernimmt',
    prerequisites: 'Keine.',
    effort: 'Ein halber Tag für das erste Gespräch.',
    cost: 'Keine.',
    contactFunction: 'Projektbüro',
    terms: { ...content.terms, rightsHolder: fullName, remainingCosts: 'Keine.' },
    leadIds: [cast.organisationId('musterland')],
  });
  const revision = draft.working?.revision ?? 0;
  await solutions.submit(lead, draft.slug, { revision, changeNote: '' });
  // Nobody in the office can approve what its only editor wrote, so KDN does.
  await solutions.approve(cast.actor('kdn'), draft.slug, { revision });
  return office.slug;
}
