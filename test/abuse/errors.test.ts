import { request } from 'node:http';
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import mongoose, { type Connection } from 'mongoose';
import { createApp } from '../../src/app.ts';
import type { Services } from '../../src/services.ts';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { Visitor } from '../helpers/visitor.ts';
import { alive, changesNothing, expectNoInside } from './snapshot.helper.ts';

describe('faults of ours', () => {
  const lines: string[] = [];
  const app = useApp({ config: { logLevel: 'error' }, logLine: (line) => lines.push(line) });

  /** Runs an application in which a port of the composition fails. */
  async function withBroken(
    broken: Partial<Services>,
    act: (visitor: Visitor) => Promise<void>,
  ): Promise<void> {
    const server = createApp({ ...app.services, ...broken }).express.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      await act(new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const inside = 'mongodb://blaupause:geheim@db.intern/ /srv/src/platform/x.ts:1';
  const faults: Record<string, () => never> = {
    'an error': () => {
      throw new Error(inside);
    },
    'an error of a database': () => {
      throw Object.assign(new Error(inside), {
        name: 'MongoServerError',
        code: 11000,
        keyValue: { email: inside },
      });
    },
    'an error with a status of its own': () => {
      throw Object.assign(new Error(inside), { status: 500, headers: { 'x-inside': inside } });
    },
    'an error with a status that is none': () => {
      throw Object.assign(new Error(inside), { status: 200 });
    },
    'a text': () => {
      throw inside;
    },
    nothing: () => {
      throw undefined;
    },
    'an endless cause': () => {
      const error = new Error(inside);
      error.cause = error;
      throw error;
    },
  };
  for (const [what, fail] of Object.entries(faults)) {
    for (const [how, loadFacts] of [
      ['thrown', fail],
      ['rejected', async () => fail()],
    ] as const) {
      it(`show a page with a reference and no more: ${what}, ${how}`, async () => {
        lines.length = 0;
        await withBroken({ loadFacts: loadFacts as Services['loadFacts'] }, async (visitor) => {
          const answer = await visitor.get('/transfer');
          expect(answer.status).to.equal(500);
          expectNoInside(answer.text, what);
          expect(answer.text).not.to.contain('geheim');
          expect(answer.headers.get('x-inside')).to.equal(null);
          expect(answer.headers.get('content-security-policy')).to.contain("default-src 'none'");
          const reference = /"reference":"([0-9a-f]{8})"/.exec(lines.join(''))?.[1];
          expect(reference, 'in the log').to.be.a('string');
          expect(answer.$('main').text()).to.contain(reference);
          const data = await visitor.get('/transfer', { accept: 'application/json' });
          expect(data.status).to.equal(500);
          expect(data.headers.get('content-type')).to.contain('application/problem+json');
          expect(data.text).not.to.contain('geheim');
          expect((await visitor.get('/impressum')).status, 'the next page').to.equal(200);
        });
      });
    }
  }

  it('keep the token of a one-time link out of the log', async () => {
    lines.length = 0;
    const token = 'Ab_-'.repeat(11).slice(0, 43);
    const accounts = { ...app.services.accounts, confirmation: () => Promise.reject(new Error(inside)) };
    await withBroken({ accounts }, async (visitor) => {
      expect((await visitor.get(`/bestaetigen/${token}`)).status).to.equal(500);
      expect(lines.join('')).to.contain('/bestaetigen/').and.not.to.contain(token);
    });
  });

  it('give programs problem+json where the search fails', async () => {
    const catalogue = { ...app.services.catalogue, find: () => Promise.reject(new Error(inside)) };
    await withBroken({ catalogue }, async (visitor) => {
      const answer = await visitor.get('/api/v1/solutions');
      expect(answer.status).to.equal(500);
      expect(JSON.parse(answer.text)).to.include({ status: 500, title: 'Das hat nicht geklappt' });
      expect(answer.text).not.to.contain('geheim');
      expect((await visitor.get('/loesungen')).status).to.equal(500);
    });
  });

  it('tell nothing about the inside at any address that strangers try', async () => {
    const tried = [
      '/metrics',
      '/debug',
      '/debug/vars',
      '/.env',
      '/.git/config',
      '/.git/HEAD',
      '/package.json',
      '/server.js',
    ]
      .concat([
        '/api',
        '/api/docs',
        '/api/v1',
        '/api/v2/solutions',
        '/swagger.json',
        '/graphql',
        '/uploads/',
        '/data/',
      ])
      .concat([
        '/uploads',
        '/static/',
        '/static/kern/',
        '/static/..%2fpackage.json',
        '/static/%2e%2e/package.json',
      ])
      .concat([
        '/static/app.css.map',
        '/static/fonts/..%5c..%5cpackage.json',
        '/node_modules/express/package.json',
      ])
      .concat([
        '/src/app.ts',
        '/views/layout/begin.ejs',
        '/wp-login.php',
        '/admin',
        '/server-status',
        '/demo',
        '/einrichtung',
      ])
      .concat([
        '/static/%00',
        '/static/%c0%ae%c0%ae/package.json',
        '//evil.example/',
        '/..;/betrieb',
        '/%2e%2e/%2e%2e/etc/passwd',
      ]);
    await changesNothing(app, async () => {
      for (const path of tried) {
        const answer = await app.visitor().request(`${app.url}${path}`);
        expect(answer.status, path).to.be.within(400, 404);
        // The page offers to report a barrier on the address that was asked for.
        expectNoInside(answer.text.replaceAll(encodeURIComponent(path), ''), path);
        expect(answer.text, path).not.to.contain('"dependencies"');
      }
    });
    for (const path of ['/healthz', '/readyz']) {
      const { text } = await app.visitor().get(path);
      expect(Object.keys(JSON.parse(text))).to.deep.equal(['status']);
    }
  });
});

describe('what is no proper request', () => {
  const app = useApp();
  let file: string;
  before(async () => {
    const made = await aPublishedSolution(app, { provider: '0'.repeat(24), artifacts: [{}] });
    file = `/loesungen/${made.slug}/projektergebnisse/${made.artifacts[0]?.id}/konzept.txt`;
  });

  const methods = [
    'PUT',
    'DELETE',
    'PATCH',
    'TRACE',
    'OPTIONS',
    'PROPFIND',
    'MKCOL',
    'SEARCH',
    'PURGE',
    'LINK',
  ];
  it('is an unknown method: refused on every kind of address', async () => {
    await changesNothing(app, async () => {
      for (const method of methods) {
        for (const path of [
          '/',
          '/loesungen',
          '/api/v1/solutions',
          '/konto/loeschen',
          '/static/app.css',
          file,
        ]) {
          const { status, text } = await raw(app.url, { method, path });
          expect([200, 204, 400, 403, 404, 405, 501], `${method} ${path}`).to.include(status);
          if (method !== 'OPTIONS') expect(status, `${method} ${path}`).to.be.greaterThan(399);
          expect(text).not.to.contain('x-tracing');
        }
      }
    });
  });

  it('is a foreign Host, an override of the method, or two lengths', async () => {
    await changesNothing(app, async () => {
      const foreign = await raw(app.url, { path: '/anmelden', headers: { host: 'evil.example' } });
      expect(foreign.text).not.to.contain('evil.example');
      const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT' };
      expect((await raw(app.url, { path: '/loesungen?_method=DELETE', headers })).status).to.equal(200);
      for (const head of [
        'POST /anmelden HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /betrieb HTTP/1.1\r\n',
        'POST /anmelden HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
        'GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: x\r\nX-A: a\u0000b\r\n\r\n',
        'QUATSCH / HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET / HTTP/1.1\r\n\r\n',
      ]) {
        const answer = await spoken(app.url, head);
        expect(answer, JSON.stringify(head)).to.match(/^HTTP\/1\.1 4\d\d /);
        expectNoInside(answer, head);
      }
    });
  });

  it('is a cookie that is broken, doubled, signed by others or huge', async () => {
    const { visitor } = await person(app);
    const own = visitor.cookie('blaupause') ?? '';
    const [signed = '', signature = ''] = decodeURIComponent(own).split(/\.(?=[^.]*$)/);
    const cookies: [string, string, number][] = [
      ['its own', `blaupause=${own}`, 200],
      [
        'another signature',
        `blaupause=${encodeURIComponent(`${signed}.${signature.split('').reverse().join('')}`)}`,
        302,
      ],
      ['no signature', `blaupause=${encodeURIComponent(signed)}`, 302],
      ['another id', `blaupause=${encodeURIComponent(`s:${'A'.repeat(32)}.${signature}`)}`, 302],
      ['an operator', `blaupause[$ne]=x; blaupause=s%3A%7B%22%24ne%22%3A1%7D.x`, 302],
      ['malformed percent signs', 'blaupause=%E0%A4%A', 302],
      ['a prototype', '__proto__=x; constructor=y', 302],
      ['two of a name, the first broken', `blaupause=kaputt; blaupause=${own}`, 302],
      ['14 KB', `blaupause=${'x'.repeat(14_000)}`, 302],
      ['64 KB', `blaupause=${'x'.repeat(64_000)}`, 431],
    ];
    for (const [what, cookie, status] of cookies) {
      const answer = await raw(app.url, { path: '/konto', headers: { cookie } });
      expect(`${what} ${answer.status}`).to.equal(`${what} ${status}`);
    }
    await alive(app);
  });
});

type Raw = { status: number; text: string };

/** A request as Node sends it: any method, any header. */
function raw(
  url: string,
  { method = 'GET', path, headers = {} }: { method?: string; path: string; headers?: Record<string, string> },
): Promise<Raw> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path, method, headers: { 'x-tracing': 'x-tracing', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.on('error', reject).end();
  });
}

