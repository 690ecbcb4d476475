import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aScene, ask, makeRequests, stored } from './cases.helper.ts';

describe('asking for a solution', () => {
  const app = useApp();

  it('goes from the form to one case, told to the provider', async () => {
    const scene = await aScene(app);
    const address = await ask(scene, { plannedFor: '3/2027', questions: 'Gibt es Schulungen?' });
    const request = await stored(app, address);
    expect(request).to.include({
      kind: 'reuse',
      state: 'open',
      solutionId: scene.solution.id,
      title: 'Hundesteuer online',
      releaseNumber: 1,
      requesterId: scene.requester.organisationId,
      providerId: scene.provider.organisationId,
      plannedFor: '2027-03',
      waitsFor: 'provider',
      mediated: false,
    });
    const days = ((request.dueAt?.getTime() ?? 0) - request.createdAt.getTime()) / 86_400_000;
    expect(days).to.equal(14);
    expect(request.history.map(({ event }) => event)).to.deep.equal(['asked']);

    const page = await scene.provider.visitor.get(address);
    expect(page.status).to.equal(200);
    expect(page.$('.letter').text()).to.contain(scene.names.requester).and.to.contain('Sachgebiet Fragdorf');
    expect(page.$('.letter').text())
      .to.contain('Geplant für: März 2027')
      .and.to.contain('Gibt es Schulungen?');
    expect(page.$('aside').text()).to.contain('Beantworten Sie die Anfrage.').and.to.contain('Antwort bis');

    const mails = (await app.mails()).filter(({ subject }) => subject.includes('Neue Anfrage'));
    expect(mails.map(({ to }) => to)).to.deep.equal([scene.provider.email]);
    expect(mails[0]?.text).to.contain(address).and.to.contain('Gemeinde Fragdorf');
    expect(mails[0]?.text).not.to.contain(scene.requester.email);
    expect((await stored(app, address)).tell).to.deep.equal([]);
  });

  it('never shows a mail address', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    for (const visitor of [scene.provider.visitor, scene.requester.visitor]) {
      const { text } = await visitor.get(address);
      expect(text).not.to.contain(scene.requester.email);
      expect(text).not.to.contain(scene.provider.email);
    }
  });

  it('makes one case of twenty forms sent at once', async () => {
    const scene = await aScene(app);
    const form = await scene.requester.visitor.form(`/loesungen/${scene.solution.slug}/anfragen`);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        scene.requester.visitor.post(form.action, {
          ...form.values,
          // Half of them from other windows, with a form of their own.
          ...(index % 2 ? { submission: crypto.randomUUID() } : {}),
          purpose: 'Wir brauchen das.',
        }),
      ),
    );
    expect([...new Set(answers.map(({ status }) => status))]).to.deep.equal([303]);
    expect(new Set(answers.map(({ location }) => location)).size).to.equal(1);
    expect(await makeRequests(app).countDocuments({ solutionId: scene.solution.id })).to.equal(1);
  });

  it('leads to the running case instead of a second one', async () => {
    const scene = await aScene(app);
    const address = await ask(scene);
    const page = await scene.requester.visitor.get(`/loesungen/${scene.solution.slug}/anfragen`);
    expect(page.$(`main a[href="${address}"]`).length).to.equal(1);
    expect(page.$('main form').length).to.equal(0);
  });

  it('sends anonymous people to log in and back', async () => {
    const { solution } = await aScene(app);
    const path = `/loesungen/${solution.slug}/anfragen`;
    const answer = await app.visitor().get(path);
    expect(answer.status).to.equal(302);
    expect(answer.location).to.equal(`/anmelden?weiter=${encodeURIComponent(path)}`);
  });

  it('refuses the own organisation, people without one, and what is not published', async () => {
    const { provider, requester, solution } = await aScene(app);
    const path = `/loesungen/${solution.slug}/anfragen`;
    const other = await requester.visitor.form(path);
    const own = await provider.visitor.get(path);
    expect(own.text).to.contain('Das ist Ihre eigene Lösung');
    const { values } = await provider.visitor.form('/konto/kennwort');
    const sent = await provider.visitor.post(path, { ...other.values, ...pick(values), purpose: 'x' });
    expect(sent.status).to.equal(422);

    const alone = await person(app);
    expect((await alone.visitor.get(path)).status).to.equal(403);
    expect((await requester.visitor.get('/loesungen/gibt-es-nicht/anfragen')).status).to.equal(404);
    const gone = await aPublishedSolution(app, {
      provider: provider.organisationId,
      visibility: 'withdrawn',
    });
    expect((await requester.visitor.get(`/loesungen/${gone.slug}/anfragen`)).status).to.equal(410);
    expect(await makeRequests(app).countDocuments({ solutionId: solution.id })).to.equal(0);
  });

  it('keeps what was typed where something is missing', async () => {
    const { requester, solution } = await aScene(app);
    const answer = await requester.visitor.submit(`/loesungen/${solution.slug}/anfragen`, {
      purpose: '',
      plannedFor: 'bald',
      questions: 'Wie lange dauert es?',
    });
    expect(answer.status).to.equal(422);
    expect(
      answer
        .$('[data-error-summary] a')
        .map((_, a) => answer.$(a).attr('href'))
        .get(),
    ).to.deep.equal(['#purpose', '#plannedFor']);
    expect(answer.$('#questions').val()).to.equal('Wie lange dauert es?');
    expect(answer.$('#plannedFor').val()).to.equal('bald');
    expect(await makeRequests(app).countDocuments({ solutionId: solution.id })).to.equal(0);
  });

  it('refuses a form without its token', async () => {
    const { requester, solution } = await aScene(app);
    const answer = await requester.visitor.post(`/loesungen/${solution.slug}/anfragen`, { purpose: 'x' });
    expect(answer.status).to.equal(403);
    expect(await makeRequests(app).countDocuments({ solutionId: solution.id })).to.equal(0);
  });

  it('goes to the successor of an organisation that ended', async () => {
    const scene = await aScene(app);
    const old = await anOrganisation(app, { fullName: 'Altes Projektbüro, inzwischen aufgelöst' });
    const operator = { userId: '0'.repeat(24), name: '', organisation: null, memberships: [] };
    await app.services.organisations.appointSuccessor(
      { ...operator, platformRoles: ['operator'] },
      old.slug,
      scene.provider.organisationId,
      new Date(),
    );
    const solution = await aPublishedSolution(app, { provider: old.id });
    const address = await ask({ requester: scene.requester, solution });
    expect((await stored(app, address)).providerId).to.equal(scene.provider.organisationId);
    expect((await scene.provider.visitor.get(address)).status).to.equal(200);
  });
});

describe('asking too often', () => {
  const app = useApp({ config: { rateLimitFactor: 1 } });

  it('is refused after 30 requests of a person in an hour', async () => {
    const { provider, requester, solution } = await aScene(app);
    const form = await requester.visitor.form(`/loesungen/${solution.slug}/anfragen`);
    const statuses: number[] = [];
    for (let turn = 0; turn < 31; turn += 1) {
      const answer = await requester.visitor.post(form.action, { ...form.values, purpose: 'Bitte.' });
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      const endOfWindow = Number(/t=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
      expect(Number(answer.headers.get('retry-after'))).to.be.closeTo(endOfWindow, 1);
    }
    expect(statuses).to.deep.equal([...Array.from({ length: 30 }, () => 303), 429]);
    expect((await provider.visitor.get('/vorgaenge')).status).to.equal(200);
  });
});

const pick = (values: Record<string, string | string[]>) => ({ _csrf: values._csrf ?? '' });
