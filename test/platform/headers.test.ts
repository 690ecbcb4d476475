import { request } from 'node:http';
import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import type { Answer } from '../helpers/visitor.ts';

describe('answers', () => {
  const app = useApp();

  const kinds: [string, number, () => Promise<Answer>][] = [
    ['a page', 200, () => app.visitor().get('/anmelden')],
    ['a redirect to the log-in', 302, () => app.visitor().get('/konto')],
    ['a refusal', 403, async () => (await person(app)).visitor.get('/betrieb')],
    ['a forged form', 403, () => app.visitor().post('/anmelden', { email: 'a@b.example', password: 'x' })],
    ['an unknown page', 404, () => app.visitor().get('/gibt-es-nicht')],
    ['a malformed request', 400, () => app.visitor().get('/anmelden?a[$ne]=1')],
    ['a void link', 410, () => app.visitor().get(`/kennwort-neu/${'A'.repeat(43)}`)],
    ['too large a form', 413, () => app.visitor().post('/anmelden', { email: 'x'.repeat(2_100_000) })],
    ['a static file', 200, () => app.visitor().get('/static/app.css')],
    ['a missing static file', 404, () => app.visitor().get('/static/gibt-es-nicht.css')],
    ['data', 200, () => app.visitor().get('/healthz')],
  ];

  for (const [name, status, get] of kinds) {
    it(`carry the protecting headers: ${name} (${status})`, async () => {
      const { status: actual, headers } = await get();
      expect(actual).to.equal(status);
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "script-src 'self'",
        "style-src 'self'",
      ]) {
        expect(policy.split(';')).to.include(rule);
      }
      expect(policy).not.to.match(/unsafe|nonce|https?:|\*/);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('referrer-policy')).to.equal('same-origin');
      expect(headers.get('cross-origin-resource-policy')).to.equal('same-origin');
      expect(headers.get('x-powered-by')).to.equal(null);
    });
  }

  it('set no cookie for reading', async () => {
    const stored = () => app.connection.collection('sessions').countDocuments();
    const before = await stored();
    for (const path of [
      '/impressum',
      '/organisationen',
      '/healthz',
      '/static/app.css',
      '/gibt-es-nicht',
      '/konto',
    ]) {
      const visitor = app.visitor();
      const answer = await visitor.get(path);
      expect(answer.headers.getSetCookie(), path).to.deep.equal([]);
    }
    expect(await stored()).to.equal(before);
  });

  it('set a cookie that scripts and other sites do not get', async () => {
    const [cookie] = (await app.visitor().get('/anmelden')).headers.getSetCookie();
    expect(cookie).to.match(/^blaupause=.*; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('are not kept by caches once a form or a person is in them', async () => {
    const { visitor } = await person(app);
    for (const answer of [await visitor.get('/impressum'), await app.visitor().get('/anmelden')]) {
      expect(answer.headers.get('cache-control')).to.equal('private, no-store');
    }
    const asset = await app.visitor().get('/static/app.css');
    expect(asset.headers.get('cache-control')).to.contain('immutable');
  });

  it('refuse forms that another site made the browser send', async () => {
    const visitor = app.visitor();
    const { values } = await visitor.form('/anmelden');
    const fields = { ...values, email: 'a@b.example', password: 'ein falsches Kennwort' };
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      expect((await visitor.post('/anmelden', fields, headers)).status).to.equal(403);
    }
    const own = { 'sec-fetch-site': 'same-origin', origin: app.url };
    expect((await visitor.post('/anmelden', fields, own)).status).to.equal(422);
  });

  it('survive broken cookies', async () => {
    for (const value of ['s%3Akaputt.signatur', '%', 'j%3A%7B%22a%22', 'x'.repeat(4000)]) {
      const visitor = app.visitor();
      visitor.setCookie('blaupause', value);
      expect((await visitor.get('/anmelden')).status).to.equal(200);
    }
  });

  it('give programs problem+json without stack or path', async () => {
    const answer = await app.visitor().get('/gibt-es-nicht', { accept: 'application/json' });
    expect(answer.status).to.equal(404);
    expect(answer.headers.get('content-type')).to.contain('application/problem+json');
    expect(JSON.parse(answer.text)).to.include({ status: 404, title: 'Nicht gefunden' });
    expect(answer.text).not.to.match(/node_modules|\.ts|at /);
  });

  for (const method of ['PUT', 'DELETE', 'PROPFIND', 'PATCH']) {
    it(`do nothing for ${method}`, async () => {
      const status = await new Promise<number>((resolve, reject) => {
        request(`${app.url}/anmelden`, { method }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
      expect(status).to.be.within(400, 499);
    });
  }
});

describe('answers behind a proxy', () => {
  const app = useApp({ config: { trustedProxies: 1 } });

  it('are marked for https by the configured address only', async () => {
    const plain = await app
      .visitor()
      .get('/anmelden', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' });
    expect(plain.headers.get('strict-transport-security')).to.equal(null);
    expect(plain.text).not.to.contain('evil.example');
  });
});