/** What the server says to these bytes before it hangs up. */
function spoken(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connectTo(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8').setTimeout(3000, () => socket.destroy(new Error(`no answer to ${bytes}`)));
    socket.on('data', (part: string) => {
      text += part;
      socket.end();
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

describe('a database that is down', () => {
  const cable = makeCable();
  const app = useApp({ connect: cable.connect });
  let editor: Person;
  before(async () => {
    editor = await person(app, { roles: ['editor'] });
    await aPublishedSolution(app, { provider: editor.organisationId, title: 'Hundesteuer online' });
    await app.services.catalogue.refresh();
    expect((await app.visitor().get('/readyz')).status).to.equal(200);
  });
  after(() => cable.close());

  it('makes pages for people and problem+json for programs say so, and is forgotten when it is back', async () => {
    const { action, values } = await editor.visitor.form('/loesungen/neu');
    cable.cut();
    const anonymous = app.visitor();
    const [health, ready, page, api, transfer, own, act, imprint] = await Promise.all([
      anonymous.get('/healthz'),
      anonymous.get('/readyz'),
      anonymous.get('/loesungen/gibt-es-nicht'),
      anonymous.get('/api/v1/solutions/gibt-es-nicht', { accept: 'application/json' }),
      anonymous.get('/transfer'),
      editor.visitor.get('/vorgaenge'),
      editor.visitor.post(action, { ...values, title: 'Während des Ausfalls', summary: 'x' }),
      anonymous.get('/impressum'),
    ]);
    expect(health.status).to.equal(200);
    expect([ready.status, JSON.parse(ready.text)]).to.deep.equal([503, { status: 'unavailable' }]);
    expect(imprint.status, 'pages without data').to.equal(200);
    for (const answer of [page, transfer, own, act]) {
      expect(answer.status).to.equal(503);
      expect(answer.headers.get('retry-after')).to.equal('60');
      expect(answer.$('main').text()).to.contain('Die Datenbank antwortet gerade nicht');
      expectNoInside(answer.text, 'page');
    }
    expect(api.status).to.equal(503);
    expect(api.headers.get('content-type')).to.contain('application/problem+json');
    expectNoInside(api.text, 'API');

    await cable.mend();
    const deadline = Date.now() + 15_000;
    while ((await anonymous.get('/readyz')).status !== 200) {
      expect(Date.now(), 'time to come back').to.be.lessThan(deadline);
    }
    expect((await editor.visitor.get('/vorgaenge')).status, 'still logged in').to.equal(200);
    const titles = await app.connection.collection('solutions').distinct('working.content.title');
    expect(titles).not.to.include('Während des Ausfalls');
    const again = await editor.visitor.submit('/loesungen/neu', { title: 'Nach dem Ausfall', summary: 'x' });
    expect(again.status).to.equal(303);
  }).timeout(40_000);
});

/** A cable to the database of the tests that can be cut and mended. */
function makeCable() {
  const sockets = new Set<Socket>();
  let server: Server;
  let target: URL;
  let port = 0;

  function open(): Promise<void> {
    server = createServer((from) => {
      const to = connectTo(Number(target.port), target.hostname);
      for (const socket of [from, to]) {
        sockets.add(socket);
        socket
          .on('error', () => {})
          .on('close', () => {
            sockets.delete(socket);
            from.destroy();
            to.destroy();
          });
      }
      from.pipe(to);
      to.pipe(from);
    });
    return new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  function cut(): void {
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  return {
    async connect(uri: string, dbName: string): Promise<Connection> {
      target = new URL(uri);
      await open();
      const through = new URL(uri);
      through.host = `127.0.0.1:${port}`;
      through.searchParams.delete('replicaSet');
      through.searchParams.set('directConnection', 'true');
      const options = { dbName, serverSelectionTimeoutMS: 400, heartbeatFrequencyMS: 500 };
      return mongoose.createConnection(through.href, options).asPromise();
    },
    cut,
    mend: open,
    close: cut,
  };
}
