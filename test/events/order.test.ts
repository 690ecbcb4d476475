import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import type { Answer } from '../helpers/visitor.ts';

const day = 86_400_000;

describe('Ablauf einer Veranstaltung', () => {
  const app = useApp();
  let editor: Person;
  let member: Person;
  let stranger: Person;
  let provider: string;
  let providerName: string;
  let slug: string;
  let solutions: MadeSolution[];

  const isoDay = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
  const fields = { title: 'Digitaltag', day: isoDay(20), time: '9:30', place: 'Rathaus' };
  const stored = (which = slug) => app.connection.collection('events').findOne({ slug: which });
  const itemsOf = async () =>
    ((await stored())?.items ?? []) as { id: string; solutionId: string; kind: string; minutes: number }[];
  const order = () => `/veranstaltungen/${slug}/ablauf`;
  const tokenOf = async ({ visitor }: Person) => String((await visitor.form('/konto/name')).values._csrf);

  async function create(who: Person, more: Record<string, string> = {}): Promise<string> {
    const answer = await who.visitor.submit(
      '/veranstaltungen/neu',
      { ...fields, ...more },
      '/veranstaltungen',
    );
    expect(answer.status, answer.text).to.equal(303);
    return answer.location?.split('/')[2] ?? '';
  }
  const add = async (made: MadeSolution) => {
    const revision = String((await stored())?.revision);
    const _csrf = await tokenOf(editor);
    return editor.visitor.post(`${order()}/aufnehmen`, { _csrf, revision, loesung: made.slug });
  };
  const press = (act: string, more: Record<string, string> = {}) =>
    editor.visitor.submit(order(), { act, ...more }, order());
  const publish = () =>
    editor.visitor.submit(`/veranstaltungen/${slug}`, {}, `/veranstaltungen/${slug}/veroeffentlichen`);
  const rowsOf = ({ $ }: Answer) =>
    $('main tbody tr')
      .toArray()
      .map((row) => $(row).text().replace(/\s+/g, ' ').trim());

  beforeEach(async () => {
    const organisation = await anOrganisation(app);
    editor = await person(app, { organisation: organisation.slug, roles: ['editor'] });
    member = await person(app, { organisation: organisation.slug, roles: ['member'] });
    stranger = await person(app, { roles: ['editor', 'administrator'] });
    ({ id: provider, fullName: providerName } = await anOrganisation(app));
    solutions = await Promise.all(
      ['Erste', 'Zweite', 'Dritte'].map((title) =>
        aPublishedSolution(app, { provider, title: `${title} Lösung` }),
      ),
    );
    slug = await create(editor);
  });

  it('begins as a draft that only its organisation sees', async () => {
    expect(await stored()).to.include({ state: 'draft', organisationId: editor.organisationId, revision: 1 });
    expect((await member.visitor.get(`/veranstaltungen/${slug}`)).status).to.equal(200);
    for (const visitor of [stranger.visitor, app.visitor()])
      for (const path of ['', '/vorfuehren'])
        expect((await visitor.get(`/veranstaltungen/${slug}${path}`)).status).to.equal(404);
    expect((await app.visitor().get('/veranstaltungen')).text).not.to.contain(slug);
    expect((await editor.visitor.get('/veranstaltungen')).text).to.contain(slug);
  });

  it('keeps day and time as they are in Germany, summer and winter', async () => {
    const summer = await create(editor, { day: '2031-07-01', time: '09.05' });
    const winter = await create(editor, { day: '2031-12-01', time: '9:05' });
    expect((await stored(summer))?.startsAt).to.deep.equal(new Date('2031-07-01T07:05:00Z'));
    expect((await stored(winter))?.startsAt).to.deep.equal(new Date('2031-12-01T08:05:00Z'));
    expect((await editor.visitor.get(`/veranstaltungen/${summer}`)).text).to.contain('1. Juli 2031 um 09:05');
  });

  const wrong: [string, Record<string, string>, string][] = [
    ['no title', { title: ' ' }, 'title'],
    ['no such day', { day: '2027-02-30' }, 'day'],
    ['no such time', { time: '25:00' }, 'time'],
    ['neither place nor link', { place: '' }, 'place'],
    ['a link that runs something', { link: 'javascript:alert(1)' }, 'link'],
  ];
  for (const [what, typed, field] of wrong) {
    it(`refuses ${what} and shows what was typed`, async () => {
      const answer = await editor.visitor.submit('/veranstaltungen/neu', {
        ...fields,
        text: 'Bleibt',
        ...typed,
      });
      expect(answer.status).to.equal(422);
      expect(answer.$(`[data-error-summary] a[href="#${field}"]`).length).to.equal(1);
      expect(answer.$('textarea').text()).to.contain('Bleibt');
    });
  }

  it('refuses a day that no calendar writes', async () => {
    for (const wrong of ['0000-01-01', '0099-12-31', '2026-02-30']) {
      const answer = await editor.visitor.submit(
        '/veranstaltungen/neu',
        { ...fields, day: wrong },
        '/veranstaltungen',
      );
      expect(answer.status, wrong).to.equal(422);
      expect(answer.text).to.contain('Bitte geben Sie den Tag an');
    }
  });

  it('takes solutions by search, by address and from the Merkliste, each once', async () => {
    await app.services.catalogue.refresh();
    const found = await editor.visitor.get(`${order()}?suche=Zweite`);
    expect(found.$('input[name="loesung"]').attr('value')).to.equal(solutions[1]?.slug);
    const address = `https://blaupause.example/loesungen/${solutions[2]?.slug}?x=1`;
    const byAddress = await editor.visitor.get(`${order()}?suche=${encodeURIComponent(address)}`);
    expect(byAddress.$('input[name="loesung"]').attr('value')).to.equal(solutions[2]?.slug);
    for (const made of [...solutions, ...solutions]) expect((await add(made)).status).to.equal(303);
    expect((await itemsOf()).map(({ solutionId }) => solutionId)).to.deep.equal(
      solutions.map(({ id }) => id),
    );
    expect((await itemsOf()).map(({ minutes }) => minutes)).to.deep.equal([3, 3, 3]);

    const fresh = await aPublishedSolution(app, { provider, title: 'Gemerkte Lösung' });
    await editor.visitor.submit(`/loesungen/${fresh.slug}`, {}, '/merkliste');
    expect((await editor.visitor.get(order())).$(`input[value="${fresh.slug}"]`).length).to.equal(1);
    const choose = `/veranstaltungen/aufnehmen?l=${fresh.slug}&l=${solutions[0]?.slug}`;
    const chosen = await editor.visitor.submit(choose, { veranstaltung: slug }, '/veranstaltungen/aufnehmen');
    expect(chosen.location).to.equal(order());
    expect(await itemsOf()).to.have.length(4);
  });

  it('moves points, keeps what was typed meanwhile, and ends at the ends', async () => {
    for (const made of solutions) await add(made);
    const [first, second, third] = await itemsOf();
    const typed = { [`minutes-${second?.id}`]: '5', [`presentedBy-${second?.id}`]: 'Kämmerei' };
    const answer = await press(`up:${third?.id}`, typed);
    expect(answer.location).to.equal(`${order()}#punkt-${third?.id}`);
    expect((await itemsOf()).map(({ id }) => id)).to.deep.equal([first?.id, third?.id, second?.id]);
    expect((await itemsOf())[2]).to.include({ minutes: 5, presentedBy: 'Kämmerei' });
    await press(`up:${first?.id}`);
    await press(`down:${second?.id}`);
    await press('down:gibt-es-nicht');
    expect((await itemsOf()).map(({ id }) => id)).to.deep.equal([first?.id, third?.id, second?.id]);
    await press(`remove:${first?.id}`);
    expect(await itemsOf()).to.have.length(2);
  });

  it('computes the times, pauses included, and leaves out what was withdrawn', async () => {
    await add(solutions[0] as MadeSolution);
    await editor.visitor.submit(order(), { pauseTitle: 'Kaffee', pauseMinutes: '20' }, `${order()}/pause`);
    await add(solutions[1] as MadeSolution);
    await add(solutions[2] as MadeSolution);
    await publish();
    const at = `/veranstaltungen/${slug}`;
    const before = await app.visitor().get(at);
    expect(rowsOf(before).map((row) => row.slice(0, 5))).to.deep.equal(['09:30', '09:33', '09:53', '09:56']);
    expect(before.$('main').text()).to.contain('Ende gegen 09:59 Uhr').and.to.contain(providerName);

    await app.connection
      .collection('solutions')
      .updateOne({ slug: solutions[1]?.slug }, { $set: { visibility: 'withdrawn' } });
    const after = await app.visitor().get(at);
    expect(rowsOf(after)[2]).to.contain('entfällt').and.to.contain('zurückgezogen');
    expect(rowsOf(after)[3]).to.contain('09:53');
    const shown = await app.visitor().get(`${at}/vorfuehren`);
    expect(shown.$('[data-item]').length).to.equal(4);
    expect(shown.$('[data-item][data-skip]').attr('data-title')).to.equal('Zweite Lösung');
    expect(shown.$('[data-item][data-skip]').text()).to.contain('zurückgezogen und entfällt');
    expect(shown.$('[data-item]').eq(1).attr('data-seconds')).to.equal('1200');
  });

  it('is public once published, on the solution and the start page too, and not after it was withdrawn', async () => {
    await add(solutions[0] as MadeSolution);
    expect((await publish()).status).to.equal(303);
    const solution = `/loesungen/${solutions[0]?.slug}`;
    for (const page of ['/', '/veranstaltungen', solution])
      expect(
        (await app.visitor().get(page)).$(`main a[href="/veranstaltungen/${slug}"]`).length,
        page,
      ).to.equal(1);
    expect((await app.visitor().get(solution)).$('aside').text()).to.contain('Wird vorgestellt am');
    const withdraw = `/veranstaltungen/${slug}/zurueckziehen`;
    await editor.visitor.submit(`/veranstaltungen/${slug}`, {}, withdraw);
    expect((await app.visitor().get(`/veranstaltungen/${slug}`)).status).to.equal(404);
    expect((await app.visitor().get(solution)).text).not.to.contain('Wird vorgestellt am');
  });

  it('stands under the past once its day is over', async () => {
    await publish();
    app.travel(21 * day);
    const { $ } = await app.visitor().get('/veranstaltungen');
    const heading = $(`main a[href="/veranstaltungen/${slug}"]`).closest('ul').prevAll('h2').first().text();
    app.travel(-21 * day);
    expect(heading).to.equal('Vergangene');
  });

  it('lets nobody overwrite another: who comes second sees the new state', async () => {
    await add(solutions[0] as MadeSolution);
    const _csrf = await tokenOf(editor);
    const [item] = await itemsOf();
    const stale = { _csrf, revision: '1' };
    const acts: [string, Record<string, string>][] = [
      [order(), { act: `remove:${item?.id}` }],
      [`${order()}/aufnehmen`, { loesung: solutions[1]?.slug ?? '' }],
      [`${order()}/pause`, { pauseTitle: 'Pause', pauseMinutes: '5' }],
      [`/veranstaltungen/${slug}/bearbeiten`, { ...fields, title: 'Überschrieben' }],
      [`/veranstaltungen/${slug}/veroeffentlichen`, {}],
      [`/veranstaltungen/${slug}/loeschen`, {}],
    ];
    for (const [path, typed] of acts) {
      const answer = await editor.visitor.post(path, { ...stale, ...typed });
      expect(answer.status, path).to.equal(409);
      expect(answer.$('main').text(), path).to.contain('inzwischen geändert');
    }
    expect(await stored()).to.include({ title: 'Digitaltag', state: 'draft', revision: 2 });
    expect(await itemsOf()).to.have.length(1);
  });

  it('refuses minutes that are none, and shows what was typed at the point', async () => {
    await add(solutions[0] as MadeSolution);
    const [item] = await itemsOf();
    for (const minutes of ['0', '-3', '1.5', 'drei', '241', '']) {
      const answer = await press('keep', { [`minutes-${item?.id}`]: minutes });
      expect(answer.status, minutes).to.equal(422);
      expect(answer.$(`[data-error-summary] a[href="#minutes-${item?.id}"]`).length, minutes).to.equal(1);
      expect(answer.$(`#minutes-${item?.id}`).attr('value')).to.equal(minutes);
    }
    expect((await itemsOf())[0]?.minutes).to.equal(3);
  });

  it('gives strangers and mere members nothing to change', async () => {
    await add(solutions[0] as MadeSolution);
    await publish();
    const before = await stored();
    const revision = String(before?.revision);
    const pages = ['ablauf', 'bearbeiten', 'loeschen'];
    const acts = [...pages, 'ablauf/aufnehmen', 'ablauf/pause', 'veroeffentlichen', 'zurueckziehen'];
    const typed = {
      ...fields,
      revision,
      loesung: solutions[1]?.slug ?? '',
      pauseTitle: 'x',
      pauseMinutes: '5',
    };
    for (const [who, status] of [
      [stranger, 404],
      [member, 403],
    ] as const) {
      const _csrf = await tokenOf(who);
      for (const page of pages)
        expect((await who.visitor.get(`/veranstaltungen/${slug}/${page}`)).status, page).to.equal(status);
      for (const act of acts) {
        const answer = await who.visitor.post(`/veranstaltungen/${slug}/${act}`, { ...typed, _csrf });
        expect(answer.status, act).to.equal(status);
      }
      const chosen = { _csrf, veranstaltung: slug, loesung: solutions[1]?.slug ?? '' };
      expect((await who.visitor.post('/veranstaltungen/aufnehmen', chosen)).status).to.equal(status);
      const { $ } = await who.visitor.get(`/veranstaltungen/${slug}`);
      expect($('main form, main a[href$="/ablauf"]').length).to.equal(0);
    }
    expect((await editor.visitor.post(order(), { ...typed, act: 'keep' })).status).to.equal(403);
    expect(await stored()).to.deep.equal(before);
  });

  it('deletes only drafts', async () => {
    await publish();
    const _csrf = await tokenOf(editor);
    const revision = String((await stored())?.revision);
    const remove = `/veranstaltungen/${slug}/loeschen`;
    expect((await editor.visitor.post(remove, { _csrf, revision })).status).to.equal(409);
    await editor.visitor.submit(`/veranstaltungen/${slug}`, {}, `/veranstaltungen/${slug}/zurueckziehen`);
    expect((await editor.visitor.submit(remove, {})).location).to.equal('/veranstaltungen');
    expect(await stored()).to.equal(null);
  });

  it('holds a day of pitches and says when it is full', async () => {
    const id = solutions[0]?.id;
    const items = Array.from({ length: 120 }, (_, index) => ({
      id: `punkt-${index}`,
      kind: index % 10 === 9 ? 'pause' : 'pitch',
      solutionId: index % 10 === 9 ? '' : id,
      title: index % 10 === 9 ? 'Pause' : '',
      minutes: 3,
      presentedBy: '',
    }));
    await app.connection.collection('events').updateOne({ slug }, { $set: { items } });
    const answer = await add(solutions[1] as MadeSolution);
    expect([answer.status, answer.$('main').text().includes('höchstens 120')]).to.deep.equal([409, true]);
    const shown = await editor.visitor.get(`/veranstaltungen/${slug}/vorfuehren`);
    expect(shown.$('[data-item]').length).to.equal(120);
  });

  it('tells the person what they did, and keeps no name', async () => {
    const exported = JSON.parse((await editor.visitor.get('/konto/daten')).text);
    expect(exported.events).to.deep.equal([
      { slug, title: 'Digitaltag', acts: [{ at: exported.events[0].acts[0].at, action: 'created' }] },
    ]);
  });
});
