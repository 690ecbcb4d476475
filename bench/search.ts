import { makeSearchIndex, type SearchIndex } from '../src/catalogue/search/index.ts';
import { projectDocuments } from '../test/catalogue/search/documents.ts';
import {
  type ExpectedQuery,
  expectedQueries,
  heldOutQueries,
} from '../test/catalogue/search/expected-queries.ts';
import { qualityByKind } from '../test/catalogue/search/quality.ts';
import { grown } from './generated.ts';
import { megabytes, percentile, print, timesOf } from './measure.ts';

const sizes = [62, 1000, 10_000];
const typed = expectedQueries.map(({ query }) => query);

/** Quality is measured on the real projects only: the generated ones hold the same words, so there is no right answer among them. */
function printQuality(index: SearchIndex, list: ExpectedQuery[]): void {
  for (const [kind, { queries, recall, reciprocal, missed }] of qualityByKind(index, list)) {
    const figures = `recall@3 ${recall.toFixed(3)}  MRR ${reciprocal.toFixed(3)}`;
    const named = list === expectedQueries && kind !== 'all' ? missed.join(', ') : '';
    print(`  ${kind.padEnd(10)} ${String(queries).padStart(3)} queries  ${figures}  ${named}`);
  }
}

const real = projectDocuments();
const p99s: number[] = [];
for (const size of sizes) {
  const index = makeSearchIndex();
  const documents = grown(real, size);
  const before = megabytes();
  const start = performance.now();
  index.replaceAll(documents);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const memory = Math.max(0, megabytes() - before).toFixed(0);
  const times = timesOf(typed, (text) => index.search({ text, filters: { topic: ['Verwaltung'] } }));
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  p99s.push(p99);
  const speed = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  print(`${size} documents: built in ${seconds} s, about ${memory} MB; search with facets ${speed}`);
  if (size === real.length) {
    print(' queries the search is improved by');
    printQuality(index, expectedQueries);
    print(' queries it is never tuned to');
    printQuality(index, heldOutQueries);
  }
}
print(`p99 grows ${((p99s[2] ?? 0) / (p99s[1] || 1)).toFixed(1)} times from 1,000 to 10,000 documents`);
