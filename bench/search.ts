import { makeSearchIndex, type SearchDocument, type SearchIndex } from '../src/catalogue/search/index.ts';
import { projectDocuments } from '../test/catalogue/search/documents.ts';
import {
  type ExpectedQuery,
  expectedQueries,
  heldOutQueries,
} from '../test/catalogue/search/expected-queries.ts';
import { qualityByKind } from '../test/catalogue/search/quality.ts';

const sizes = [62, 1000, 10_000];
const seed = 20_260_101;

/** Mulberry32: the same documents in every run. */
function makeRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Adds documents whose words are drawn from the real ones as often as they stand there, and which are as long. */
function grown(real: SearchDocument[], size: number): SearchDocument[] {
  const random = makeRandom(seed);
  const pick = <T>(list: T[]): T | undefined => list[Math.floor(random() * list.length)];
  const words = real.flatMap((document) => allText(document).split(/\s+/)).filter((word) => word !== '');
  const like = (text: string): string =>
    text
      .split(/\s+/)
      .map(() => varied(pick(words) ?? ''))
      .join(' ');
  // One word in ten gets a number, so that the vocabulary grows with the documents as that of real texts does.
  const varied = (word: string) => (random() < 0.1 ? `${word}${Math.floor(random() * size)}` : word);
  const made = Array.from({ length: size - real.length }, (_, number): SearchDocument[] => {
    const model = pick(real);
    if (!model) return [];
    const id = `generated-${number}`;
    const fields = model.fields.map((field) => ({ ...field, text: like(field.text) }));
    const [title, summary, description] = [like(model.title), like(model.summary), like(model.description)];
    return [{ ...model, id, slug: id, title, summary, description, fields }];
  });
  return [...real, ...made.flat()];
}

function allText({ title, description, fields }: SearchDocument): string {
  return [title, description, ...fields.map(({ text }) => text)].join(' ');
}

function latencies(index: SearchIndex): number[] {
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (const { query } of expectedQueries) {
      const start = performance.now();
      index.search({ text: query, filters: { topic: ['Verwaltung'] } });
      if (round > 0) times.push(performance.now() - start);
    }
  }
  return times.sort((a, b) => a - b);
}

function percentile(sorted: number[], share: number): string {
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Quality is measured on the real projects only: the generated ones hold the same words, so there is no right answer among them. */
function printQuality(index: SearchIndex, list: ExpectedQuery[]): void {
  for (const [kind, { queries, recall, reciprocal, missed }] of qualityByKind(index, list)) {
    const figures = `recall@3 ${recall.toFixed(3)}  MRR ${reciprocal.toFixed(3)}`;
    print(`  ${kind.padEnd(10)} ${String(queries).padStart(3)} queries  ${figures}  ${missed.join(' | ')}`);
  }
}

const real = projectDocuments();
for (const size of sizes) {
  const index = makeSearchIndex();
  const documents = grown(real, size);
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  index.replaceAll(documents);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const megabytes = Math.max(0, (process.memoryUsage().heapUsed - before) / 1e6).toFixed(0);
  const times = latencies(index);
  const speed = `p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms`;
  print(`${size} documents: built in ${seconds} s, about ${megabytes} MB; search ${speed}`);
  if (size === real.length) {
    print(' queries the search is improved by');
    printQuality(index, expectedQueries);
    print(' queries it is never tuned to');
    printQuality(index, heldOutQueries);
  }
}
