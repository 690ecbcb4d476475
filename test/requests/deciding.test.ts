import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, join, person, signIn } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aScene, ask, stored } from './cases.helper.ts';

const day = 24 * 60 * 60 * 1000;

describe('a request and its answer', () => {
  const app = useApp();

  const subjects = async (to: string) =>
    (await app.mails()).filter((mail) => mail.to === to).map(({ subject }) => subject);

  it('passes through question, answer and acceptance, each told to the other side', async () => {
    const scene = await aScene(app, { artifacts: [{ access: 'accepted', title: 'Quellcode' }] });
    const { provider, requester, solution } = scene;
    const address = await ask(scene);
    const write = (who: typeof provider, text: string) =>
      who.visitor.submit(address, { text }, `${address}/nachrichten`);

    expect((await write(provider, 'Welches Fachverfahren nutzen Sie?')).status).to.equal(303);
    let request = await stored(app, address);
    expect(request).to.include({ state: 'open', waitsFor: 'requester' });
    expect(request.answeredAt).to.be.instanceOf(Date);
    expect(await subjects(requester.email)).to.deep.equal(['Neue Antwort zu „Hundesteuer online“']);
    expect((await requester.visitor.get(address)).text).to.contain('Antworten Sie auf die Nachricht.');

    expect((await write(requester, 'Wir nutzen das Verfahren des Kreises.')).status).to.equal(303);
    request = await stored(app, address);
    expect(request.waitsFor).to.equal('provider');
    expect(request.thread.map(({ side }) => side)).to.deep.equal(['provider', 'requester']);

    expect((await provider.visitor.submit(address, {}, `${address}/annehmen`)).status).to.equal(303);
    request = await stored(app, address);
    expect(request).to.include({ state: 'accepted', waitsFor: 'requester', dueAt: null });
    expect(request.history.map(({ event }) => event)).to.deep.equal(['asked', 'wrote', 'wrote', 'accepted']);
    expect(await subjects(requester.email)).to.include('Angenommen: Ihre Anfrage zu „Hundesteuer online“');
    expect(await subjects(provider.email)).to.include('Neue Antwort zu „Hundesteuer online“');

    const page = await requester.visitor.get(address);
    expect(page.$(`a[href="/loesungen/${solution.slug}/nachnutzung"]`).text()).to.contain(
      'Nachnutzung melden',
    );
  });

  it('opens the artifacts of that level for the asking organisation only', async () => {
    const scene = await aScene(app, {
      artifacts: [{ access: 'accepted', title: 'Quellcode', content: 'geheim bis zur Annahme' }],
    });
    const { provider, requester, solution } = scene;
    const [artifact] = solution.artifacts;
    const path = `/loesungen/${solution.slug}/projektergebnisse/${artifact?.id}/konzept.txt`;
    const stranger = await person(app, { roles: ['editor', 'administrator'] });
    const address = await ask(scene);
    for (const { visitor } of [requester, stranger]) {
      const refused = await visitor.get(path);
      expect(refused.status).to.equal(403);
      expect(refused.text).not.to.contain('geheim bis');
    }
    await provider.visitor.submit(address, {}, `${address}/annehmen`);
    expect((await requester.visitor.get(path)).text).to.equal('geheim bis zur Annahme');
    expect((await stranger.visitor.get(path)).status).to.equal(403);
    expect((await app.visitor().get(path)).status).to.equal(302);
  });

  it('is declined with a reason, which the asking side reads and may answer with its own', async () => {
    const scene = await aScene(app);
    const { provider, requester } = scene;
    const address = await ask(scene);
    const empty = await provider.visitor.submit(`${address}/ablehnen`, { reason: ' ' });
    expect(empty.status).to.equal(422);
    expect((await stored(app, address)).state).to.equal('open');
    const answer = await provider.visitor.submit(`${address}/ablehnen`, { reason: 'Der Betrieb endet.' });
    expect(answer.status).to.equal(303);
    expect(await stored(app, address)).to.include({ state: 'declined', reason: 'Der Betrieb endet.' });
    expect((await requester.visitor.get(address)).$('.thread').text()).to.contain('Der Betrieb endet.');
    expect(await subjects(requester.email)).to.include('Abgelehnt: Ihre Anfrage zu „Hundesteuer online“');

    const other = await requester.visitor.submit(`${address}/nicht-nachgenutzt`, { reason: 'other' });
    expect(other.status).to.equal(422);
    expect(other.$('#text').attr('aria-invalid')).to.equal('true');
    await requester.visitor.submit(`${address}/nicht-nachgenutzt`, { reason: 'noOperation', text: '' });
    expect((await stored(app, address)).outcome).to.include({ reason: 'noOperation', kind: 'notReused' });
    expect(await subjects(provider.email)).to.include('Nicht nachgenutzt: „Hundesteuer online“');
    const again = await requester.visitor.get(`${address}/nicht-nachgenutzt`);
    expect(again.status).to.equal(403);
  });

  it('is withdrawn with the reason in one step', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const answer = await scene.requester.visitor.submit(`${address}/zurueckziehen`, { reason: 'cost' });
    expect(answer.status).to.equal(303);
    const request = await stored(app, address);
    expect(request.state).to.equal('withdrawn');
    expect(request.outcome?.reason).to.equal('cost');
    expect(await subjects(scene.provider.email)).to.include('Zurückgezogen: Anfrage zu „Hundesteuer online“');
    // Afterwards the organisation may ask again.
    expect(await ask(scene)).not.to.equal(address);
  });

  it('lets one of acceptance and withdrawal win', async () => {
    for (let round = 0; round < 5; round += 1) {
      const scene = await aScene(app);
      const address = await ask(scene);
      const accept = await scene.provider.visitor.form(address, `${address}/annehmen`);
      const withdraw = await scene.requester.visitor.form(`${address}/zurueckziehen`);
      const answers = await Promise.all([
        scene.provider.visitor.post(accept.action, accept.values),
        scene.requester.visitor.post(withdraw.action, withdraw.values),
      ]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      const request = await stored(app, address);
      const won = answers[0]?.status === 303 ? 'accepted' : 'withdrawn';
      expect(request.state).to.equal(won);
      expect(request.history.map(({ event }) => event)).to.deep.equal(['asked', won]);
      const late = answers.find(({ status }) => status === 409);
      expect(late?.text).to.contain(won === 'accepted' ? 'angenommen' : 'zurückgezogen');
    }
  });

  it('takes a second click on the same button for the first', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const form = await scene.provider.visitor.form(address, `${address}/annehmen`);
    const answers = await Promise.all(
      [1, 2, 3].map(() => scene.provider.visitor.post(form.action, form.values)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect((await stored(app, address)).history.map(({ event }) => event)).to.deep.equal([
      'asked',
      'accepted',
    ]);
  });

  it('is part of the own data of who took part, without the words of others', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    await scene.provider.visitor.submit(address, { text: 'Vertraulich.' }, `${address}/nachrichten`);
    const own = JSON.stringify(await app.services.accounts.exportOf(scene.requester.userId));
    expect(own)
      .to.contain('Wir möchten die Hundesteuer digital anbieten.')
      .and.not.to.contain('Vertraulich.');
    expect(JSON.stringify(await app.services.accounts.exportOf(scene.provider.userId))).to.contain(
      'Vertraulich.',
    );
  });

  it('adds a letter once however often its form is sent', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const form = await scene.provider.visitor.form(address, `${address}/nachrichten`);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        scene.provider.visitor.post(form.action, { ...form.values, text: 'Gern.' }),
      ),
    );
    expect([...new Set(answers.map(({ status }) => status))]).to.deep.equal([303]);
    expect((await stored(app, address)).thread.map(({ text }) => text)).to.deep.equal(['Gern.']);
  });

  it('keeps letters that both sides write at once', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const sides = [scene.provider.visitor, scene.requester.visitor];
    const forms = await Promise.all(sides.map((one) => one.form(address, `${address}/nachrichten`)));
    const answers = await Promise.all(
      sides.map((one, index) => {
        const form = forms[index];
        return one.post(form?.action ?? '', { ...form?.values, text: `Brief ${index}` });
      }),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    const { thread } = await stored(app, address);
    expect(thread.map(({ text }) => text)).to.have.members(['Brief 0', 'Brief 1']);
  });

  it('shows strangers nothing and lets only the right side and role decide', async () => {
    const scene = await aScene(app);
    const { provider, requester } = scene;
    const address = await ask(scene);
    const token = async (who: typeof provider) =>
      String((await who.visitor.form('/konto/kennwort')).values._csrf);
    const stranger = await person(app, { roles: ['editor', 'administrator'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    for (const who of [stranger, kdn]) {
      expect((await who.visitor.get(address)).status).to.equal(404);
      expect((await who.visitor.get(`${address}/akte.zip`)).status).to.equal(404);
      const _csrf = await token(who);
      for (const step of ['annehmen', 'ablehnen', 'zurueckziehen', 'nachrichten', 'abschliessen']) {
        const sent = await who.visitor.post(`${address}/${step}`, { _csrf, reason: 'x', text: 'x' });
        expect(`${step} ${sent.status}`).to.equal(`${step} 404`);
      }
    }
    const plain = await person(app);
    await join(app, provider.organisationId, plain.userId, []);
    expect((await plain.visitor.get(address)).$('form[action$="/annehmen"]').length).to.equal(0);
    const asMember = await plain.visitor.post(`${address}/annehmen`, { _csrf: await token(plain) });
    expect(asMember.status).to.equal(403);
    const own = await requester.visitor.post(`${address}/annehmen`, { _csrf: await token(requester) });
    expect(own.status).to.equal(403);
    const wrong = await provider.visitor.post(`${address}/zurueckziehen`, { _csrf: await token(provider) });
    expect(wrong.status).to.equal(403);
    expect((await stored(app, address)).state).to.equal('open');
    expect((await stored(app, address)).revision).to.equal(1);
    expect((await provider.visitor.get('/vorgaenge/anfragen/keine-id')).status).to.equal(404);
    expect((await provider.visitor.get(`/vorgaenge/anfragen/${'0'.repeat(24)}`)).status).to.equal(404);
  });

  it('is mediated by KDN where the provider has no people', async () => {
    const empty = await anOrganisation(app, { fullName: 'Stadt Leerstand' });
    const solution = await aPublishedSolution(app, { provider: empty.id, title: 'Mängelmelder' });
    const requester = await person(app, { roles: ['member'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const form = await requester.visitor.get(`/loesungen/${solution.slug}/anfragen`);
    expect(form.text).to.contain('KDN vermittelt');
    const address = await ask({ requester, solution });
    expect(await stored(app, address)).to.include({ mediated: true });
    expect(await subjects(kdn.email)).to.include('Neue Anfrage zu „Mängelmelder“');
    expect((await kdn.visitor.get('/vorgaenge')).$('#mine').parent().text()).to.contain('Mängelmelder');

    const page = await kdn.visitor.get(address);
    expect(page.$('form[action$="/annehmen"]').length).to.equal(0);
    const answer = await kdn.visitor.submit(
      address,
      { text: 'Wir stellen den Kontakt her.' },
      `${address}/nachrichten`,
    );
    expect(answer.status).to.equal(303);
    const seen = await requester.visitor.get(address);
    expect(seen.$('.thread').text())
      .to.contain('KDN (vermittelt)')
      .and.to.contain('Wir stellen den Kontakt her.');
    const accepted = await kdn.visitor.post(`${address}/annehmen`, {
      _csrf: String((await kdn.visitor.form(address, `${address}/nachrichten`)).values._csrf),
    });
    expect(accepted.status).to.equal(403);
    expect((await stored(app, address)).state).to.equal('open');
  });

  it('leads "Meine Vorgänge" by due date, marks what is late and counts in the header', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const first = await scene.provider.visitor.get('/vorgaenge');
    expect(first.$('#mine').text()).to.equal('Wartet auf mich (1)');
    expect(first.$('header .count').first().text()).to.contain('1');
    expect(first.$('main').text()).to.contain('Bis ').and.not.to.contain('überfällig');
    expect((await scene.requester.visitor.get('/vorgaenge')).$('#theirs').text()).to.equal(
      'Darauf warte ich (1)',
    );
    app.travel(15 * day);
    try {
      const late = await signIn(app, scene.provider.email);
      expect((await late.get('/vorgaenge')).$('main').text())
        .to.contain('überfällig')
        .and.to.contain('War fällig am');
      await late.submit(`${address}/ablehnen`, { reason: 'Zu spät.' });
      const done = await late.get('/vorgaenge');
      expect(done.$('#mine').text()).to.equal('Wartet auf mich (0)');
      expect(done.$('#settled').text()).to.equal('Abgeschlossen (1)');
      expect(done.$('header .count').length).to.equal(0);
    } finally {
      app.travel(-15 * day);
    }
  });
});

describe('why something was not reused, said at a visit', () => {
  const app = useApp();

  it('is kept once per organisation and counted together with requests', async () => {
    const scene = await aScene(app);
    const { requester, provider, solution } = scene;
    const path = `/loesungen/${solution.slug}/nicht-nachgenutzt`;
    expect((await requester.visitor.submit(path, { reason: '' })).status).to.equal(422);
    expect((await requester.visitor.submit(path, { reason: 'unknown' })).status).to.equal(422);
    expect((await requester.visitor.submit(path, { reason: 'cost', text: 'Zu teuer' })).status).to.equal(303);
    expect((await requester.visitor.submit(path, { reason: 'missingRights', text: '' })).status).to.equal(
      303,
    );
    const { requests } = app.services;
    const counted = async () =>
      (await requests.statedRejections(new Date(0), new Date(Date.now() + 1000))).map(({ reason }) => reason);
    expect(await counted()).to.deep.equal(['missingRights']);

    const address = await ask(scene);
    await requester.visitor.submit(`${address}/zurueckziehen`, { reason: 'noAnswer' });
    expect(await counted()).to.deep.equal(['noAnswer']);
    expect((await provider.visitor.submit(path, { reason: 'cost' })).status).to.equal(409);
    expect((await app.visitor().get(path)).status).to.equal(302);
  });
});

describe('writing to an organisation without a solution', () => {
  const app = useApp();

  it('opens a case that either side closes', async () => {
    const { provider, requester, names } = await aScene(app);
    const slug = (await app.services.organisations.getById(provider.organisationId))?.slug;
    const sent = await requester.visitor.submit(`/organisationen/${slug}/kontakt`, {
      purpose: 'Austausch zu Onlinediensten',
      text: 'Dürfen wir Sie besuchen?',
    });
    expect(sent.status).to.equal(303);
    const address = sent.location ?? '';
    expect(await stored(app, address)).to.include({ kind: 'message', title: 'Austausch zu Onlinediensten' });
    const page = await provider.visitor.get(address);
    expect(page.text).to.contain('Dürfen wir Sie besuchen?').and.to.contain(names.requester);
    expect(page.$('form[action$="/annehmen"]').length).to.equal(0);
    await provider.visitor.submit(address, { text: 'Gern.' }, `${address}/nachrichten`);
    expect((await requester.visitor.submit(address, {}, `${address}/abschliessen`)).status).to.equal(303);
    expect((await stored(app, address)).state).to.equal('closed');
    expect((await provider.visitor.get(address)).$('form[action$="/nachrichten"]').length).to.equal(0);
    const mails = (await app.mails()).map(({ to, subject }) => `${to} ${subject}`);
    expect(mails).to.include(`${provider.email} Neue Nachricht: Austausch zu Onlinediensten`);
    expect(mails).to.include(`${provider.email} Abgeschlossen: Austausch zu Onlinediensten`);
  });
});
