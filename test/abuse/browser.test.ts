import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { useApp } from '../helpers/app.ts';
import { type Person, person, testPassword } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import type { Answer, Visitor } from '../helpers/visitor.ts';
import { changesNothing } from './snapshot.helper.ts';
import { aStranger, aWorld, pathOf, tokenOf, type World } from './world.helper.ts';

describe('pages against other sites', () => {
  const app = useApp();
  let world: World;
  let visitor: Visitor;
  before(async () => {
    world = await aWorld(app);
    visitor = world.everything.visitor;
  });

  const forged: Record<string, () => Promise<{ token: string; headers?: Record<string, string> }>> = {
    'no token': async () => ({ token: '' }),
    'the token of another person': async () => ({ token: await tokenOf((await aStranger(app)).visitor) }),
    'the token of a session that has ended': async () => ({ token: await oldToken() }),
    'a foreign Origin': async () => ({
      token: await tokenOf(visitor),
      headers: { origin: 'https://evil.example' },
    }),
    'an Origin that only looks like ours': async () => ({
      token: await tokenOf(visitor),
      headers: { origin: `${app.url}.evil.example` },
    }),
    'no Origin to tell': async () => ({ token: await tokenOf(visitor), headers: { origin: 'null' } }),
    'a frame of another site': async () => ({
      token: await tokenOf(visitor),
      headers: { 'sec-fetch-site': 'cross-site', origin: app.url },
    }),
  };

  /** The token that the same person had before logging out. */
  async function oldToken(): Promise<string> {
    const before = await person(app);
    const token = await tokenOf(before.visitor);
    await before.visitor.submit('/konto', {}, '/abmelden');
    return token;
  }

  for (const [what, make] of Object.entries(forged)) {
    it(`refuse every act with ${what}`, async () => {
      const { token, headers } = await make();
      await changesNothing(app, async () => {
        for (const { method, path } of app.app.declared) {
          if (method !== 'post') continue;
          const answer = await visitor.post(pathOf(world, path), { _csrf: token, revision: '1' }, headers);
          expect(`${path} ${answer.status}`).to.equal(`${path} 403`);
        }
      });
      expect((await visitor.get('/konto')).status).to.equal(200);
    }).timeout(30_000);
  }

  it('are not changed by any GET', async () => {
    const paths = app.app.declared.filter(({ method, kind }) => method === 'get' && kind === 'page');
    await changesNothing(app, async () => {
      for (const { path } of paths) await visitor.get(pathOf(world, path));
      for (const { method, path } of app.app.declared) {
        if (method !== 'post' || paths.some((page) => page.path === path)) continue;
        expect((await visitor.get(pathOf(world, path))).status, path).to.be.within(300, 499);
      }
    });
    expect((await visitor.get('/konto')).status, 'still logged in').to.equal(200);
  }).timeout(30_000);

  it('set no cookie and store no session for anybody who only reads', async () => {
    const stored = () => app.connection.collection('sessions').countDocuments();
    const before = await stored();
    let read = 0;
    for (const { method, path, access } of app.app.declared) {
      if (method !== 'get' || !access.allows(null)) continue;
      const { headers, status, $ } = await app.visitor().get(pathOf(world, path));
      if (status !== 200 || $('input[name="_csrf"]').length > 0) continue;
      expect(headers.getSetCookie(), path).to.deep.equal([]);
      read += 1;
    }
    expect(read).to.be.greaterThan(15);
    // Forms need a token, so their pages keep a session; nothing else does.
    const withForm = ['/anmelden', '/registrieren', '/kennwort-vergessen', '/barriere-melden'];
    expect((await stored()) - before).to.be.lessThan(withForm.length + 4);
  });

  it('take no address from the request', async () => {
    const evil = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-prefix': '/evil',
      'x-original-url': '/betrieb',
      'x-rewrite-url': '/betrieb',
      forwarded: 'host=evil.example',
    };
    const slug = world.solution.slug;
    for (const path of [
      '/',
      '/loesungen',
      `/loesungen/${slug}`,
      '/transfer',
      '/anmelden',
      `/api/v1/solutions/${slug}`,
    ]) {
      const { text, status } = await app.visitor().get(path, evil);
      expect(status, path).to.equal(200);
      expect(text, path).not.to.contain('evil');
    }
    const led = await app.visitor().get('/konto', evil);
    expect(led.location).to.equal('/anmelden?weiter=%2Fkonto');
    const stranger = app.visitor();
    const { values } = await stranger.form('/kennwort-vergessen');
    const asked = { ...values, email: world.requester.email };
    expect((await stranger.post('/kennwort-vergessen', asked, evil)).status).to.equal(303);
    const mail = (await app.mails()).findLast(({ to }) => to === world.requester.email);
    expect(mail?.text).to.contain(`${app.url}/kennwort-neu/`).and.not.to.contain('evil');
  });
});

