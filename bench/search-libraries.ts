import { findConcepts } from '../src/catalogue/search/find.ts';
import { interpret } from '../src/catalogue/search/interpret.ts';
import { prepare } from '../src/catalogue/search/prepare.ts';
import { parseQuery } from '../src/catalogue/search/query.ts';
import { makeSynonyms } from '../src/catalogue/search/synonyms.ts';
import { makeVocabulary } from '../src/catalogue/search/vocabulary.ts';
import { projectDocuments } from '../test/catalogue/search/documents.ts';
import { expectedQueries, heldOutQueries } from '../test/catalogue/search/expected-queries.ts';
import { qualityByKind } from '../test/catalogue/search/quality.ts';
import { type Builder, builders } from './engines.ts';
import { grown } from './generated.ts';
import { megabytes, percentile, print, timesOf } from './measure.ts';

// What a typed word may stand for is looked up once for all engines, and all get the same keys of the same documents:
// what differs is only finding and weighing them.
const real = projectDocuments();
const synonyms = makeSynonyms();
const typed = expectedQueries.map(({ query }) => query).filter((query) => !/["-]/.test(query));

type Figures = { build: number; memory: number; p50: number; p99: number };

function measured(builder: Builder, size: number): Figures {
  const documents = grown(real, size).map(prepare);
  const vocabulary = makeVocabulary();
  for (const { terms } of documents) vocabulary.add(terms);
  const queries = new Map(
    typed.map((text) => [text, interpret({ vocabulary, synonyms }, parseQuery(text).words)]),
  );
  const keys = documents.map((document) => document.keys);
  const before = megabytes();
  const start = performance.now();
  const engine = builder.build(keys);
  const build = (performance.now() - start) / 1000;
  const memory = megabytes() - before;
  const times = timesOf(typed, (text) => findConcepts(engine, queries.get(text) ?? [], size));
  return { build, memory, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function recallOf(builder: Builder): string {
  const documents = real.map(prepare);
  const vocabulary = makeVocabulary();
  for (const { terms } of documents) vocabulary.add(terms);
  const engine = builder.build(documents.map(({ keys }) => keys));
  const search = ({ text }: { text: string }) => {
    const { words, phrases } = parseQuery(text);
    const concepts = interpret({ vocabulary, synonyms }, [...words, ...phrases.flat()]);
    const { places, scores } = findConcepts(engine, concepts, real.length);
    const ordered = places.sort((a, b) => (scores.values[b] ?? 0) - (scores.values[a] ?? 0));
    return { ids: ordered.flatMap((place) => documents[place]?.kept.id ?? []) };
  };
  const { recall = 0, reciprocal = 0 } =
    qualityByKind({ search }, [...expectedQueries, ...heldOutQueries]).get('all') ?? {};
  return `recall@3 ${recall.toFixed(3)}, MRR ${reciprocal.toFixed(3)}`;
}

print('62 real documents');
for (const builder of builders) print(`  ${builder.name.padEnd(15)} ${recallOf(builder)}`);
for (const size of [1000, 10_000]) {
  print(`${size} documents; in brackets the ratio to the first`);
  let first: Figures | undefined;
  for (const builder of builders) {
    const figures = measured(builder, size);
    first ??= figures;
    const cells = (['p50', 'p99', 'build', 'memory'] as const).map((name) => {
      const unit = { p50: 'ms', p99: 'ms', build: 's', memory: 'MB' }[name];
      const ratio = figures[name] / (first?.[name] || 1);
      return `${name} ${figures[name].toFixed(name === 'memory' ? 0 : 2)} ${unit} (${ratio.toFixed(1)})`;
    });
    print(`  ${builder.name.padEnd(15)} ${cells.join('  ')}`);
  }
}
