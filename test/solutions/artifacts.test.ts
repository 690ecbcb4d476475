import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import {
  aDraft,
  artifactsOf,
  filesOnDisk,
  pdf,
  publish,
  sha256,
  stored,
  terms,
  upload,
  type Writing,
} from './artifacts.helper.ts';

const limit = 20_000;

describe('The artifacts of a draft', () => {
  const app = useApp({ config: { maxUploadBytes: limit } });
  let draft: Writing;
  beforeEach(async () => {
    draft = await aDraft(app);
  });

  it('are added as files, several at once, with what is said of them', async () => {
    const { editor, page, slug } = draft;
    const before = (await stored(app, slug)).working?.revision ?? 0;
    const answer = await editor.visitor.upload(
      page,
      { ...terms, kind: 'template' },
      [
        { name: 'dateien', filename: 'Satzung_für Hunde.pdf', content: pdf },
        { name: 'dateien', filename: 'Ablauf.txt', content: 'Schritt 1' },
      ],
      page,
    );
    expect([answer.status, answer.location]).to.deep.equal([303, page]);
    const [first, second] = await artifactsOf(app, slug);
    expect(first).to.deep.include({
      kind: 'template',
      title: 'Satzung für Hunde',
      licence: 'EUPL-1.2',
      access: 'everyone',
      addedBy: editor.userId,
      source: {
        type: 'file',
        sha256: sha256(pdf),
        size: pdf.length,
        filename: 'Satzung_für Hunde.pdf',
        mediaType: 'application/pdf',
      },
    });
    expect(second?.title).to.equal('Ablauf');
    expect((await stored(app, slug)).working?.revision).to.equal(before + 1);
    const list = await editor.visitor.visit(page);
    expect(list.$('[role=status]').text()).to.contain('2 Dateien hinzugefügt');
    expect(list.$('main').text()).to.contain('Vorlage').and.to.contain(sha256(pdf));
  });

  it('answer the script with where to go and keep the notice for that page', async () => {
    const { editor, page } = draft;
    const { values } = await editor.visitor.form(page, page);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...terms })) body.append(name, value);
    body.append('dateien', new File(['Text'], 'a.txt'));
    const answer = await editor.visitor.request(page, {
      method: 'POST',
      body,
      headers: {
        accept: 'application/json',
        'x-requested-with': 'fetch',
        'x-csrf-token': String(values._csrf),
      },
    });
    expect(answer.status).to.equal(200);
    expect(JSON.parse(answer.text)).to.deep.equal({ location: page });
    expect((await editor.visitor.visit(page)).$('[role=status]').text()).to.contain('1 Datei hinzugefügt');
  });

  it('are refused without files or with a wrong choice, values kept, nothing stored', async () => {
    const { editor, page, slug } = draft;
    const none = await editor.visitor.upload(page, { ...terms, kind: 'training' }, [], page);
    expect(none.status).to.equal(422);
    expect(none.$('[data-error-summary] a').attr('href')).to.equal('#dateien');
    const own = await upload(draft, 'a.txt', 'nicht behalten', { licenceChoice: 'eigene', kind: 'training' });
    expect(own.status).to.equal(422);
    expect(own.$('[data-error-summary] a').attr('href')).to.equal('#licenceText');
    expect(own.$('#kind option[selected]').attr('value')).to.equal('training');
    expect(await artifactsOf(app, slug)).to.deep.equal([]);
    expect(await filesOnDisk(app)).not.to.include(sha256('nicht behalten'));
  });

  it('may be exactly as large as allowed and no byte larger', async () => {
    expect((await upload(draft, 'a.txt', 'x'.repeat(limit))).status).to.equal(303);
    expect((await upload(draft, 'b.txt', 'y'.repeat(limit + 1))).status).to.equal(413);
    expect(await artifactsOf(app, draft.slug)).to.have.lengthOf(1);
    expect(await filesOnDisk(app)).not.to.include(sha256('y'.repeat(limit + 1)));
  });

  for (const [what, filename, content, status] of [
    ['an empty file', 'leer.txt', '', 422],
    ['a program', 'setup.exe', 'MZ', 415],
    ['a text called PDF', 'konzept.pdf', 'nur Text', 415],
  ] as const) {
    it(`are not ${what} (${status})`, async () => {
      const answer = await upload(draft, filename, content);
      expect(answer.status).to.equal(status);
      expect(answer.$('main').text()).to.contain(filename);
      expect(await artifactsOf(app, draft.slug)).to.deep.equal([]);
    });
  }

  it('share one blob where the content is the same', async () => {
    await upload(draft, 'a.txt', 'zweimal dasselbe');
    await upload(draft, 'b.txt', 'zweimal dasselbe');
    expect((await artifactsOf(app, draft.slug)).map(({ title }) => title)).to.deep.equal(['a', 'b']);
    const blobs = (await filesOnDisk(app)).filter((name) => name === sha256('zweimal dasselbe'));
    expect(blobs).to.have.lengthOf(1);
  });

  it('are links too, whose address must be whole', async () => {
    const { editor, page, slug } = draft;
    const form = { ...terms, kind: 'sourceCode', title: 'Quellcode' };
    const bad = await editor.visitor.submit(`${page}/link`, { ...form, url: 'javascript:alert(1)' });
    expect(bad.status).to.equal(422);
    expect(bad.$('#title').attr('value')).to.equal('Quellcode');
    const url = 'https://gitlab.example/hundesteuer';
    expect((await editor.visitor.submit(`${page}/link`, { ...form, url })).status).to.equal(303);
    expect((await artifactsOf(app, slug))[0]).to.deep.include({
      title: 'Quellcode',
      source: { type: 'link', url },
    });
  });

  it('are changed, ordered and removed', async () => {
    const { editor, page, slug } = draft;
    await upload(draft, 'a.txt', 'a');
    await upload(draft, 'b.txt', 'b');
    const [a, b] = await artifactsOf(app, slug);
    const changed = await editor.visitor.submit(`${page}/${a?.id}`, {
      title: 'Konzept A',
      licenceChoice: 'andere',
      licenceOther: 'mit or apache-2.0',
      access: 'accepted',
    });
    expect(changed.status).to.equal(303);
    const after = (await artifactsOf(app, slug))[0];
    expect(after).to.deep.include({ title: 'Konzept A', licence: 'MIT OR Apache-2.0', access: 'accepted' });
    expect(after?.source).to.deep.equal(a?.source);
    const form = await editor.visitor.visit(`${page}/${a?.id}`);
    expect(form.$('#licenceOther').attr('value')).to.equal('MIT OR Apache-2.0');

    await editor.visitor.submit(page, { richtung: 'runter' }, `${page}/${a?.id}/verschieben`);
    expect((await artifactsOf(app, slug)).map(({ id }) => id)).to.deep.equal([b?.id, a?.id]);

    await editor.visitor.submit(`${page}/${b?.id}/entfernen`, {});
    expect((await artifactsOf(app, slug)).map(({ id }) => id)).to.deep.equal([a?.id]);
    expect((await editor.visitor.get(`${page}/${b?.id}`)).status).to.equal(404);
  });

  it('keep their own terms with the text', async () => {
    await upload(draft, 'a.txt', 'a', { licenceChoice: 'eigene', licenceText: 'Nur in NRW.' });
    expect((await artifactsOf(app, draft.slug))[0]).to.deep.include({
      licence: 'LicenseRef-Eigene-Bedingungen',
      licenceText: 'Nur in NRW.',
    });
  });

  it('are nobody else’s: strangers get 404 and store nothing, members without the role 403', async () => {
    const { page, slug, editorActor } = draft;
    const stranger = await person(app, { roles: ['editor'] });
    const own = await aDraft(app);
    const { values } = await own.editor.visitor.form(own.page, own.page);
    const body = new FormData();
    body.append('_csrf', String(values._csrf));
    body.append('dateien', new File(['fremd'], 'fremd.txt'));
    const posted = await own.editor.visitor.request(page, { method: 'POST', body });
    expect(posted.status).to.equal(404);
    expect((await stranger.visitor.get(page)).status).to.equal(404);
    expect((await app.visitor().get(page)).location).to.match(/^\/anmelden/);
    const colleague = await person(app, {
      organisation: editorActor.organisation?.slug ?? '',
      roles: ['approver'],
    });
    expect((await colleague.visitor.get(page)).status).to.equal(403);
    expect(await artifactsOf(app, slug)).to.deep.equal([]);
    expect(await filesOnDisk(app)).not.to.include(sha256('fremd'));
  });

  it('need the token, as a field before the files or as a header', async () => {
    const { editor, page, slug } = draft;
    const body = new FormData();
    body.append('dateien', new File(['ohne Zeichen'], 'a.txt'));
    const answer = await editor.visitor.request(page, { method: 'POST', body });
    expect(answer.status).to.equal(403);
    expect(await artifactsOf(app, slug)).to.deep.equal([]);
    expect(await filesOnDisk(app)).not.to.include(sha256('ohne Zeichen'));
    const [one] = (await upload(draft, 'a.txt', 'a')) && (await artifactsOf(app, slug));
    for (const act of ['entfernen', 'verschieben', ''])
      expect((await editor.visitor.post(`${page}/${one?.id}/${act}`, {})).status, act).to.equal(403);
  });

  it('stand still once submitted or published', async () => {
    const { editor, page, slug } = draft;
    await upload(draft, 'a.txt', 'a');
    const [a] = await artifactsOf(app, slug);
    const { values } = await editor.visitor.form(page, page);
    await publish(app, draft);
    for (const path of [`${page}/link`, `${page}/${a?.id}`, `${page}/${a?.id}/entfernen`]) {
      expect((await editor.visitor.get(path)).status, path).to.equal(409);
      const answer = await editor.visitor.post(path, { ...terms, _csrf: values._csrf ?? '', title: 'neu' });
      expect(answer.status, path).to.equal(409);
    }
    const list = await editor.visitor.get(page);
    expect(list.status).to.equal(200);
    expect(list.$('main form')).to.have.lengthOf(0);
    expect((await stored(app, slug)).releases[0]?.artifacts).to.have.lengthOf(1);
  });
});
