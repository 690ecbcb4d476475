import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import type { Answer } from '../helpers/visitor.ts';
import { changesNothing, expectNoInside, expectRefusal } from './snapshot.helper.ts';
import { aWorld, pathOf, tokenOf, type World } from './world.helper.ts';

/** Parameters of queries that our pages read, each twice. */
const twice = ['q', 'seite', 'weiter', 'organisation', 'fuer', 'person', 'suche', 'zahl', 'nach', 'wert']
  .concat(['von', 'bis', 'thema', 'region', 'sortierung', 'limit', 'cursor', 'topic', 'art', 'land'])
  .map((name) => `${name}=a&${name}=b`)
  .join('&');

const badParameters: Record<string, string> = {
  'a malformed percent sign': '%E0%A4%A',
  'five thousand characters': 'a'.repeat(5000),
  'a NUL': 'a%00b',
  'a line break': 'a%0d%0aSet-Cookie:%20b=1',
  'a prototype': '__proto__',
  'a way up': '..%2f..%5c..%2fetc%2fpasswd',
  'twelve bytes, which some take for an id': 'abcdefghijkl',
  'the id of nothing': '000000000000000000000000',
};

const badQueries: Record<string, { query: string; statuses?: number[] }> = {
  'an operator': { query: 'a[$ne]=1&$where=sleep(1)', statuses: [400] },
  'a prototype': { query: '__proto__[polluted]=1', statuses: [400] },
  'lists where text is expected': { query: twice },
  'malformed percent signs': { query: 'q=%E0%A4%A&seite=%&weiter=%zz&organisation=%FF&suche=%C3' },
  'pages that are none': { query: 'seite=-1&page=1e9&limit=0x10&cursor=AAAA&zahl=NaN&jahr=1e309' },
  'ten thousand characters': { query: `q=${'a'.repeat(5000)}&suche=${'%C3%BC'.repeat(800)}` },
};

/** Most of an answer's time is waiting for the database, which is a process of its own. */
const atOnce = 4;

describe('every route', () => {
  const app = useApp();
  let world: World;
  let token: string;
  before(async function () {
    this.timeout(60_000);
    world = await aWorld(app);
    token = await tokenOf(world.everything.visitor);
  });

  /** Sends to each declared route; a POST carries a valid token and the fields that most forms have. */
  async function sendToAll(
    target: (path: string, method: string) => string | null,
    check: (answer: Answer, route: string) => void,
    fields: Record<string, string | string[]> = {},
  ): Promise<number> {
    const { visitor } = world.everything;
    const waiting = app.app.declared.flatMap(({ method, path }) => {
      const to = path === '/abmelden' ? null : target(path, method);
      return to === null ? [] : [{ method, path, to }];
    });
    const sent = waiting.length;
    const sendWaiting = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await send(next);
    };
    async function send({ method, path, to }: { method: string; path: string; to: string }) {
      const answer =
        method === 'get'
          ? await visitor.get(to)
          : await visitor.post(to, { _csrf: token, revision: '1', ...fields });
      const route = `${method} ${path}`;
      expect(answer.status, route).to.be.lessThan(500);
      expectNoInside(answer.text, route);
      expect(answer.headers.get('set-cookie') ?? '', route).not.to.contain('b=1');
      check(answer, route);
    }
    await Promise.all(Array.from({ length: atOnce }, sendWaiting));
    return sent;
  }

  for (const [what, value] of Object.entries(badParameters)) {
    it(`outlives ${what} in its address`, async () => {
      await changesNothing(app, async () => {
        const sent = await sendToAll(
          (path) => (/[:*]/.test(path) ? pathOf(world, path, () => value) : null),
          ({ status }, route) => {
            if (value.endsWith('%A')) expect(status, route).to.equal(400);
            else expect([302, 303], `${route} led on`).not.to.include(status);
          },
        );
        expect(sent).to.be.greaterThan(60);
      });
    }).timeout(30_000);
  }

  for (const [what, { query, statuses }] of Object.entries(badQueries)) {
    it(`outlives ${what} in its query`, async () => {
      await changesNothing(app, async () => {
        const sent = await sendToAll(
          (path, method) => (method === 'get' || statuses ? `${pathOf(world, path)}?${query}` : null),
          ({ status }, route) => {
            if (statuses) expect(statuses, `${route} ${status}`).to.include(status);
          },
          { _csrf: 'x' },
        );
        expect(sent).to.be.greaterThan(60);
      });
    }).timeout(30_000);
  }

  const hostileBodies: Record<string, Record<string, string>> = {
    'an operator': { 'title[$ne]': 'x' },
    'a dotted name': { 'working.state': 'submitted' },
    'a list by brackets': { 'roles[]': 'administrator' },
  };
  for (const [what, fields] of Object.entries(hostileBodies)) {
    it(`refuses ${what} in a form, for whoever may do everything`, async () => {
      await changesNothing(app, () =>
        sendToAll(
          (path, method) => (method === 'post' ? pathOf(world, path) : null),
          (answer, route) => expectRefusal(answer, [400], route),
          fields,
        ),
      );
    }).timeout(30_000);
  }

  it('refuses an operator in JSON, for whoever may do everything', async () => {
    const { visitor } = world.everything;
    const nested = [{ text: { $gt: '' } }, { a: { b: { c: { d: { e: { f: {} } } } } } }];
    await changesNothing(app, async () => {
      for (const { method, path } of app.app.declared) {
        if (method !== 'post') continue;
        for (const body of nested) {
          const answer = await visitor.request(pathOf(world, path), {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-csrf-token': token },
            body: JSON.stringify(body),
          });
          expectRefusal(answer, [400], `${path} ${JSON.stringify(body)}`);
        }
      }
    });
  }).timeout(30_000);

  it('takes lists, objects, numbers and nothing in JSON for what they are: no text', async () => {
    const other = await aWorld(app);
    const { visitor } = other.everything;
    const csrf = await tokenOf(visitor);
    const names = [
      'title',
      'name',
      'fullName',
      'email',
      'password',
      'newPassword',
      'text',
      'purpose',
      'reason',
    ]
      .concat([
        'statement',
        'description',
        'organisation',
        'organisationId',
        'organisationSlug',
        'stage',
        'since',
      ])
      .concat([
        'url',
        'domain',
        'person',
        'roles',
        'act',
        'role',
        'decision',
        'csv',
        'partner',
        'lead',
        'weiter',
      ])
      .concat(['changeNote', 'revision', 'kind', 'page', 'evidence', 'successor', 'submission', 'richtung']);
    const values = [['a', 'b'], { a: 'b' }, 7, null];
    for (const { method, path } of app.app.declared) {
      if (method !== 'post' || ['/abmelden', '/konto/sitzungen'].includes(path)) continue;
      for (const value of values) {
        const body = Object.fromEntries(names.map((name) => [name, value]));
        const answer = await visitor.request(pathOf(other, path), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
          body: JSON.stringify(body),
        });
        expect(answer.status, `${path} ${JSON.stringify(value)}`).to.be.lessThan(500);
        expectNoInside(answer.text, path);
      }
    }
  }).timeout(30_000);
});
