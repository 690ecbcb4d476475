import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person, testPassword } from '../helpers/people.ts';
import { alive, changesNothing, expectNoInside, expectRefusal } from './snapshot.helper.ts';
import { aWorld, pathOf, tokenOf } from './world.helper.ts';

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

describe('bodies', () => {
  const lines: string[] = [];
  const app = useApp({ config: { logLevel: 'debug' }, logLine: (line) => lines.push(line) });
  let editor: Person;
  let token: string;
  before(async () => {
    editor = await person(app, { roles: ['editor'] });
    token = await tokenOf(editor.visitor);
  });

  const send = (path: string, body: RequestInit['body'], headers: Record<string, string>) =>
    editor.visitor.request(path, { method: 'POST', body, headers: { 'x-csrf-token': token, ...headers } });

  const many = (count: number) => Array.from({ length: count }, (_, n) => `f${n}=1`).join('&');
  const cases: [string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number[]][] = [
    ['text', 'title=Text', { 'content-type': 'text/plain' }, [415]],
    [
      'XML',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      { 'content-type': 'text/xml' },
      [415],
    ],
    ['bytes', 'title=Bytes', { 'content-type': 'application/octet-stream' }, [415]],
    ['JSON of another kind', '{"title":"x"}', { 'content-type': 'application/csp-report' }, [415]],
    ['a type that is none', 'title=x', { 'content-type': 'a' }, [415]],
    ['another charset', 'title=x', { 'content-type': `${form}; charset=utf-7` }, [415]],
    ['another charset in JSON', '{"title":"x"}', { 'content-type': `${json}; charset=utf-7` }, [415]],
    ['an unknown encoding', 'title=x', { 'content-type': form, 'content-encoding': 'zstd-x' }, [415]],
    ['broken gzip', 'title=x', { 'content-type': form, 'content-encoding': 'gzip' }, [400]],
    [
      'a gzip bomb',
      new Uint8Array(gzipSync(Buffer.alloc(50_000_000, 'a'))),
      { 'content-type': form, 'content-encoding': 'gzip' },
      [413],
    ],
    ['3 MB of form', `title=${'x'.repeat(3_000_000)}`, { 'content-type': form }, [413]],
    ['1 MB of JSON', JSON.stringify({ title: 'x'.repeat(1_000_000) }), { 'content-type': json }, [413]],
    ['1,001 parameters', many(1001), { 'content-type': form }, [413]],
    ['100,000 of one name', 'a=1&'.repeat(100_000), { 'content-type': form }, [413]],
    ['depth by brackets', `a${'[b]'.repeat(50)}=1`, { 'content-type': form }, [400]],
    ['a huge index', 'a[4294967295]=1', { 'content-type': form }, [400]],
    ['depth in JSON', `{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, { 'content-type': json }, [400]],
    ['a JSON text', '"title"', { 'content-type': json }, [400]],
    ['JSON with a prototype', '{"title":"x","__proto__":{"polluted":1}}', { 'content-type': json }, [400]],
    ['broken JSON', '{"title":', { 'content-type': json }, [400]],
    ['no form at all', '', { 'content-type': form }, [422]],
    ['a list in JSON', '["title"]', { 'content-type': json }, [422]],
    [
      'multipart where none is expected',
      '--a\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--a--\r\n',
      { 'content-type': 'multipart/form-data; boundary=a' },
      [415, 422],
    ],
    ['multipart without a boundary', 'x', { 'content-type': 'multipart/form-data' }, [400, 415, 422]],
  ];
  for (const [what, body, headers, statuses] of cases) {
    it(`are refused: ${what}`, async () => {
      const began = performance.now();
      await changesNothing(app, async () =>
        expectRefusal(await send('/loesungen/neu', body, headers), statuses, what),
      );
      expect(performance.now() - began, 'time').to.be.lessThan(3000);
    });
  }

  it('may be missing from every route', async () => {
    const world = await aWorld(app);
    const { visitor } = world.everything;
    const csrf = await tokenOf(visitor);
    for (const { method, path } of app.app.declared) {
      if (method !== 'post' || ['/abmelden', '/konto/sitzungen'].includes(path)) continue;
      const answer = await visitor.request(pathOf(world, path), {
        method: 'POST',
        headers: { 'x-csrf-token': csrf },
      });
      expect(answer.status, path).to.be.lessThan(500);
      expectNoInside(answer.text, path);
    }
    const { draft, parameters } = world;
    const own = await app.connection.collection('solutions').findOne({ slug: draft });
    const path = `/loesungen/${draft}/projektergebnisse/${own?.working?.artifacts[0].id ?? parameters.artifactId}`;
    for (const act of ['', '/verschieben', '/entfernen']) {
      const answer = await world.team.editor.visitor.request(`${path}${act}`, {
        method: 'POST',
        headers: { 'x-csrf-token': await tokenOf(world.team.editor.visitor) },
      });
      expect(answer.status, act).to.be.lessThan(500);
    }
  });

  it('never stand in the log, however broken', async () => {
    const secret = 'streng-geheimes-kennwort';
    const bodies: [string, string][] = [
      [json, `{"email":"a@b.example","password":"${secret}"`],
      [json, `{"email":"a@b.example","password":"${secret}"}}`],
      [json, `{"email":{"$gt":""},"password":"${secret}"}`],
      [form, `email=a%40b.example&password=${secret}&x=%zz`],
      [form, `email=${editor.email}&password=${secret}`],
      [form, `password[${secret}]=1`],
      [`${form}; charset=utf-7`, `password=${secret}`],
      ['multipart/form-data; boundary=a', `--a\r\nContent-Disposition: form-data; name="${secret}"\r\n`],
      ['text/plain', secret],
    ];
    for (const [type, body] of bodies) {
      for (const path of ['/anmelden', '/konto/kennwort', '/kennwort-neu/x', '/registrieren']) {
        const answer = await send(path, body, { 'content-type': type });
        expect(answer.status, `${path} ${body}`).to.be.within(400, 499);
        expect(answer.text, `${path} ${body}`).not.to.contain(secret);
      }
    }
    await editor.visitor.get(`/anmelden?password=${secret}`);
    await editor.visitor.get(`/kennwort-neu/${secret}`);
    expect(lines.join(''), 'the log is read').to.contain('log-in failed');
    expect(lines.join('')).not.to.contain(secret);
    expect(lines.join('')).not.to.contain(testPassword);
    await alive(app);
  });
});

describe('strange characters', () => {
  const app = useApp();
  const texts: Record<string, string> = {
    'a NUL': 'Titel\0Ende',
    'half a surrogate': 'Titel \ud800 Ende',
    'another half': 'Titel \udc00',
    'a turned direction': 'Rechnung \u202efdp.exe',
    'an isolated direction': 'Titel \u2066x\u2069',
    'joiners only': '\u200d\u200d\u200d',
    'a hundred marks': `Titel a${'\u0301'.repeat(100)}`,
    'decomposed umlauts': 'Bu\u0308rgerbu\u0308ro',
    'full width': 'Ｈｕｎｄｅｓｔｅｕｅｒ',
    'line breaks': 'Titel\r\nBcc: alle@stadt.example',
    'a separator': 'Titel\u2028Ende',
    emoji: '👩‍👩‍👧‍👦 🏳️‍🌈',
    'nothing but blanks': ' \u00a0\u3000 ',
    'a template': '<%= process.env %>{{7*7}}#{7*7}',
    'a path': '../../../etc/passwd',
    'a reserved address': 'neu',
    'a prototype': '__proto__',
  };

  for (const [what, title] of Object.entries(texts)) {
    it(`are refused or kept clean: ${what}`, async () => {
      const { visitor, email } = await person(app, { roles: ['editor'] });
      const token = await tokenOf(visitor);
      const post = (path: string, fields: Record<string, string>) =>
        visitor.request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf-token': token },
          body: JSON.stringify(fields),
        });
      const before = await app.connection.collection('solutions').countDocuments();
      const answer = await post('/loesungen/neu', { title, summary: 'Ein Satz.' });
      expectRefusal(answer, [303, 422], what);
      if (answer.status === 422) {
        expect(await app.connection.collection('solutions').countDocuments()).to.equal(before);
      } else {
        const slug = /^\/loesungen\/([a-z0-9-]+)\/bearbeiten$/.exec(answer.location ?? '')?.[1];
        const records = await app.connection.collection('solutions').find({ slug }).toArray();
        expect(records).to.have.length(1);
        const kept = String(records[0]?.working.content.title);
        expect(kept).to.equal(kept.normalize('NFC').toWellFormed().trim());
        expect(kept).not.to.match(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(kept).not.to.equal('');
        expect((await visitor.visit(answer.location ?? '')).status).to.equal(200);
      }
      const named = await post('/konto/name', { name: title });
      expectRefusal(named, [303, 422], `name: ${what}`);
      const name = String((await app.connection.collection('users').findOne({ email }))?.name);
      expect(name).to.equal(name.normalize('NFC').trim());
      expect(name).not.to.match(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Cs}]/u);
      expect((await visitor.get('/konto')).status).to.equal(200);
    });
  }
});
