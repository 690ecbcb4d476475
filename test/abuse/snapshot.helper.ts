import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { TestApp } from '../helpers/app.ts';
import type { Answer } from '../helpers/visitor.ts';

/** What a refused act may leave: a session that holds a CSRF token, a counter, mails that were due anyway. */
const beside = new Set(['sessions', 'rateLimits', 'mails']);

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A hash for each collection and each file of the upload folder: equal before and after an act that was refused. */
export async function snapshot(app: TestApp): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const collections = (await app.connection.listCollections()).map(({ name }) => name).sort();
  for (const name of collections.filter((one) => !beside.has(one))) {
    const documents = await app.connection.collection(name).find({}).sort({ _id: 1 }).toArray();
    hashes[name] = sha256(JSON.stringify(documents));
  }
  const folder = app.config.uploadDir;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    hashes[path.slice(folder.length)] = sha256(await readFile(path));
  }
  return hashes;
}

/** Everything stored, as text, to look for what must not be in it. */
export async function dump(app: TestApp, besides: string[] = []): Promise<string> {
  const texts: string[] = [];
  for (const { name } of await app.connection.listCollections()) {
    if (besides.includes(name)) continue;
    texts.push(JSON.stringify(await app.connection.collection(name).find({}).toArray()));
  }
  return texts.join('\n');
}

/** Expects that an act changes nothing that is stored, and that the server lives on, unpolluted. */
export async function changesNothing<T>(app: TestApp, act: () => Promise<T>): Promise<T> {
  const before = await snapshot(app);
  const result = await act();
  expect(await snapshot(app), 'something stored has changed').to.deep.equal(before);
  await alive(app);
  return result;
}

/** Expects that the server answers and that no prototype was polluted. */
export async function alive(app: TestApp): Promise<void> {
  expect((await app.visitor().get('/healthz')).status).to.equal(200);
  expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
}

/** Expects an answer that is no fault of ours and tells nothing about our inside. */
export function expectRefusal(answer: Answer, statuses: readonly number[], what: string): void {
  expect(statuses, `${what} answered ${answer.status}`).to.include(answer.status);
  expectNoInside(answer.text, what);
}

/** Expects no stack, path, module or secret of the installation in a text. */
export function expectNoInside(text: string, what: string): void {
  expect(text, what).not.to.match(
    /node_modules|\bat [\w.<>]+ \(|\/src\/|\.ts:\d|mongodb:\/\/|MongoServer|BSON|Cast to|nur-fuer-die-vorfuehrung/,
  );
}
