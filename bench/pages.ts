import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fromRoot } from '../src/platform/paths.ts';
import { makeRandom } from './generated.ts';
import { words } from './words.ts';

/**
 * Requests per second of the pages that are looked at most, as a ratio to the same middleware printing the same pages
 * from memory, in one run on one machine: 10,000 solutions (or as many as told) in the embedded engine, filters with
 * counts on every search page, compressed as for a browser. Rounds alternate, the median of their ratios is printed,
 * and beside it the ratio of the server's own processor time, which other programs on the machine disturb less.
 * "Each once" is no page that was asked for before; "again" is one page a hundred times.
 */
const size = Number(process.argv[2] ?? 10_000);
const rounds = 5;
const distinctQueries = 500;
const repeats = 100;
const connections = 4;

const agent = new Agent({ keepAlive: true, maxSockets: connections });
const server = fork(fromRoot('bench/pages-server.ts'), [String(size)], {
  execArgv: ['--import', 'tsx'],
});
const [{ port }] = (await once(server, 'message')) as [{ port: number }];

/** Gets an address as a browser does, compressed; resolves with the uncompressed page only where asked. */
function fetchPage(path: string, compressed = true): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'text/html',
      ...(compressed ? { 'accept-encoding': 'gzip, deflate, br' } : {}),
    };
    get({ port, path, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      const isCompressed = response.headers['content-encoding'] === 'br';
      response.on('data', (chunk: Buffer) => compressed || chunks.push(chunk));
      response.on('end', () =>
        response.statusCode === 200 && isCompressed === compressed
          ? resolve(Buffer.concat(chunks).toString())
          : reject(new Error(`${path} answered ${response.statusCode}, compressed: ${isCompressed}`)),
      );
    }).on('error', reject);
  });
}

/** Tells the server, or only asks; resolves with the processor time it has used, in microseconds. */
async function told(message: { pages?: string[] } = {}): Promise<number> {
  server.send(message);
  const [{ used }] = (await once(server, 'message')) as [{ used: number }];
  return used;
}

type Rate = { perSecond: number; processorMs: number };

/** What these addresses take, each sent once. */
async function rate(paths: string[]): Promise<Rate> {
  const waiting = [...paths];
  const [used, started] = [await told(), performance.now()];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await fetchPage(path);
    }),
  );
  const perSecond = (paths.length / (performance.now() - started)) * 1000;
  return { perSecond, processorMs: ((await told()) - used) / paths.length / 1000 };
}

/** The same pages from memory, as often. */
async function rateFromMemory(paths: string[]): Promise<Rate & { bytes: number }> {
  const kinds = [...new Set(paths)];
  const pages: string[] = [];
  for (const path of kinds) pages.push(await fetchPage(path, false));
  await told({ pages });
  const same = paths.map((path) => `/messung?n=${kinds.indexOf(path)}`);
  await rate(same.slice(0, 30));
  return { ...(await rate(same)), bytes: pages.reduce((sum, { length }) => sum + length, 0) / pages.length };
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Different searches, none of them among those to leave out. */
function queries(amount: number, seed: number, without: string[] = []): string[] {
  const random = makeRandom(seed);
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  const made = new Set(without);
  while (made.size < without.length + amount) {
    const parameters = new URLSearchParams({ q: random() < 0.5 ? word() : `${word()} ${word()}` });
    if (random() < 0.3) parameters.set('lizenz', 'EUPL-1.2');
    if (random() < 0.3) parameters.set('region', 'soest');
    made.add(`/loesungen?${parameters}`);
  }
  return [...made].slice(without.length);
}

const times = (path: string): string[] => Array.from({ length: repeats }, () => path);

type Case = { name: string; target: number; paths(round: number): string[] };
const warming = [...queries(100, 2), ...times('/').slice(0, 50)];
for (let number = 0; number < 50; number += 1) warming.push(`/loesungen/messung-${size - 1 - number}`);
const distinct = queries(distinctQueries, 1, warming);
const solutions = Array.from({ length: distinctQueries }, (_, number) => `/loesungen/messung-${number}`);
const share = distinctQueries / rounds;
const cases: Case[] = [
  {
    name: 'search, each once',
    target: 0.5,
    paths: (round) => distinct.slice(round * share, (round + 1) * share),
  },
  { name: 'search, one again', target: 0.8, paths: () => times('/loesungen?q=Verwaltung') },
  {
    name: 'solution, each once',
    target: 0.5,
    paths: (round) => solutions.slice(round * share, (round + 1) * share),
  },
  { name: 'solution, one again', target: 0.5, paths: () => times('/loesungen/messung-1000') },
  { name: 'start page, again', target: 0.5, paths: () => times('/') },
];

for (const path of warming) await fetchPage(path);
type Measured = { ratio: number; processor: number; page: number; bytes: number };
const results = new Map(cases.map(({ name }) => [name, [] as Measured[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const { name, paths } of cases) {
    const all = paths(round);
    const page = await rate(all);
    const memory = await rateFromMemory(all);
    results.get(name)?.push({
      ratio: page.perSecond / memory.perSecond,
      processor: memory.processorMs / page.processorMs,
      page: page.perSecond,
      bytes: memory.bytes,
    });
  }
}
for (const { name, target } of cases) {
  const measured = results.get(name) ?? [];
  const of = (what: keyof Measured): number => median(measured.map((one) => one[what]));
  const figures = `${of('page').toFixed(0).padStart(5)} per second (${Math.round(of('bytes') / 1000)} kB)`;
  process.stdout.write(
    `${name.padEnd(20)} ${figures}, ratio ${of('ratio').toFixed(2)}, wanted ${target}; of processor time ${of('processor').toFixed(2)}\n`,
  );
}
agent.destroy();
server.send({ stop: true });
