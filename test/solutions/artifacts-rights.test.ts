import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import {
  aDraft,
  artifactsOf,
  downloadOf,
  publish,
  sha256,
  stored,
  upload,
  type Writing,
} from './artifacts.helper.ts';

const desk = '/betrieb/rechtsverletzungen';
const statement = 'Das Titelbild gehört einer Fotografin, die nicht gefragt wurde.';

describe('Reports of violated rights', () => {
  const app = useApp();
  let solution: Writing;
  let operator: Person;
  let path: string;
  let reportPath: string;
  before(async () => {
    operator = await person(app, { platformRoles: ['operator'] });
  });
  beforeEach(async () => {
    solution = await aDraft(app);
    await upload(solution, 'bild.txt', `umstritten ${solution.slug}`);
    await publish(app, solution);
    path = await downloadOf(app, solution, 'bild');
    reportPath = `${path.slice(0, path.lastIndexOf('/'))}/melden`;
  });

  async function reported(fields: Record<string, string> = {}): Promise<string> {
    const answer = await app.visitor().submit(reportPath, { statement, ...fields });
    expect(answer.status, answer.text).to.equal(303);
    const report = await app.connection
      .collection('rightsReports')
      .findOne({ slug: solution.slug }, { sort: { createdAt: -1 } });
    return `${desk}/${String(report?._id)}`;
  }

  it('come from anybody and reach the operator by mail', async () => {
    await reported({ email: 'Fotografin@bilder.example' });
    const report = await app.connection.collection('rightsReports').findOne({ slug: solution.slug });
    expect(report).to.deep.include({
      statement,
      email: 'fotografin@bilder.example',
      state: 'open',
      artifactTitle: 'bild',
      sha256: sha256(`umstritten ${solution.slug}`),
    });
    const mail = (await app.mails()).findLast(({ to }) => to === operator.email);
    expect(mail?.subject).to.equal('Rechtsverletzung gemeldet: bild');
    expect(mail?.text)
      .to.contain(statement)
      .and.to.contain(`${desk}/${String(report?._id)}`);
    expect((await app.visitor().get(path)).status).to.equal(200);
  });

  it('need to say what is violated, and a right address if any', async () => {
    const answer = await app.visitor().submit(reportPath, { statement: ' ', email: 'keine Adresse' });
    expect(answer.status).to.equal(422);
    const faults = answer.$('[data-error-summary] a').toArray();
    expect(faults.map((fault) => fault.attribs.href)).to.deep.equal(['#statement', '#email']);
    expect(answer.$('#email').attr('value')).to.equal('keine Adresse');
    expect(await app.connection.collection('rightsReports').countDocuments({ slug: solution.slug })).to.equal(
      0,
    );
  });

  it('cannot be made about drafts of others or without the token', async () => {
    const draft = await aDraft(app);
    await upload(draft, 'a.txt', 'a');
    const [a] = await artifactsOf(app, draft.slug);
    expect((await app.visitor().get(`${draft.page}/${a?.id}/melden`)).status).to.equal(404);
    expect((await app.visitor().post(reportPath, { statement })).status).to.equal(403);
    expect(await app.connection.collection('rightsReports').countDocuments({ slug: solution.slug })).to.equal(
      0,
    );
  });

  it('let the operator block: 410 everywhere with hash and reason, in the history, told to the provider', async () => {
    const page = await reported();
    const reason = 'Die Rechte am Titelbild fehlen.';
    const before = await stored(app, solution.slug);
    const answer = await operator.visitor.submit(page, { decision: 'sperren', reason }, page);
    expect(answer.status).to.equal(303);
    for (const visitor of [app.visitor(), solution.editor.visitor, operator.visitor]) {
      const gone = await visitor.get(path);
      expect(gone.status).to.equal(410);
      expect(gone.$('main').text())
        .to.contain(reason)
        .and.to.contain(sha256(`umstritten ${solution.slug}`));
    }
    const after = await stored(app, solution.slug);
    expect(after.revision).to.equal(before.revision + 1);
    expect(after.blocks).to.have.lengthOf(1);
    expect(after.history.at(-1)).to.deep.include({ action: 'artifactBlocked', reason, by: operator.userId });
    const mail = (await app.mails()).findLast(({ to }) => to === solution.editor.email);
    expect(mail?.subject).to.equal('Gesperrt: bild');
    expect(mail?.text).to.contain(reason);
  });

  it('block the same content also when it comes back under another name', async () => {
    const page = await reported();
    await operator.visitor.submit(page, { decision: 'sperren', reason: 'Rechte fehlen.' }, page);
    await app.services.solutions.startRelease(solution.editorActor, solution.slug);
    await upload(solution, 'anderer Name.txt', `umstritten ${solution.slug}`);
    const again = await downloadOf(app, solution, 'anderer Name');
    expect((await solution.editor.visitor.get(again)).status).to.equal(410);
    await publish(app, solution);
    expect((await app.visitor().get(again)).status).to.equal(410);
  });

  it('about one artifact do not lift each other’s block', async () => {
    const [first, second] = [await reported(), await reported()];
    for (const page of new Set([first, second]))
      await operator.visitor.submit(page, { decision: 'sperren', reason: `Grund von ${page}` }, page);
    expect((await stored(app, solution.slug)).blocks).to.have.lengthOf(2);
    await operator.visitor.submit(first, { reason: 'Ein Irrtum.' }, `${first}/aufheben`);
    expect((await app.visitor().get(path)).status, 'the other report stands').to.equal(410);
    const lifted = async () =>
      (await app.mails()).filter(
        ({ to, subject }) => to === solution.editor.email && subject === 'Sperre aufgehoben: bild',
      ).length;
    const before = await lifted();
    await operator.visitor.submit(second, { reason: 'Auch ein Irrtum.' }, `${second}/aufheben`);
    expect((await app.visitor().get(path)).status).to.equal(200);
    expect(await lifted()).to.equal(before + 1);
  });

  it('are decided once, with a reason, and a block can be lifted', async () => {
    const page = await reported();
    const none = await operator.visitor.submit(page, { decision: 'sperren', reason: '' }, page);
    expect(none.status).to.equal(422);
    expect((await stored(app, solution.slug)).blocks).to.deep.equal([]);
    const { values } = await operator.visitor.form(page, page);
    const decision = { ...values, decision: 'sperren', reason: 'Rechte fehlen.' };
    expect((await operator.visitor.post(page, decision)).status).to.equal(303);
    expect((await operator.visitor.post(page, { ...decision, decision: 'zurueckweisen' })).status).to.equal(
      409,
    );
    const lift = { reason: 'Die Fotografin hat zugestimmt.' };
    expect((await operator.visitor.submit(page, lift, `${page}/aufheben`)).status).to.equal(303);
    expect((await app.visitor().get(path)).status).to.equal(200);
    const { blocks, history } = await stored(app, solution.slug);
    expect(blocks).to.deep.equal([]);
    expect(history.slice(-2).map(({ action }) => action)).to.deep.equal([
      'artifactBlocked',
      'artifactUnblocked',
    ]);
    expect((await operator.visitor.get(page)).$('main').text()).to.contain(lift.reason);
  });

  it('can be dismissed; the artifact stays and the provider is not told', async () => {
    const page = await reported();
    const before = (await app.mails()).filter(({ to }) => to === solution.editor.email).length;
    await operator.visitor.submit(page, { decision: 'zurueckweisen', reason: 'Gemeinfrei.' }, page);
    expect((await app.visitor().get(path)).status).to.equal(200);
    expect((await app.mails()).filter(({ to }) => to === solution.editor.email)).to.have.lengthOf(before);
    const list = await operator.visitor.get(desk);
    expect(list.$(`a[href="${page}"]`).closest('tr').text()).to.contain('zurückgewiesen');
  });

  it('are read and decided by the operator only', async () => {
    const page = await reported();
    for (const { visitor } of [solution.editor, await person(app, { platformRoles: ['kdn'] })]) {
      expect((await visitor.get(desk)).status).to.equal(403);
      expect((await visitor.get(page)).status).to.equal(403);
      expect((await visitor.post(page, { decision: 'sperren', reason: 'x' })).status).to.equal(403);
    }
    expect((await app.visitor().get(desk)).location).to.match(/^\/anmelden/);
    expect((await operator.visitor.get(`${desk}/nichts`)).status).to.equal(404);
    expect((await stored(app, solution.slug)).blocks).to.deep.equal([]);
  });
});

describe('The limit of reports', () => {
  const app = useApp({ config: { rateLimitFactor: 1 } });

  it('is ten an hour for one address', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', 'a');
    await publish(app, solution);
    const path = await downloadOf(app, solution, 'a');
    const page = `${path.slice(0, path.lastIndexOf('/'))}/melden`;
    const visitor = app.visitor();
    const { values } = await visitor.form(page);
    for (let n = 0; n < 10; n += 1)
      expect((await visitor.post(page, { ...values, statement: `Meldung ${n}` })).status).to.equal(303);
    const answer = await visitor.post(page, { ...values, statement: 'zu viel' });
    expect(answer.status).to.equal(429);
    expect(await app.connection.collection('rightsReports').countDocuments({})).to.equal(10);
  });
});
