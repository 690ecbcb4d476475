import type { Services } from '../../services.ts';
import { examples } from './examples.ts';
import type { Cast } from './people.ts';
import type { SetClock } from './story.ts';

type Teller = { services: Services; cast: Cast; daysAgo: SetClock };

/** Size and place of the fictitious towns, so that "Kommunen wie wir" has something to compare. */
const places = [
  { key: 'musterstadt', population: 48_200, lat: 51.71, lon: 8.76 },
  { key: 'beispielhausen', population: 11_800, lat: 51.78, lon: 8.95 },
  { key: 'musterland', population: 296_000, lat: 51.74, lon: 8.84 },
  { key: 'beispielhafen', population: 14_300, lat: 53.56, lon: 8.58 },
];

/** What judging a solution needs to be seen: towns that are alike, and a solution built on another. */
export async function judgingStory({ services, cast, daysAgo }: Teller, dogTax: string): Promise<void> {
  for (const { key, ...place } of places) {
    const town = await services.organisations.getById(cast.organisationId(key));
    await services.connection
      .collection('organisations')
      .updateOne(
        { slug: town?.slug },
        { $set: { ...place, populationSource: 'Beispielangabe der Vorführung' } },
      );
  }
  const { content } = examples.dogTax;
  daysAgo(32);
  const { slug, working } = await services.solutions.createDraft(cast.actor('redaktion'), {
    ...content,
    title: 'Beispiel: Hundemarke digital ausstellen und prüfen',
    summary: 'Die Hundemarke kommt als Code auf das Telefon; der Außendienst prüft sie vor Ort.',
    description:
      'Dies ist ein **erfundenes Beispiel** für die Vorführung. Es ergänzt die Anmeldung der Hundesteuer um die Marke.',
    transferable: 'Fachkonzept und Vorlage der Marke.',
    relations: [{ kind: 'buildsOn', slug: dogTax }],
    leadIds: [cast.organisationId('musterstadt')],
  });
  const revision = working?.revision ?? 0;
  await services.solutions.submit(cast.actor('redaktion'), slug, { revision, changeNote: '' });
  daysAgo(30);
  await services.solutions.approve(cast.actor('freigabe'), slug, { revision });
}
