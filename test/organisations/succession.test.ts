import { expect } from 'chai';
import { isoDate } from '../../src/shared/german.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import { anInventory, aPublishedSolution } from '../helpers/solutions.ts';
import type { Answer } from '../helpers/visitor.ts';

const day = 86_400_000;

describe('orphans and who follows them', () => {
  const app = useApp();
  let kdn: Person;
  beforeEach(async () => {
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  const stored = (slug: string) => app.connection.collection('organisations').findOne({ slug });
  const name = (from: { slug: string }, to: { fullName: string }, since: string) =>
    kdn.visitor.submit(`/organisationen/${from.slug}/nachfolge`, { successor: to.fullName, since });
  const inDays = (days: number) => isoDate(new Date(app.services.now().getTime() + days * day));

  it('marks a solution that nobody answers for, on its page, in the API and for KDN', async () => {
    const left = await anOrganisation(app);
    const { slug, title } = await aPublishedSolution(app, { provider: left.id, title: 'Verlassene Lösung' });
    const page = await app.visitor().get(`/loesungen/${slug}`);
    expect(page.$('.badges').text()).to.include('verwaist');
    expect(page.text).to.include('KDN klärt, welche Organisation sie fortführt');
    const record = JSON.parse((await app.visitor().get(`/api/v1/solutions/${slug}`)).text);
    expect(record).to.include({ orphaned: true });
    const list = await kdn.visitor.get('/kdn/verwaist');
    expect(list.$(`a[href="/loesungen/${slug}"]`).text()).to.equal(title);
    expect(list.$(`a[href="/organisationen/${left.slug}/nachfolge"]`).length).to.equal(1);
    expect((await kdn.visitor.get('/kdn')).$('a[href="/kdn/verwaist"]').length).to.equal(1);
  });

  it('marks none whose organisation has an active member, and no Bestandseintrag', async () => {
    const member = await person(app, { roles: ['member'] });
    const { slug } = await aPublishedSolution(app, { provider: member.organisationId });
    const inventory = await aPublishedSolution(app, {
      provider: (await anOrganisation(app)).id,
      inventory: anInventory(),
    });
    const list = await kdn.visitor.get('/kdn/verwaist');
    for (const one of [slug, inventory.slug]) {
      expect((await app.visitor().get(`/loesungen/${one}`)).$('.badges').text()).not.to.include('verwaist');
      const { text } = await app.visitor().get(`/api/v1/solutions/${one}`);
      expect(JSON.parse(text).orphaned).to.equal(false);
      expect(list.$(`a[href="/loesungen/${one}"]`).length).to.equal(0);
    }
  });

  it('reads records through the successor from the named day on, and leaves them where they are', async () => {
    const [from, to] = [await anOrganisation(app), await anOrganisation(app)];
    const { slug } = await aPublishedSolution(app, { provider: from.id });
    // Signed in anew each time: a session does not last until the named day.
    const heir = async () => {
      const { visitor } = await person(app, { organisation: to.slug, roles: ['editor'] });
      return visitor.get(`/loesungen/${slug}/verlauf`);
    };
    const answer = await name(from, to, inDays(10));
    expect(answer.location).to.equal(`/organisationen/${from.slug}`);
    expect((await app.visitor().get(`/organisationen/${from.slug}`)).status).to.equal(200);
    expect((await app.visitor().get(`/loesungen/${slug}`)).$('.provider').text()).to.include(from.fullName);
    expect((await heir()).status).to.equal(404);
    const form = await kdn.visitor.get(`/organisationen/${from.slug}/nachfolge`);
    expect(form.text).to.include(`Benannt: ${to.fullName}`);
    expect(form.$('h1').text()).to.equal('Nachfolge ändern');
    expect(form.$('input[name=successor]').attr('value')).to.equal(to.fullName);
    expect(form.$('input[name=since]').attr('value')).to.equal(inDays(10));

    app.travel(11 * day);
    expect((await app.visitor().get(`/organisationen/${from.slug}`)).location).to.equal(
      `/organisationen/${to.slug}`,
    );
    const page = await app.visitor().get(`/loesungen/${slug}`);
    expect(page.$('.provider').text()).to.include(to.fullName);
    expect(page.$('.badges').text()).not.to.include('verwaist');
    expect((await heir()).status).to.equal(200);
    kdn = await person(app, { platformRoles: ['kdn'] });
    const { text } = await app.visitor().get(`/api/v1/solutions/${slug}`);
    expect(JSON.parse(text).provider.slug).to.equal(to.slug);
    const record = await app.connection.collection('solutions').findOne({ slug });
    expect(record?.providerId).to.equal(from.id);
    expect((await name(from, await anOrganisation(app), inDays(1))).status).to.equal(409);
  });

  it('lets KDN name another one until the day has come', async () => {
    const [from, first, second] = [
      await anOrganisation(app),
      await anOrganisation(app),
      await anOrganisation(app),
    ];
    expect((await name(from, first, inDays(30))).status).to.equal(303);
    expect((await name(from, second, inDays(20))).status).to.equal(303);
    const record = await stored(from.slug);
    expect(String(record?.succession.successorId)).to.equal(second.id);
    expect(record?.history.map(({ detail }: { detail: string }) => detail)).to.include.members([
      first.slug,
      second.slug,
    ]);
  });

  it('refuses a circle and an heir that is to end itself', async () => {
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    expect((await name(a, b, inDays(5))).status).to.equal(303);
    const back = await name(b, a, inDays(5));
    expect(back.status).to.equal(422);
    expect(back.$('#successor-error').text()).to.include('selbst schon eine Nachfolgerin benannt');
    expect((await stored(b.slug))?.succession).to.equal(null);
  });

  it('closes no circle where people name crosswise at the same time', async () => {
    const other = await person(app, { platformRoles: ['kdn'] });
    for (let round = 0; round < 6; round += 1) {
      const ring = await Promise.all([0, 1, 2].slice(round % 2).map(() => anOrganisation(app)));
      const forms: (() => Promise<Answer>)[] = [];
      for (const [index, from] of ring.entries()) {
        const { visitor } = index % 2 === 0 ? kdn : other;
        const path = `/organisationen/${from.slug}/nachfolge`;
        const successor = (ring[index + 1] ?? ring[0])?.fullName ?? '';
        const { values } = await visitor.form(path);
        forms.push(() => visitor.post(path, { ...values, successor, since: inDays(5) }));
      }
      const answers = await Promise.all(forms.map((send) => send()));
      const named = answers.filter(({ status }) => status === 303).length;
      expect(named).to.be.below(ring.length);
      for (const { status } of answers) expect(status).to.be.oneOf([303, 409, 422]);
      const records = await Promise.all(ring.map(({ slug }) => stored(slug)));
      expect(records.filter((record) => record?.succession).length).to.equal(named);
      for (const record of records) expect(record?.heirClaims ?? []).to.deep.equal([]);
    }
  });

  it('refuses an organisation that is just being named itself, but not for longer than that can take', async () => {
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    await app.connection
      .collection<{ heirClaims: unknown[] }>('organisations')
      .updateOne({ slug: a.slug }, { $push: { heirClaims: { id: 'left behind', at: app.services.now() } } });
    const refused = await name(a, b, inDays(5));
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('wird gerade selbst als Nachfolgerin benannt');
    expect((await stored(a.slug))?.succession).to.equal(null);
    app.travel(61_000);
    expect((await name(a, b, inDays(5))).status).to.equal(303);
    expect((await stored(b.slug))?.heirClaims).to.deep.equal([]);
  });

  it('shows nothing of it to anybody else', async () => {
    const administrator = await person(app, { roles: ['administrator'] });
    expect((await app.visitor().get('/kdn/verwaist')).status).to.equal(302);
    expect((await administrator.visitor.get('/kdn/verwaist')).status).to.equal(403);
  });
});
