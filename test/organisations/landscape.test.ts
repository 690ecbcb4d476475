import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

const page = '/kompetenzlandschaft';
const desk = '/meine-kompetenzen';

describe('landscape of competences', () => {
  const app = useApp();

  it('teaches while it is empty', async () => {
    expect((await app.visitor().get(page)).text).to.include('Dazu ist noch nichts verzeichnet');
  });

  it('shows what an organisation published and took over, by topic', async () => {
    const provider = await person(app, { roles: ['approver'] });
    const reuser = await person(app, { roles: ['member'] });
    const solution = await aPublishedSolution(app, {
      provider: provider.organisationId,
      title: 'Baustellenkarte',
      content: { topics: ['Bauen', 'Mobilität'] },
    });
    const told = await reuser.visitor.submit(`/loesungen/${solution.slug}/nachnutzung`, {
      stage: 'productive',
      since: '03/2024',
    });
    const before = await app.visitor().get(`${page}?thema=Bauen&angebot=experience`);
    expect(before.text).not.to.include('Baustellenkarte');
    await provider.visitor.submit(told.location ?? '', {}, `${told.location}/bestaetigen`);
    const after = await app.visitor().get(`${page}?thema=Bauen&angebot=experience`);
    expect(after.$('.results a[href^="/loesungen/"]').text()).to.equal('Baustellenkarte');
    expect(after.$('h3').first().text()).to.equal('1 Organisation');
    const all = await app.visitor().get(page);
    const row = all.$('table th[scope=row]:contains("Bauen")').parent();
    expect(
      row
        .find('td')
        .toArray()
        .map((cell) => all.$(cell).text()),
    ).to.deep.equal(['1', '0', '1', '0', '0', '0', '0']);
    expect(all.$(`.results a[href="/loesungen/${solution.slug}"]`).length).to.equal(2);
  });

  it('shows nothing of a withdrawn solution and nothing of an ended organisation but its heir', async () => {
    const [from, to] = [await anOrganisation(app), await anOrganisation(app)];
    const kdn = await person(app, { platformRoles: ['kdn'] });
    await aPublishedSolution(app, {
      provider: from.id,
      title: 'Zurückgezogenes',
      content: { topics: ['Pflege'] },
      visibility: 'withdrawn',
    });
    await aPublishedSolution(app, { provider: from.id, title: 'Geerbtes', content: { topics: ['Pflege'] } });
    await kdn.visitor.submit(`/organisationen/${from.slug}/nachfolge`, {
      successor: to.fullName,
      since: '2026-01-01',
    });
    const { $, text } = await app.visitor().get(`${page}?thema=Pflege`);
    expect(text).to.include('Geerbtes').and.not.include('Zurückgezogenes');
    expect($(`.results a[href="/organisationen/${to.slug}"]`).length).to.equal(1);
    expect($(`.results a[href="/organisationen/${from.slug}"]`).length).to.equal(0);
  });

  it('lets an editor say what the organisation does, once for each topic and offer', async () => {
    const editor = await person(app, { roles: ['editor'] });
    const entry = { topic: 'Tourismus', offer: 'training', text: 'Zwei Tage vor Ort.' };
    expect((await editor.visitor.submit(desk, entry, desk)).status).to.equal(303);
    expect((await editor.visitor.submit(desk, entry, desk)).status).to.equal(409);
    const wrong = await editor.visitor.submit(desk, { topic: 'Erfundenes', offer: 'magic', text: '' }, desk);
    expect(wrong.status).to.equal(422);
    for (const field of ['topic', 'offer', 'text']) expect(wrong.$(`#${field}-error`).length).to.equal(1);
    const listed = await app.visitor().get(`${page}?thema=Tourismus&angebot=training`);
    expect(listed.text).to.include('Zwei Tage vor Ort.');
    const own = await app.connection
      .collection('organisations')
      .findOne({ 'competences.0': { $exists: true } });
    expect(String(own?._id)).to.equal(editor.organisationId);
    const remove = `${desk}/${own?.competences[0].id}/entfernen`;
    const other = await person(app, { roles: ['editor'] });
    const { values } = await other.visitor.form(desk);
    expect((await other.visitor.post(remove, values)).status).to.equal(404);
    expect((await editor.visitor.submit(desk, {}, remove)).status).to.equal(303);
    expect((await app.visitor().get(`${page}?thema=Tourismus`)).text).not.to.include('Zwei Tage vor Ort.');
  });

  it('stands on the organisation’s page, with the way to the desk for those who keep it', async () => {
    const { slug } = await anOrganisation(app);
    const editor = await person(app, { organisation: slug, roles: ['editor'] });
    const at = `/organisationen/${slug}`;
    expect((await app.visitor().get(at)).text).not.to.include('Tut für andere');
    const entry = { topic: 'Kultur', offer: 'advice', text: '<b>Ein Tag</b> vor Ort.' };
    await editor.visitor.submit(desk, entry, desk);
    const open = await app.visitor().get(at);
    expect(open.$('h2:contains("Tut für andere")').next().text())
      .to.include('Kultur: berät')
      .and.include('<b>Ein Tag</b> vor Ort.');
    expect(open.$(`a[href="${desk}"]`).length).to.equal(0);
    expect((await editor.visitor.get(at)).$(`a[href="${desk}"]`).length).to.equal(1);
    const other = await anOrganisation(app);
    expect((await editor.visitor.get(`/organisationen/${other.slug}`)).text).not.to.include('Ein Tag');
  });

  it('is carried on by who follows, who can take off what no longer holds', async () => {
    const [from, to] = [await anOrganisation(app), await anOrganisation(app)];
    const old = await person(app, { organisation: from.slug, roles: ['editor'] });
    const heir = await person(app, { organisation: to.slug, roles: ['editor'] });
    const stranger = await person(app, { roles: ['editor', 'administrator'] });
    await old.visitor.submit(desk, { topic: 'Umwelt', offer: 'training', text: 'Baumkunde.' }, desk);
    await old.visitor.submit(desk, { topic: 'Umwelt', offer: 'advice', text: 'Rat zu Bäumen.' }, desk);
    const stored = async () =>
      (await app.connection.collection('organisations').findOne({ slug: from.slug }))?.competences;
    const [first] = await stored();
    const remove = `${desk}/${first.id}/entfernen`;
    expect((await heir.visitor.get(desk)).text, 'before it ends').not.to.include('Baumkunde');
    const { values } = await heir.visitor.form(desk);
    expect((await heir.visitor.post(remove, values)).status).to.equal(404);

    const kdn = await person(app, { platformRoles: ['kdn'] });
    await kdn.visitor.submit(`/organisationen/${from.slug}/nachfolge`, {
      successor: to.fullName,
      since: '2026-01-01',
    });
    const page = await app.visitor().get(`/organisationen/${to.slug}`);
    expect(page.text).to.include('Baumkunde').and.include(`Angegeben von ${from.fullName}`);
    const own = await heir.visitor.get(desk);
    expect(own.text).to.include('Baumkunde').and.include(`Angegeben von ${from.fullName}`);
    const foreign = await stranger.visitor.form(desk);
    expect((await stranger.visitor.post(remove, foreign.values)).status).to.equal(404);
    expect(await stored()).to.have.lengthOf(2);
    expect((await heir.visitor.submit(desk, {}, remove)).status).to.equal(303);
    expect((await stored()).map(({ text }: { text: string }) => text)).to.deep.equal(['Rat zu Bäumen.']);
  });

  it('is for nobody else to write', async () => {
    const member = await person(app, { roles: ['member'] });
    expect((await app.visitor().get(desk)).status).to.equal(302);
    expect((await member.visitor.get(desk)).status).to.equal(403);
  });

  it('ignores filters that do not exist', async () => {
    const { status, $ } = await app.visitor().get(`${page}?thema=%24ne&angebot=x&modellregion=y&seite=99`);
    expect(status).to.equal(200);
    expect($('.chips a').length).to.equal(0);
  });
});
