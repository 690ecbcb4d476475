import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fromRoot } from '../src/platform/paths.ts';
import { makeRandom } from './generated.ts';
import { words } from './words.ts';

/**
 * Requests per second of the pages that are looked at most, as a ratio to the same middleware serving the same bytes
 * from memory, in one run on one machine: 10,000 solutions (or as many as told) in the embedded engine, filters with counts on every
 * search page. Rounds alternate, the median of their ratios is printed.
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
      response.on('data', (chunk: Buffer) => compressed || chunks.push(chunk));
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(Buffer.concat(chunks).toString())
          : reject(new Error(`${path} answered ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

/** Requests per second over these addresses, each sent once. */
async function rate(paths: string[]): Promise<number> {
  const waiting = [...paths];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await fetchPage(path);
    }),
  );
  return (paths.length / (performance.now() - started)) * 1000;
}

async function printFromMemory(child: ChildProcess, html: string): Promise<void> {
  child.send({ html });
  await once(child, 'message');
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

function queries(amount: number, seed: number): string[] {
  const random = makeRandom(seed);
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  const made = new Set<string>();
  while (made.size < amount) {
    const parameters = new URLSearchParams({ q: random() < 0.5 ? word() : `${word()} ${word()}` });
    if (random() < 0.3) parameters.set('lizenz', 'EUPL-1.2');
    if (random() < 0.3) parameters.set('region', 'soest');
    made.add(`/loesungen?${parameters}`);
  }
  return [...made];
}

const times = (path: string): string[] => Array.from({ length: repeats }, () => path);

type Case = { name: string; target: number; paths(round: number): string[] };
const distinct = queries(distinctQueries, 1);
const share = distinctQueries / rounds;
const cases: Case[] = [
  {
    name: 'search, each query once',
    target: 0.5,
    paths: (round) => distinct.slice(round * share, (round + 1) * share),
  },
  { name: 'search, one query again', target: 0.8, paths: () => times('/loesungen?q=Verwaltung') },
  { name: 'a solution', target: 0.5, paths: () => times('/loesungen/messung-100') },
  { name: 'start page', target: 0.5, paths: () => times('/') },
];

for (const path of [
  ...queries(100, 2),
  ...times('/').slice(0, 50),
  ...times('/loesungen/messung-7').slice(0, 50),
])
  await fetchPage(path);
const ratios = new Map(
  cases.map(({ name }) => [name, [] as { ratio: number; page: number; bytes: number }[]]),
);
for (let round = 0; round < rounds; round += 1) {
  for (const { name, paths } of cases) {
    const all = paths(round);
    const page = await rate(all);
    const html = await fetchPage(all[0] ?? '', false);
    await printFromMemory(server, html);
    await rate(times('/messung').slice(0, 30));
    const memory = await rate(times('/messung'));
    ratios.get(name)?.push({ ratio: page / memory, page, bytes: html.length });
  }
}
for (const { name, target } of cases) {
  const measured = ratios.get(name) ?? [];
  const ratio = median(measured.map((one) => one.ratio));
  const page = median(measured.map((one) => one.page));
  const kilobytes = Math.round(median(measured.map(({ bytes }) => bytes)) / 1000);
  process.stdout.write(
    `${name.padEnd(24)} ${page.toFixed(0).padStart(5)} per second (${kilobytes} kB), ratio ${ratio.toFixed(2)}, wanted ${target}\n`,
  );
}
agent.destroy();
server.send({ stop: true });