describe('headers', () => {
  const app = useApp();
  let editor: Person;
  let file: string;
  before(async () => {
    editor = await person(app, { roles: ['editor'] });
    const made = await aPublishedSolution(app, { provider: editor.organisationId, artifacts: [{}] });
    file = `/loesungen/${made.slug}/projektergebnisse/${made.artifacts[0]?.id}/konzept.txt`;
  });

  /** An answer of an application in which something breaks. */
  async function broken(): Promise<Answer> {
    const failing = createApp({ ...app.services, loadFacts: () => Promise.reject(new Error('broken')) });
    const server = failing.express.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    try {
      return await app.visitor().get(`http://127.0.0.1:${port}/transfer`);
    } finally {
      server.close();
    }
  }

  const etagOf = async (path: string) => (await app.visitor().get(path)).headers.get('etag') ?? '';
  const asking = { 'cache-control': 'max-age=0' };
  const kinds: [string, number, () => Promise<Answer>][] = [
    ['after an act', 303, () => editor.visitor.submit('/konto/name', { name: 'Neuer Name' })],
    [
      'an unchanged static file',
      304,
      async () =>
        app.visitor().get('/static/app.css', { 'if-none-match': await etagOf('/static/app.css'), ...asking }),
    ],
    [
      'an unchanged file',
      304,
      async () => app.visitor().get(file, { 'if-none-match': await etagOf(file), ...asking }),
    ],
    ['a file', 200, () => app.visitor().get(file)],
    ['a part of a file', 206, () => app.visitor().get(file, { range: 'bytes=0-1' })],
    ['no such part', 416, () => app.visitor().get(file, { range: 'bytes=900-' })],
    ['a faulty form', 422, () => editor.visitor.submit('/konto/name', { name: '' })],
    [
      'another format',
      415,
      () =>
        app
          .visitor()
          .request('/anmelden', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }),
    ],
    ['a malformed address', 400, () => app.visitor().get('/loesungen/%E0%A4%A')],
    ['no such version', 404, () => app.visitor().get('/loesungen/x/versionen/1')],
    ['a fault of ours', 500, broken],
    ['data for programs', 200, () => app.visitor().get('/api/v1/solutions')],
    ['a spreadsheet', 200, () => app.visitor().get('/transfer/zahlen.csv')],
  ];
  for (const [what, status, get] of kinds) {
    it(`protect ${what} (${status})`, async () => {
      const answer = await get();
      expect(answer.status).to.equal(status);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy)
        .to.contain("default-src 'none'")
        .and.not.to.match(/unsafe|nonce|https?:|\*/);
      if (!policy.includes('sandbox')) expect(policy).to.contain("frame-ancestors 'none'");
      expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(answer.headers.get('referrer-policy')).to.equal('same-origin');
      expect(answer.headers.get('cross-origin-resource-policy')).to.equal('same-origin');
      for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
        expect(answer.headers.get(name), name).to.equal(null);
      for (const cookie of answer.headers.getSetCookie())
        expect(cookie)
          .to.match(/; HttpOnly/)
          .and.to.match(/; SameSite=Lax/);
    });
  }

  it('are the same for each HEAD as for its GET', async () => {
    for (const path of ['/', '/anmelden', '/gibt-es-nicht', '/static/app.css', file]) {
      const [get, head] = [
        await app.visitor().get(path),
        await app.visitor().request(path, { method: 'HEAD' }),
      ];
      expect(head.status).to.equal(get.status);
      expect(head.text).to.equal('');
      const policy = 'content-security-policy';
      expect(head.headers.get(policy)).to.equal(get.headers.get(policy));
    }
  });

  it('keep what belongs to a person out of every cache', async () => {
    for (const path of ['/konto', '/konto/daten', '/vorgaenge', '/meine-loesungen', '/loesungen', '/'])
      expect((await editor.visitor.get(path)).headers.get('cache-control'), path).to.contain('no-store');
  });
});

describe('a public address with https', () => {
  const app = useApp({ publicUrl: 'https://blaupause.example', config: { trustedProxies: 1 } });
  const secure = { 'x-forwarded-proto': 'https' };

  it('sets cookies for this host and https only, and asks for https for a year', async () => {
    const answer = await app.visitor().get('/anmelden', secure);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).to.match(/^__Host-blaupause=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get('strict-transport-security')).to.equal('max-age=31536000; includeSubDomains');
    expect((await app.visitor().get('/anmelden')).headers.getSetCookie(), 'over http').to.deep.equal([]);
  });

  it('lets people log in, under a new session, with links to the public address', async () => {
    const email = 'redaktion@stadt-musterstadt.example';
    await app.services.accounts.createActiveUser({
      email,
      name: 'Redaktion',
      password: testPassword,
      platformRoles: [],
    });
    const visitor = app.visitor();
    const page = await visitor.get('/anmelden', secure);
    const before = visitor.cookie('__Host-blaupause');
    const fields = { _csrf: String(page.$('main [name="_csrf"]').val()), email, password: testPassword };
    const origin = { ...secure, origin: 'https://blaupause.example' };
    const answer = await visitor.post('/anmelden', fields, origin);
    expect(answer.status).to.equal(303);
    expect(answer.headers.getSetCookie()[0]).to.contain('; Secure;');
    expect(visitor.cookie('__Host-blaupause')).not.to.equal(before);
    expect((await visitor.get('/konto', secure)).status).to.equal(200);
    const plain = await visitor.post('/anmelden', fields, {
      ...secure,
      origin: 'http://blaupause.example.evil',
    });
    expect(plain.status).to.equal(403);
  });
});
