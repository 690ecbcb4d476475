import type { Services } from '../../services.ts';
import { emptyContent } from '../../solutions/index.ts';
import type { Cast } from './people.ts';

type Teller = { services: Services; cast: Cast; daysAgo(days: number): void };

/** A project announced as "In Abschluss" that others follow, and an old release that is advised against. */
export async function writingStory({ services, cast, daysAgo }: Teller, dogTax: string): Promise<void> {
  const { solutions } = services;
  daysAgo(24);
  const { slug } = await solutions.createDraft(cast.actor('redaktion'), {
    ...emptyContent(),
    title: 'Beispiel: Baumkataster mit Bürgermeldungen',
    summary: 'Standort und Zustand der Stadtbäume auf einer Karte, mit Meldungen aus der Bevölkerung.',
    description: 'Die Stadtbäume stehen mit Art, Alter und Zustand auf einer offenen Karte.',
    topics: ['Geodaten', 'Umwelt'],
    leadIds: [cast.actor('redaktion').organisation?.id ?? ''],
  });
  daysAgo(20);
  const announcement = {
    title: 'Beispiel: Baumkataster mit Bürgermeldungen',
    summary: 'Standort und Zustand der Stadtbäume auf einer Karte, mit Meldungen aus der Bevölkerung.',
  };
  await solutions.announce(cast.actor('freigabe'), slug, { ...announcement, expectedOn: monthsAhead(2) });
  daysAgo(18);
  await solutions.follow(cast.actor('it'), slug);
  daysAgo(6);
  await solutions.announce(cast.actor('freigabe'), slug, { ...announcement, expectedOn: monthsAhead(4) });
  daysAgo(5);
  await solutions.adviseAgainst(
    cast.actor('freigabe'),
    dogTax,
    1,
    'In dieser Version fehlt die Vorprüfung zum Datenschutz. Version 2 enthält sie.',
  );
}

/** The month so many months after this one as 'YYYY-MM'. */
function monthsAhead(months: number): string {
  const day = new Date();
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)).toISOString().slice(0, 7);
}
