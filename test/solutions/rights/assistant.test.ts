import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import { aDraft, artifactsOf, publish, stored, upload, type Writing } from '../artifacts.helper.ts';
import { snapshot } from '../publishing.helper.ts';

const answers = {
  urheber: { madeBy: ['ownStaff', 'contractor'] },
  bezahlung: { paidBy: ['own', 'land'], passOn: 'yes' },
  bestandteile: { partsKnown: 'none' },
  erlaubnis: { permits: ['use', 'change', 'passOn', 'sellOperation'] },
};

describe('the assistant for rights', () => {
  const app = useApp();

  async function begun(): Promise<Writing & { rights: string; artifactId: string }> {
    const writing = await aDraft(app);
    await upload(writing, 'quellcode.txt', 'code', { kind: 'sourceCode' });
    const [artifact] = await artifactsOf(app, writing.slug);
    return { ...writing, rights: `/loesungen/${writing.slug}/rechte`, artifactId: artifact?.id ?? '' };
  }

  /** Answers all five questions; `more` replaces answers of one. */
  async function answered(more: Partial<Record<string, Record<string, string | string[]>>> = {}) {
    const writing = await begun();
    const { visitor } = writing.editor;
    const licences = { [`licence-${writing.artifactId}`]: 'EUPL-1.2' };
    for (const [key, fields] of Object.entries({ ...answers, lizenzen: licences, ...more })) {
      const filled = Object.fromEntries(
        Object.entries(fields ?? {}).map(([name, value]) => [
          name,
          value === 'HERE' ? writing.artifactId : value,
        ]),
      );
      const answer = await visitor.submit(`${writing.rights}/${key}`, filled, `${writing.rights}/${key}`);
      expect(answer.status, key).to.equal(303);
    }
    return writing;
  }

  const leaflet = {
    bestandteile: {
      partsKnown: 'some',
      'partName-0': 'Leaflet',
      'partLicence-0': 'mit',
      'partWhere-0': 'HERE',
    },
  };

  it('leads from question to question, keeps each answer, and shows what is open', async () => {
    const { rights, editor, slug } = await begun();
    const first = await editor.visitor.visit(rights);
    expect(first.$('.task-list li')).to.have.length(5);
    expect(first.$('form[action$="/rechte"]')).to.have.length(0);
    const next = await editor.visitor.submit(`${rights}/urheber`, {
      ...answers.urheber,
      weiter: 'naechster',
    });
    expect(next.location).to.equal(`${rights}/bezahlung`);
    const later = await editor.visitor.submit(`${rights}/bezahlung`, {
      ...answers.bezahlung,
      weiter: 'spaeter',
    });
    expect(later.location).to.equal(rights);
    const back = await editor.visitor.visit(`${rights}/bestandteile`);
    expect(back.$(`main a[href="${rights}/bezahlung"]`).text()).to.equal('Zurück');
    const again = await editor.visitor.visit(`${rights}/urheber`);
    expect(again.$('input[name="madeBy"]:checked')).to.have.length(2);
    const { working } = await stored(app, slug);
    expect(working?.content.terms.rights.passOn).to.equal('yes');
  });

  it('writes the expression with third-party parts to the artifact, and who confirmed when', async () => {
    const { rights, editor, slug } = await answered(leaflet);
    const shown = await editor.visitor.visit(rights);
    expect(shown.$('main code').text()).to.equal('EUPL-1.2 AND MIT');
    expect(shown.$('main').text()).to.contain('OSADL').and.contain('passt');
    expect((await editor.visitor.submit(rights, {}, rights)).status).to.equal(303);
    const { working } = await stored(app, slug);
    expect(working?.artifacts[0]?.licence).to.equal('EUPL-1.2 AND MIT');
    const { terms } = working?.content ?? {};
    expect(terms?.rightsConfirmed).to.equal(true);
    expect(terms?.rightsConfirmation?.by).to.equal(editor.userId);
    expect(terms?.rightsConfirmation?.at).to.be.an.instanceOf(Date);
    expect(terms?.thirdParty).to.equal('Leaflet (MIT)');
  });

  it('warns of what does not fit, needs that it was seen, and records it', async () => {
    const { rights, editor, slug } = await answered({
      bestandteile: { ...leaflet.bestandteile, 'partLicence-0': 'AGPL-3.0-or-later' },
    });
    const page = await editor.visitor.visit(rights);
    expect(page.$('main').text())
      .to.contain('passt nicht')
      .and.contain('Umgekehrt ginge es nach der Tabelle');
    const before = await snapshot(app);
    const refused = await editor.visitor.submit(rights, {}, rights);
    expect(refused.status).to.equal(422);
    expect(refused.$('[data-error-summary] a').attr('href')).to.equal('#acknowledged');
    expect(await snapshot(app)).to.equal(before);
    expect((await editor.visitor.submit(rights, { acknowledged: 'ja' }, rights)).status).to.equal(303);
    const { working } = await stored(app, slug);
    expect(working?.content.terms.rights.acknowledged).to.have.length(1);
    expect(working?.content.terms.rightsConfirmed).to.equal(true);
  });

  it('shows who approves what is open, and nobody else, and no more once nothing is', async () => {
    const { rights, editor, slug } = await answered({
      bestandteile: { ...leaflet.bestandteile, 'partLicence-0': 'AGPL-3.0-or-later' },
    });
    await editor.visitor.submit(rights, { acknowledged: 'ja' }, rights);
    const [open = ''] = (await stored(app, slug)).working?.content.terms.rights.acknowledged ?? [];
    expect(open).to.contain('Leaflet');
    const submission = `/loesungen/${slug}/einreichen`;
    expect((await editor.visitor.submit(submission, { changeNote: '' })).status).to.equal(303);
    const organisation = await app.services.organisations.getById(editor.organisationId);
    const approver = await person(app, { organisation: organisation?.slug ?? '', roles: ['approver'] });
    const stranger = await person(app, { roles: ['approver'] });
    const review = `/loesungen/${slug}/freigabe`;
    const page = await approver.visitor.get(review);
    expect(page.$('h3:contains("Offen bei den Rechten")').next('ul').find('li').text()).to.equal(open);
    expect((await stranger.visitor.get(review)).status).to.equal(404);

    const other = await answered(leaflet);
    await other.editor.visitor.submit(other.rights, {}, other.rights);
    const settled = `/loesungen/${other.slug}`;
    expect((await other.editor.visitor.submit(`${settled}/einreichen`, { changeNote: '' })).status).to.equal(
      303,
    );
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const clear = await kdn.visitor.get(`${settled}/freigabe`);
    expect(clear.status).to.equal(200);
    expect(clear.text).not.to.contain('Offen bei den Rechten');
  });

  for (const [licence, label] of [
    ['Apache-2.0', 'nicht geklärt'],
    ['', 'nicht geklärt'],
    ['CC-BY-4.0', 'nicht geklärt'],
  ] as const)
    it(`has it acknowledged where "${licence}" cannot be judged`, async () => {
      const { rights, editor } = await answered({
        bestandteile: { ...leaflet.bestandteile, 'partLicence-0': licence },
      });
      expect((await editor.visitor.visit(rights)).$('main').text()).to.contain(label);
      expect((await editor.visitor.submit(rights, {}, rights)).status).to.equal(422);
    });

  for (const [what, more] of [
    ['who made it', { urheber: {} }],
    ['who paid', { bezahlung: { passOn: 'yes' } }],
    ['that passing on is allowed', { bezahlung: { paidBy: 'own', passOn: 'unknown' } }],
    ['whether there are parts of others', { bestandteile: { partsKnown: 'unknown' } }],
    ['which parts', { bestandteile: { partsKnown: 'some' } }],
    ['what is allowed', { erlaubnis: {} }],
  ] as const) {
    it(`does not confirm without ${what}`, async () => {
      const { rights, editor, slug } = await answered(more);
      const page = await editor.visitor.visit(rights);
      expect(page.$('form[action$="/rechte"]')).to.have.length(0);
      const before = await snapshot(app);
      const { values } = await editor.visitor.form(`${rights}/urheber`);
      const { _csrf, revision } = values;
      const forced = { _csrf: String(_csrf), revision: String(revision), acknowledged: 'ja' };
      expect((await editor.visitor.post(rights, forced)).status).to.equal(422);
      expect(await snapshot(app)).to.equal(before);
      expect((await stored(app, slug)).working?.content.terms.rightsConfirmation).to.equal(null);
    });
  }

  for (const [what, question, fields, field] of [
    [
      'a licence that is none',
      'bestandteile',
      { partsKnown: 'some', 'partName-0': 'X', 'partLicence-0': 'frei' },
      'partLicence-0',
    ],
    ['a part without a name', 'bestandteile', { partsKnown: 'some', 'partLicence-0': 'MIT' }, 'partName-0'],
    [
      'a place that is none',
      'bestandteile',
      { partsKnown: 'some', 'partName-0': 'X', 'partWhere-0': 'fremd' },
      'partWhere-0',
    ],
    ['parts where there are none', 'bestandteile', { partsKnown: 'none', 'partName-0': 'X' }, 'partsKnown'],
    ['a maker that is none', 'urheber', { madeBy: 'niemand' }, 'madeBy'],
    ['an answer that is none', 'bezahlung', { passOn: 'vielleicht' }, 'passOn'],
  ] as const) {
    it(`refuses ${what}, keeps what was typed, and stores nothing`, async () => {
      const { rights, editor } = await begun();
      const { values } = await editor.visitor.form(`${rights}/${question}`);
      const before = await snapshot(app);
      const sent = { _csrf: String(values._csrf), revision: String(values.revision), ...fields };
      const answer = await editor.visitor.post(`${rights}/${question}`, sent);
      expect(answer.status).to.equal(422);
      expect(answer.$('[data-error-summary] a').attr('href')).to.equal(`#${field}`);
      if ('partName-0' in fields)
        expect(answer.$('input[name="partName-0"]').attr('value')).to.equal(fields['partName-0']);
      expect(await snapshot(app)).to.equal(before);
    });
  }

  it('loses a race: neither an answer nor a confirmation covers what was not seen', async () => {
    const writing = await answered();
    const { rights, editor, slug } = writing;
    const { values } = await editor.visitor.form(rights, rights);
    const old = { _csrf: String(values._csrf), revision: String(values.revision) };
    await upload(writing, 'zweites.txt', 'mehr');
    const before = await snapshot(app);
    expect((await editor.visitor.post(rights, old)).status).to.equal(409);
    const answer = await editor.visitor.post(`${rights}/urheber`, { ...old, madeBy: 'others' });
    expect(answer.status).to.equal(409);
    expect(answer.$('input[value="others"]').attr('checked')).to.equal('checked');
    expect(await snapshot(app)).to.equal(before);
    expect((await stored(app, slug)).working?.content.terms.rightsConfirmation).to.equal(null);
  });

  for (const [what, change] of [
    [
      'a new answer',
      (w: Writing) => w.editor.visitor.submit(`/loesungen/${w.slug}/rechte/urheber`, { madeBy: 'others' }),
    ],
    ['a new file', (w: Writing) => upload(w, 'neu.txt', 'neu')],
    [
      'another licence',
      async (w: Writing) => {
        const [artifact] = await artifactsOf(app, w.slug);
        return w.editor.visitor.submit(`${w.page}/${artifact?.id}`, { licenceChoice: 'MIT' });
      },
    ],
  ] as const) {
    it(`forgets the confirmation after ${what}`, async () => {
      const writing = await answered();
      await writing.editor.visitor.submit(writing.rights, {}, writing.rights);
      expect((await stored(app, writing.slug)).working?.content.terms.rightsConfirmed).to.equal(true);
      expect((await change(writing)).status).to.be.oneOf([302, 303]);
      const terms = (await stored(app, writing.slug)).working?.content.terms;
      expect(terms?.rightsConfirmed).to.equal(false);
      expect(terms?.rightsConfirmation).to.equal(null);
    });
  }

  it('keeps the confirmation where only a title changes', async () => {
    const writing = await answered();
    await writing.editor.visitor.submit(writing.rights, {}, writing.rights);
    await writing.editor.visitor.submit(`${writing.page}/${writing.artifactId}`, { title: 'Neuer Titel' });
    await writing.editor.visitor.submit(`/loesungen/${writing.slug}/bearbeiten/grundlagen`, {
      title: 'Anders',
    });
    const terms = (await stored(app, writing.slug)).working?.content.terms;
    expect(terms?.rightsConfirmation?.by).to.equal(writing.editor.userId);
  });

  it('does not write back a licence that was changed at the artifact since', async () => {
    const writing = await answered(leaflet);
    await writing.editor.visitor.submit(writing.rights, {}, writing.rights);
    const page = `${writing.page}/${writing.artifactId}`;
    await writing.editor.visitor.submit(page, { licenceChoice: 'AGPL-3.0-or-later' });
    const shown = await writing.editor.visitor.visit(writing.rights);
    expect(shown.$('main code').text()).to.equal('AGPL-3.0-or-later AND MIT');
  });

  it('is recorded too where the terms are ticked by hand, and gone without the tick', async () => {
    const { editor, slug } = await aDraft(app);
    const page = `/loesungen/${slug}/bearbeiten/bedingungen`;
    await editor.visitor.submit(page, { rightsConfirmed: 'ja', rightsHolder: 'Stadt Musterstadt' });
    expect((await stored(app, slug)).working?.content.terms.rightsConfirmation?.by).to.equal(editor.userId);
    const { values } = await editor.visitor.form(page);
    const { rightsConfirmed: _off, ...rest } = values;
    await editor.visitor.post(page, rest as Record<string, string>);
    const terms = (await stored(app, slug)).working?.content.terms;
    expect([terms?.rightsConfirmed, terms?.rightsConfirmation]).to.deep.equal([false, null]);
  });

  it('is for editors of the providing organisation alone', async () => {
    const { rights } = await answered();
    const before = await snapshot(app);
    const stranger = await person(app, { roles: ['editor'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const _csrf = String((await stranger.visitor.form('/loesungen/neu')).values._csrf);
    for (const path of [rights, `${rights}/urheber`]) {
      expect((await app.visitor().get(path)).status).to.equal(302);
      expect((await stranger.visitor.get(path)).status).to.equal(404);
      expect((await kdn.visitor.get(path)).status).to.equal(403);
      const sent = { _csrf, revision: '2', madeBy: 'others', acknowledged: 'ja' };
      expect((await stranger.visitor.post(path, sent)).status).to.equal(404);
    }
    expect(await snapshot(app)).to.equal(before);
  });

  it('does not know other questions', async () => {
    const { rights, editor } = await begun();
    expect((await editor.visitor.get(`${rights}/preis`)).status).to.equal(404);
  });

  it('gives the day of the confirmation by the API, and nobody’s id', async () => {
    const writing = await answered(leaflet);
    await writing.editor.visitor.submit(writing.rights, {}, writing.rights);
    await publish(app, writing);
    const { text } = await app.visitor().get(`/api/v1/solutions/${writing.slug}`);
    const { terms, artifacts } = JSON.parse(text);
    expect(terms.rightsConfirmedAt).to.be.a('string');
    expect(artifacts[0].licence).to.equal('EUPL-1.2 AND MIT');
    expect(terms.rights.parts[0]).to.include({ name: 'Leaflet', licence: 'MIT' });
    expect(text).not.to.contain(writing.editor.userId);
  });
});
