import type { Services } from '../../services.ts';
import type { Cast } from './people.ts';

type Teller = { services: Services; cast: Cast; daysAgo(days: number): void };

/** The operator has extended a shipped group of synonyms, added one and switched one off. */
export async function keepSynonyms({ services: { synonyms }, cast, daysAgo }: Teller): Promise<void> {
  const operator = cast.actor('betrieb');
  daysAgo(40);
  const { words } = await synonyms.byKey('hundesteuer');
  await synonyms.change(operator, 'hundesteuer', 0, [...words, 'Vierbeinerabgabe']);
  daysAgo(25);
  await synonyms.add(operator, ['Schützenfest', 'Bürgerschützen', 'Vogelschießen']);
  daysAgo(12);
  await synonyms.turn(operator, 'soziale-medien', 0, 'off');
}
