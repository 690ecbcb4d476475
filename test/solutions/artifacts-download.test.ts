import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Actor } from '../../src/shared/actor.ts';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import type { Visitor } from '../helpers/visitor.ts';
import {
  aDraft,
  artifactsOf,
  downloadOf,
  filesOnDisk,
  publish,
  sha256,
  stored,
  upload,
  type Writing,
} from './artifacts.helper.ts';

const content = '0123456789abcdefghij';
/** Node's fetch says no-cache beside a condition, as browsers do on reload; this is how they ask otherwise. */
const asking = { 'cache-control': 'max-age=0' };
const day = 24 * 60 * 60 * 1000;

describe('Downloads', () => {
  const app = useApp();
  let solution: Writing;
  let visitor: Visitor;
  before(async () => {
    solution = await aDraft(app);
    await upload(solution, 'offen.txt', content);
    await upload(solution, 'Maßnahmen „Übersicht“ (1).txt', 'Umlaute');
    await upload(solution, 'stellen.txt', 'für Stellen', { access: 'publicBodies' });
    await upload(solution, 'anfrage.txt', 'auf Anfrage', { access: 'accepted' });
    await publish(app, solution);
    visitor = app.visitor();
  });

  describe('of a file that everybody may have', () => {
    let path: string;
    before(async () => {
      path = await downloadOf(app, solution, 'offen');
    });

    it('come whole, to be saved, as our own type, running nothing', async () => {
      const { status, text, headers } = await visitor.get(path);
      expect([status, text]).to.deep.equal([200, content]);
      expect(headers.get('content-type')).to.equal('text/plain; charset=utf-8');
      expect(headers.get('content-disposition')).to.equal(
        'attachment; filename="offen.txt"; filename*=UTF-8\'\'offen.txt',
      );
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox");
      expect(headers.get('cross-origin-resource-policy')).to.equal('same-origin');
      expect(headers.get('accept-ranges')).to.equal('bytes');
      expect(headers.get('content-length')).to.equal('20');
      expect(headers.get('content-encoding')).to.equal(null);
      expect(headers.get('etag')).to.equal(`"${sha256(content)}"`);
      expect(Date.parse(headers.get('last-modified') ?? '')).to.be.greaterThan(0);
      expect(headers.get('cache-control')).to.contain('no-cache').and.not.to.contain('private');
      expect(headers.get('set-cookie')).to.equal(null);
    });

    const etag = `"${sha256(content)}"`;
    const table: [string, Record<string, string>, number, string, string | null][] = [
      ['a range', { range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/20'],
      ['an open range', { range: 'bytes=15-' }, 206, 'fghij', 'bytes 15-19/20'],
      ['the last bytes', { range: 'bytes=-3' }, 206, 'hij', 'bytes 17-19/20'],
      ['a range beyond the end', { range: 'bytes=18-99' }, 206, 'ij', 'bytes 18-19/20'],
      ['a range after the end', { range: 'bytes=20-' }, 416, '', 'bytes */20'],
      ['ranges that join', { range: 'bytes=0-4,5-9' }, 206, '0123456789', 'bytes 0-9/20'],
      ['ranges apart', { range: 'bytes=0-1,5-6' }, 200, content, null],
      ['another unit', { range: 'lines=1-2' }, 200, content, null],
      ['nonsense', { range: 'bytes=x' }, 200, content, null],
      ['a range of this version', { range: 'bytes=0-1', 'if-range': etag }, 206, '01', 'bytes 0-1/20'],
      ['a range of another version', { range: 'bytes=0-1', 'if-range': '"alt"' }, 200, content, null],
      ['what the client has', { ...asking, 'if-none-match': etag }, 304, '', null],
      ['another version than the client has', { ...asking, 'if-none-match': '"alt"' }, 200, content, null],
      [
        'what has not changed since',
        { ...asking, 'if-modified-since': new Date(Date.now() + day).toUTCString() },
        304,
        '',
        null,
      ],
    ];
    for (const [what, headers, status, text, contentRange] of table) {
      it(`answer ${what} with ${status}`, async () => {
        const answer = await visitor.get(path, headers);
        expect([answer.status, answer.text]).to.deep.equal([status, text]);
        expect(answer.headers.get('content-range')).to.equal(contentRange);
      });
    }

    it('answer HEAD with the same headers and nothing else', async () => {
      const { status, text, headers } = await visitor.request(path, { method: 'HEAD' });
      expect([status, text]).to.deep.equal([200, '']);
      expect(headers.get('content-length')).to.equal('20');
      expect(headers.get('etag')).to.equal(etag);
    });

    it('answer 404 for another name, an unknown artifact and a link', async () => {
      const id = path.split('/').at(-2);
      for (const wrong of [`${id}/anders.txt`, `00000000-0000/offen.txt`, `${id}/..%2Foffen.txt`])
        expect((await visitor.get(`${solution.page}/${wrong}`)).status, wrong).to.equal(404);
    });
  });

  it('keep umlauts and quotes in the name', async () => {
    const { headers } = await visitor.get(await downloadOf(app, solution, 'Maßnahmen „Übersicht“ (1)'));
    expect(headers.get('content-disposition')).to.equal(
      'attachment; filename="Massnahmen _Uebersicht_ (1).txt"; ' +
        `filename*=UTF-8''Ma%C3%9Fnahmen%20%E2%80%9E%C3%9Cbersicht%E2%80%9C%20%281%29.txt`,
    );
  });

  describe('by person and access', () => {
    let people: Record<string, { visitor: Visitor; organisationId: string }>;
    before(async () => {
      const other = await person(app, { roles: ['member'] });
      const company = await person(app, { organisation: { kind: 'company', publicBody: false }, roles: [] });
      const lonely = await person(app, {});
      const asking = await person(app, { roles: ['editor'] });
      await acceptRequestOf(asking);
      people = {
        anonymous: { visitor: app.visitor(), organisationId: '' },
        lonely,
        company,
        other,
        asking,
        provider: solution.editor,
      };
    });

    async function acceptRequestOf({ userId, organisationId }: Person): Promise<void> {
      const { requests } = app.services;
      const organisation = await app.services.organisations.getById(organisationId);
      if (organisation === null) throw new Error('no organisation');
      const { id, slug, name, publicBody } = organisation;
      const acting = { id, slug, name, publicBody, roles: ['member' as const] };
      const actor: Actor = {
        userId,
        name: 'Testkonto',
        organisation: acting,
        memberships: [],
        platformRoles: [],
      };
      const request = await requests.ask({ actor, organisation: acting }, solution.slug, {
        purpose: 'Wir führen die Hundesteuer ein.',
        plannedFor: '',
        questions: '',
        submission: crypto.randomUUID(),
      });
      await requests.accept(solution.editorActor, request);
    }

    const login = 302;
    const table: [title: string, who: string, status: number][] = [
      ['offen', 'anonymous', 200],
      ['offen', 'company', 200],
      ['stellen', 'anonymous', login],
      ['stellen', 'lonely', 403],
      ['stellen', 'company', 403],
      ['stellen', 'other', 200],
      ['stellen', 'provider', 200],
      ['anfrage', 'anonymous', login],
      ['anfrage', 'lonely', 403],
      ['anfrage', 'company', 403],
      ['anfrage', 'other', 403],
      ['anfrage', 'asking', 200],
      ['anfrage', 'provider', 200],
    ];
    for (const [title, who, status] of table) {
      it(`give „${title}“ to ${who} with ${status}`, async () => {
        const path = await downloadOf(app, solution, title);
        const answer = await people[who]?.visitor.get(path);
        expect(answer?.status).to.equal(status);
        if (status === login)
          expect(answer?.location).to.equal(`/anmelden?weiter=${encodeURIComponent(path)}`);
        if (status !== 200) expect(answer?.text).not.to.match(/für Stellen$|auf Anfrage$/);
        if (title !== 'offen')
          expect(answer?.headers.get('cache-control') ?? 'private').to.contain('private');
        if (title === 'anfrage' && status === 403)
          expect(answer?.$(`main a[href="/loesungen/${solution.slug}/anfragen"]`).text()).to.contain(
            'Nachnutzung anfragen',
          );
      });
    }
  });

  it('of a version in the making are private, and open to KDN once it has to approve', async () => {
    const working = await aDraft(app);
    await upload(working, 'alt.txt', 'schon veröffentlicht', { access: 'accepted' });
    await publish(app, working);
    const { solutions } = app.services;
    await solutions.startRelease(working.editorActor, working.slug);
    await upload(working, 'neu.txt', 'noch geheim');
    const [old, fresh] = [await downloadOf(app, working, 'alt'), await downloadOf(app, working, 'neu')];
    const own = await working.editor.visitor.get(fresh);
    expect(own.text).to.equal('noch geheim');
    expect(own.headers.get('cache-control')).to.contain('private, no-store');

    const kdn = await person(app, { platformRoles: ['kdn'] });
    expect((await kdn.visitor.get(fresh)).status).to.equal(404);
    expect((await kdn.visitor.get(old)).status).to.equal(403);
    const revision = (await stored(app, working.slug)).working?.revision ?? 0;
    await solutions.submit(working.editorActor, working.slug, { revision, changeNote: 'Neue Datei' });
    await solutions.withdraw(working.approverActor, working.slug, 'Fehler gefunden');
    expect((await kdn.visitor.get(fresh)).text).to.equal('noch geheim');
    expect((await kdn.visitor.get(old)).text).to.equal('schon veröffentlicht');
    expect((await visitor.get(old)).status).to.equal(410);
  });

  it('of a draft go to its own organisation only', async () => {
    const draft = await aDraft(app);
    await upload(draft, 'geheim.txt', 'noch geheim');
    const path = await downloadOf(app, draft, 'geheim');
    expect((await visitor.get(path)).status).to.equal(404);
    expect((await solution.editor.visitor.get(path)).status).to.equal(404);
    const own = await draft.editor.visitor.get(path);
    expect([own.status, own.text]).to.deep.equal([200, 'noch geheim']);
    expect(own.headers.get('cache-control')).to.contain('private, no-store');
  });

  it('of an old release remain after a new one without the file', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'alt.txt', 'alte Fassung');
    await publish(app, writing);
    const path = await downloadOf(app, writing, 'alt');
    await app.services.solutions.startRelease(writing.editorActor, writing.slug);
    const [old] = await artifactsOf(app, writing.slug);
    await writing.editor.visitor.submit(`${writing.page}/${old?.id}/entfernen`, {});
    await upload(writing, 'neu.txt', 'neue Fassung');
    const neu = await downloadOf(app, writing, 'neu');
    expect((await visitor.get(neu)).status).to.equal(404);
    await publish(app, writing);
    expect((await visitor.get(path)).text).to.equal('alte Fassung');
    expect((await visitor.get(neu)).text).to.equal('neue Fassung');
  });

  it('of a withdrawn solution are gone, but not for its provider', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'a.txt', 'zurückgezogen');
    await publish(app, writing);
    const path = await downloadOf(app, writing, 'a');
    await app.services.solutions.withdraw(writing.approverActor, writing.slug, 'Es gibt einen Nachfolger.');
    expect((await visitor.get(path)).status).to.equal(410);
    expect((await writing.editor.visitor.get(path)).status).to.equal(200);
  });

  it('are counted once a day and client, and nobody is stored', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'a.txt', 'gezählt');
    await publish(app, writing);
    const path = await downloadOf(app, writing, 'a');
    const [{ id = '' } = {}] = (await stored(app, writing.slug)).releases[0]?.artifacts ?? [];
    const solutionId = String((await stored(app, writing.slug))._id);
    const count = async () => (await app.services.artifacts.counter.downloadsOf(solutionId)).get(id) ?? 0;
    await visitor.request(path, { method: 'HEAD' });
    await visitor.get(path, { range: 'bytes=3-' });
    await visitor.get(path, { ...asking, 'if-none-match': '*' });
    await writing.editor.visitor.get(path);
    expect(await count()).to.equal(0);
    await visitor.get(path);
    await visitor.get(path);
    expect(await count()).to.equal(1);
    await solution.editor.visitor.get(path);
    expect(await count()).to.equal(2);
    const marks = await app.connection.collection('artifactDownloadMarks').find({}).toArray();
    expect(JSON.stringify(marks)).not.to.match(/127\.0\.0\.1|::1|node|undici/);
    expect((await writing.editor.visitor.get(writing.page)).$('main').text()).to.contain(
      '2-mal heruntergeladen',
    );
  });

  it('survive the sweep, which takes what nobody names any more', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'bleibt.txt', 'bleibt');
    await upload(writing, 'geht.txt', 'geht');
    const geht = (await artifactsOf(app, writing.slug)).find(({ title }) => title === 'geht');
    await writing.editor.visitor.submit(`${writing.page}/${geht?.id}/entfernen`, {});
    for (const hash of [sha256('bleibt'), sha256('geht')]) {
      const old = new Date(Date.now() - 2 * day);
      await utimes(join(app.config.uploadDir, hash.slice(0, 2), hash.slice(2, 4), hash), old, old);
    }
    await app.services.runDueJobs();
    const left = await filesOnDisk(app);
    expect(left).to.include(sha256('bleibt')).and.to.include(sha256(content));
    expect(left).not.to.include(sha256('geht'));
  });

  it('say that it is our fault where the store has lost a file', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'a.txt', 'verloren');
    await publish(app, writing);
    const hash = sha256('verloren');
    await rm(join(app.config.uploadDir, hash.slice(0, 2), hash.slice(2, 4), hash));
    const answer = await visitor.get(await downloadOf(app, writing, 'a'));
    expect(answer.status).to.equal(500);
    expect(answer.text).not.to.contain(hash);
  });
});
