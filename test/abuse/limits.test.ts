import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import type { Answer, Visitor } from '../helpers/visitor.ts';
import { changesNothing } from './snapshot.helper.ts';

describe('too much of a thing', () => {
  // A tenth of each limit, so that it is reached soon.
  const app = useApp({ config: { rateLimitFactor: 0.1 } });
  let provider: Person;
  let solution: MadeSolution;
  before(async () => {
    provider = await person(app, { roles: ['editor'] });
    solution = await aPublishedSolution(app, { provider: provider.organisationId, artifacts: [{}] });
  });

  /** Sends a form with another forged client each time. */
  async function sender(visitor: Visitor, page: string, fields: Record<string, string>) {
    const form = await visitor.form(page);
    return (n: number) =>
      visitor.post(form.action, { ...form.values, ...fields, submission: crypto.randomUUID() }, forged(n));
  }
  const forged = (n: number) => ({
    'x-forwarded-for': `203.0.113.${n}`,
    'x-real-ip': `203.0.113.${n}`,
    forwarded: `for=203.0.113.${n}`,
  });
  const member = async () => (await person(app, { roles: ['member'] })).visitor;

  const limited: Record<string, { most: number; make: () => Promise<(n: number) => Promise<Answer>> }> = {
    'reports of barriers': {
      most: 1,
      make: () => sender(app.visitor(), '/barriere-melden', { description: 'Kontrast' }),
    },
    'reports of violated rights': {
      most: 1,
      make: () =>
        sender(
          app.visitor(),
          `/loesungen/${solution.slug}/projektergebnisse/${solution.artifacts[0]?.id}/melden`,
          {
            statement: 'Mein Bild',
          },
        ),
    },
    'forgotten passwords': {
      most: 6,
      make: () => sender(app.visitor(), '/kennwort-vergessen', { email: provider.email }),
    },
    registrations: {
      most: 3,
      make: async () => {
        const visitor = app.visitor();
        const [own] = await app.connection.collection('organisations').find({}).toArray();
        const form = await visitor.form(`/registrieren?fuer=${own?.slug}`, '/registrieren');
        const who = (n: number) => ({
          name: 'Neu',
          email: `neu-${n}@stadt-musterstadt.example`,
          password: 'sieben blaue Amtsstuben',
        });
        return (n) => visitor.post('/registrieren', { ...form.values, ...who(n) }, forged(n));
      },
    },
    'letters to organisations': {
      most: 2,
      make: async () => {
        const [own] = await app.connection.collection('organisations').find({}).toArray();
        return sender(await member(), `/organisationen/${own?.slug}/kontakt`, {
          purpose: 'Anliegen',
          text: 'Text',
        });
      },
    },
    'letters in a case': {
      most: 6,
      make: async () => {
        const visitor = await member();
        const asked = await visitor.submit(`/loesungen/${solution.slug}/anfragen`, { purpose: 'Zweck' });
        const address = asked.location ?? '';
        const { action, values } = await visitor.form(address, `${address}/nachrichten`);
        return (n) =>
          visitor.post(action, { ...values, text: 'Text', submission: crypto.randomUUID() }, forged(n));
      },
    },
    'requests for a solution': {
      most: 3,
      make: async () => sender(await member(), `/loesungen/${solution.slug}/anfragen`, { purpose: 'Zweck' }),
    },
    'reports of a reuse': {
      most: 6,
      make: async () =>
        sender(await member(), `/loesungen/${solution.slug}/nachnutzung`, {
          stage: 'pilot',
          since: '01/2024',
        }),
    },
    'suggestions of organisations': {
      most: 30,
      make: async () => (n) => app.visitor().get('/organisationen/suche?q=Stadt', forged(n)),
    },
    'readings of the API': {
      most: 60,
      make: async () => (n) => app.visitor().get('/api/v1/solutions?limit=1', forged(n)),
    },
  };
  for (const [what, { most, make }] of Object.entries(limited)) {
    it(`is refused with 429, whatever client one claims to be: ${what}`, async () => {
      const send = await make();
      for (let n = 1; n <= most; n += 1) expect((await send(n)).status, `${n}`).to.be.within(200, 303);
      await changesNothing(app, async () => {
        const answer = await send(most + 1);
        expect(answer.status).to.equal(429);
        expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0);
        expect(answer.text).to.contain('Bitte warten Sie');
      });
      expect((await app.visitor().get('/impressum')).status, 'everything else').to.equal(200);
    });
  }

  it('fills nobody’s mailbox', async () => {
    const mails = (await app.mails()).filter(
      ({ to, text }) => to === provider.email && text.includes('/kennwort-neu/'),
    );
    expect(mails.length).to.be.within(1, 3);
  });
});

describe('a solution that others use', () => {
  const app = useApp();

  it('keeps its reuses when it is withdrawn', async () => {
    const provider = await person(app, { roles: ['editor', 'approver', 'administrator'] });
    const reuser = await person(app, { roles: ['member'] });
    const solution = await aPublishedSolution(app, { provider: provider.organisationId, artifacts: [{}] });
    const path = `/loesungen/${solution.slug}`;
    const reported = await reuser.visitor.submit(`${path}/nachnutzung`, {
      stage: 'productive',
      since: '01/2024',
    });
    const address = reported.location ?? '';
    await provider.visitor.submit(address, {}, `${address}/bestaetigen`);
    const records = () => app.connection.collection('reuses').find({}).toArray();
    const before = await records();
    expect(before[0]).to.include({ state: 'confirmed' });
    const asked = await provider.visitor.get(`${path}/zurueckziehen`);
    expect(asked.$('main').text(), 'who uses it').to.contain('Musterstadt');
    const withdrawn = await provider.visitor.submit(`${path}/zurueckziehen`, { reason: 'Abgelöst.' });
    expect(withdrawn.status).to.equal(303);
    expect(await records()).to.deep.equal(before);
    expect((await app.visitor().get(path)).status).to.equal(410);
    for (const { visitor } of [provider, reuser]) expect((await visitor.get(address)).status).to.equal(200);
    const again = await reuser.visitor.get(`${path}/nachnutzung`);
    expect(again.status).to.be.within(400, 410);
  });
});
