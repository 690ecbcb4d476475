import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';

const desk = '/betrieb/kooperationen';

describe('who is told', () => {
  const app = useApp();
  let operator: Person;
  let kdn: Person;
  before(async () => {
    operator = await person(app, { platformRoles: ['operator'] });
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  let nth = 0;
  /** Records a cooperation of two organisations and returns the mails about it. */
  async function mailsAbout(a: string, b: string) {
    nth += 1;
    const title = `Vereinbarung ${nth} zum Weitersagen`;
    const fields = { title, undated: 'ja', description: 'Text', source: 'Quelle', weiter: 'eintragen' };
    const sent = { ...fields, organisationSlug: a, organisation2Slug: b };
    const answer = await operator.visitor.submit(`${desk}/neu`, sent, desk);
    expect(answer.status, answer.$('[data-error-summary]').text()).to.equal(303);
    return (await app.mails()).filter(({ subject }) => subject.includes(title));
  }

  const slugOf = async (id: string) => (await app.services.organisations.getById(id))?.slug ?? '';
  const succeed = async (from: string, successor: string) => {
    const page = `/organisationen/${from}/nachfolge`;
    const answer = await kdn.visitor.submit(page, { successor, since: '2026-01-01' });
    expect(answer.status).to.equal(303);
  };

  it('are the members of the successor where an organisation has ended, over several steps', async () => {
    const former = await person(app, { roles: ['administrator'] });
    const between = await anOrganisation(app);
    const heir = await person(app, { roles: ['administrator'] });
    const other = await anOrganisation(app);
    const ended = await slugOf(former.organisationId);
    await succeed(ended, between.fullName);
    await succeed(between.slug, await slugOf(heir.organisationId));
    const mails = await mailsAbout(ended, other.slug);
    expect(mails.map(({ to }) => to)).to.deep.equal([heir.email]);
    expect(mails[0]?.text).not.to.include('als KDN');
  });

  it('is KDN, and told why, where nobody of the organisations is there', async () => {
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    const mails = await mailsAbout(a.slug, b.slug);
    expect(mails.map(({ to }) => to)).to.deep.equal([kdn.email]);
    expect(mails[0]?.text).to.include('als KDN').and.to.include('niemand mit der nötigen Rolle');
  });

  it('is KDN where the only people have no active account', async () => {
    const gone = await person(app, { roles: ['administrator'] });
    await app.connection
      .collection('users')
      .updateOne({ email: gone.email }, { $set: { state: 'disabled' } });
    const other = await anOrganisation(app);
    const mails = await mailsAbout(await slugOf(gone.organisationId), other.slug);
    expect(mails.map(({ to }) => to)).to.deep.equal([kdn.email]);
  });

  it('is not KDN where somebody of one organisation is there', async () => {
    const { email, organisationId } = await person(app, { roles: ['administrator'] });
    const other = await anOrganisation(app);
    const mails = await mailsAbout(await slugOf(organisationId), other.slug);
    expect(mails.map(({ to }) => to)).to.deep.equal([email]);
  });

  it('is nobody where only the person who acted would be', async () => {
    const { organisationId, userId } = await person(app, { roles: ['administrator'] });
    const audience = { organisationIds: [organisationId], roles: [], userIds: [], platformRole: null };
    const found = await app.services.accounts.recipientsOf({ ...audience, exceptUserId: userId });
    expect(found.map((one) => one.userId)).to.deep.equal([userId]);
    expect(found.some(({ standsIn }) => standsIn)).to.equal(false);
  });
});
