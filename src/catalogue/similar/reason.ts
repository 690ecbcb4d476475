import type { Trait, TraitKind } from './traits.ts';

const list = new Intl.ListFormat('de', { type: 'conjunction' });
const mostWords = 3;

const phrases: [TraitKind, (labels: string[]) => string][] = [
  ['service', (labels) => `gleiche Verwaltungsleistung (LeiKa ${list.format(labels)})`],
  [
    'topic',
    (labels) => `${labels.length === 1 ? 'gleiches Thema' : 'gleiche Themen'} ${list.format(labels)}`,
  ],
  ['standard', (labels) => `beide nutzen ${list.format(labels)}`],
  ['technology', (labels) => `beide bauen auf ${list.format(labels)}`],
  ['word', (labels) => `in beiden steht ${list.format(labels.map((one) => `„${one}“`))}`],
  ['targetGroup', (labels) => `für dieselbe Zielgruppe (${list.format(labels)})`],
];

/**
 * Why two solutions are alike, as one sentence: "Gleiches Thema Verwaltung, beide nutzen XMeld."
 * @param shared strongest first; of each kind at most three are named
 */
export function reasonOf(shared: Trait[]): string {
  const parts = phrases.flatMap(([kind, phrase]) => {
    const labels = shared.filter((trait) => trait.kind === kind).map(({ label }) => label);
    return labels.length > 0 ? [phrase(labels.slice(0, mostWords))] : [];
  });
  const sentence = parts.join(', ');
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
