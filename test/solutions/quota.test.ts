import { expect } from 'chai';
import { emptyContent } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import { aDraft, artifactsOf, filesOnDisk, publish, upload, type Writing } from './artifacts.helper.ts';

const quota = 1_000_000;
const content = (bytes: number, letter: string): string => letter.repeat(bytes);

describe('The quota of an organisation', () => {
  const app = useApp({ config: { quotaBytes: quota } });
  const use = ({ editor }: Writing) => app.services.artifacts.quotas.useOf(editor.organisationId);
  const held = async (solution: Writing) => (await use(solution)).held;

  it('is shown before it is reached, and warns from four fifths', async () => {
    const solution = await aDraft(app);
    const shown = async () => (await solution.editor.visitor.get(solution.page)).$('main').text();
    expect(await shown()).to.contain('0 Byte von 1 MB belegt');
    await upload(solution, 'a.txt', content(500_000, 'a'));
    expect(await shown())
      .to.contain('500 kB von 1 MB belegt')
      .and.not.to.contain('nur noch');
    await upload(solution, 'b.txt', content(300_000, 'b'));
    expect(await shown()).to.contain('Es sind nur noch 200 kB frei.');
    expect((await solution.editor.visitor.get(solution.page)).$('meter').attr('value')).to.equal('800000');
  });

  it('takes the last byte and not one more', async () => {
    const solution = await aDraft(app);
    expect((await upload(solution, 'a.txt', content(quota, 'c'))).status).to.equal(303);
    const answer = await upload(solution, 'b.txt', 'x');
    expect(answer.status).to.equal(413);
    expect(answer.text).to.contain('1 MB von 1 MB sind belegt').and.to.contain('Es wurde nichts gespeichert');
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(1);
    expect(await held(solution)).to.equal(quota);
  });

  it('refuses a body that cannot fit before it is read', async () => {
    const solution = await aDraft(app);
    const before = await filesOnDisk(app);
    expect((await upload(solution, 'a.txt', content(quota + 300_000, 'd'))).status).to.equal(413);
    expect(await filesOnDisk(app)).to.have.members(before);
  });

  it('is not overrun by thirty uploads at the same time', async function () {
    this.timeout(90_000);
    const solution = await aDraft(app);
    await solution.editor.visitor.get(solution.page);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        upload(solution, `${n}.txt`, content(300_000, String.fromCharCode(65 + n))),
      ),
    );
    const taken = answers.filter(({ status }) => status === 303);
    expect(taken.length).to.equal(3);
    expect(answers.filter(({ status }) => status === 413)).to.have.lengthOf(27);
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(3);
    await app.services.artifacts.quotas.recountAll();
    expect(await held(solution)).to.equal(900_000);
    await publish(app, solution);
  });

  it('is not overrun where a content is taken away while it is added elsewhere', async () => {
    const solution = await aDraft(app);
    const copied = await app.services.solutions.createDraft(solution.editorActor, {
      ...emptyContent(),
      title: 'Zweite Lösung',
    });
    const copy = { ...solution, slug: copied.slug, page: `/loesungen/${copied.slug}/projektergebnisse` };
    await upload(solution, 'a.txt', content(900_000, 'l'));
    const [artifact] = await artifactsOf(app, solution.slug);
    const { blobs } = app.services;
    const { keep } = blobs;
    blobs.keep = async (blob) => {
      blobs.keep = keep;
      await solution.editor.visitor.submit(`${solution.page}/${artifact?.id}/entfernen`, {});
      return keep(blob);
    };
    expect((await upload(copy, 'a.txt', content(900_000, 'l'))).status).to.equal(303);
    expect(await artifactsOf(app, solution.slug), 'taken away meanwhile').to.deep.equal([]);
    expect(await held(solution)).to.equal(900_000);
    expect((await upload(copy, 'b.txt', content(900_000, 'm'))).status).to.equal(413);
  });

  it('counts a content once, in new versions and other solutions of the organisation too', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', content(600_000, 'e'));
    expect((await upload(solution, 'noch einmal.txt', content(600_000, 'e'))).status).to.equal(303);
    await publish(app, solution);
    await app.services.solutions.startRelease(solution.editorActor, solution.slug);
    await app.services.artifacts.quotas.recountAll();
    expect(await held(solution)).to.equal(600_000);
  });

  it('is given back by removing what no version names', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', content(900_000, 'f'));
    const [artifact] = await artifactsOf(app, solution.slug);
    await solution.editor.visitor.submit(`${solution.page}/${artifact?.id}/entfernen`, {});
    expect(await held(solution)).to.equal(0);
    expect((await upload(solution, 'b.txt', content(900_000, 'g'))).status).to.equal(303);
  });

  it('keeps nothing reserved for an upload that failed', async () => {
    const solution = await aDraft(app);
    const answer = await upload(solution, 'a.txt', content(100_000, 'h'), { licenceChoice: 'unsinn' });
    expect(answer.status).to.equal(422);
    const { keep } = app.services.blobs;
    app.services.blobs.keep = () => Promise.reject(new Error('disk'));
    expect((await upload(solution, 'a.txt', content(100_000, 'h'))).status).to.equal(500);
    app.services.blobs.keep = keep;
    expect(await held(solution)).to.equal(0);
  });

  it('mends itself where the count has come apart', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', content(100_000, 'i'));
    const record = { _id: solution.editor.organisationId };
    const collection = app.connection.collection<{ _id: string }>('organisationStorage');
    await collection.updateOne(record, {
      $set: {
        held: quota,
        reservations: [{ id: 'alt', contents: [{ sha256: 'a', size: 7 }], at: new Date(0) }],
      },
    });
    expect(
      (await upload(solution, 'b.txt', content(100_000, 'j'))).status,
      'counted anew when full',
    ).to.equal(303);
    await app.services.artifacts.quotas.recountAll();
    expect(await held(solution)).to.equal(200_000);
  });

  it('is set by the operator for one organisation', async () => {
    const solution = await aDraft(app);
    const organisation = await app.services.organisations.getById(solution.editor.organisationId);
    const desk = `/betrieb/dateien/${organisation?.slug}`;
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    expect((await visitor.submit(desk, { gigabytes: 'viel' })).status).to.equal(422);
    expect((await visitor.submit(desk, { gigabytes: '0,002' })).status).to.equal(303);
    expect((await use(solution)).quota).to.equal(2_000_000);
    expect((await upload(solution, 'a.txt', content(1_500_000, 'k'))).status).to.equal(303);
    expect((await visitor.get('/betrieb/dateien')).$('main').text()).to.contain('1,5 MB');
    await visitor.submit(desk, { gigabytes: '' });
    expect((await use(solution)).quota).to.equal(quota);
    expect((await upload(solution, 'b.txt', 'x')).status).to.equal(413);
    for (const stranger of [solution.editor.visitor, app.visitor()])
      expect((await stranger.get(desk)).status).to.be.oneOf([302, 403]);
    expect((await visitor.get('/betrieb/dateien/gibt-es-nicht')).status).to.equal(404);
  });
});
