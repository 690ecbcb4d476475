import type { Content } from '../../solutions/index.ts';
import { fold, isStopWord, isWeakWord, stem, wordGroups } from '../search/normalise.ts';

/** In what two solutions can be alike, the strongest first. */
export const traitKinds = ['service', 'standard', 'technology', 'topic', 'targetGroup', 'word'] as const;
export type TraitKind = (typeof traitKinds)[number];

/** One thing that a solution may share with others; `key` is the same for every spelling, `label` as written here. */
export type Trait = { key: string; kind: TraitKind; label: string };

/** Words that stand in any project's text and say nothing about its subject; compared by stem. */
const empty = new Set(
  ['Beispiel', 'Projekt', 'Ziel', 'Stadt', 'Kreis', 'Kommune', 'Gemeinde', 'Modellregion', 'Umsetzung'].map(
    (word) => stem(fold(word)),
  ),
);
const shortestWord = 4;

/** What a solution says of itself in a form that can be compared: stated traits, and the words of title and summary. */
export function traitsOf(content: Content): Trait[] {
  const stated = (kind: TraitKind, values: string[]): Trait[] =>
    values.map((label) => ({ key: `${kind}:${fold(label)}`, kind, label }));
  const all = [
    ...stated('service', content.leikaKeys),
    ...stated('standard', [...content.standards, ...content.xoev]),
    ...stated('technology', content.technology),
    ...stated('topic', [...content.topics, ...content.ozgFields]),
    ...stated('targetGroup', content.targetGroups),
    ...wordsOf(`${content.title}. ${content.summary}`),
  ];
  return [...new Map(all.toReversed().map((trait) => [trait.key, trait])).values()].toReversed();
}

function wordsOf(text: string): Trait[] {
  return wordGroups(text)
    .flat()
    .filter((word) => word.folded.length >= shortestWord && !/^\d+$/.test(word.folded))
    .filter((word) => !isStopWord(word) && !isWeakWord(word) && !empty.has(word.key))
    .map(({ key, text: label }) => ({ key: `word:${key}`, kind: 'word', label }));
}
