import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { aDraft, artifactsOf, terms, upload, type Writing } from './artifacts.helper.ts';

describe('A form of files that is sent again', () => {
  const app = useApp();

  async function sent(solution: Writing, key: string, filename: string, text: string) {
    return upload(solution, filename, text, { ...terms, vorgang: key });
  }
  const key = '7d1f2f0e-6f0a-4c8e-9d2b-0a1b2c3d4e5f';

  it('adds nothing twice', async () => {
    const solution = await aDraft(app);
    for (let turn = 0; turn < 3; turn += 1)
      expect((await sent(solution, key, 'konzept.txt', 'einmal')).status).to.equal(303);
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(1);
  });

  it('adds nothing twice at the same time either', async () => {
    const solution = await aDraft(app);
    await solution.editor.visitor.get(solution.page);
    const answers = await Promise.all(
      [1, 2, 3].map(() => sent(solution, key, 'konzept.txt', 'gleichzeitig')),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(1);
  });

  it('adds what was chosen besides, and nothing else', async () => {
    const solution = await aDraft(app);
    await sent(solution, key, 'konzept.txt', 'angekommen');
    const files = [
      { name: 'dateien', filename: 'konzept.txt', content: 'angekommen' },
      { name: 'dateien', filename: 'plan.txt', content: 'vergessen' },
    ];
    const { page, editor } = solution;
    expect((await editor.visitor.upload(page, { ...terms, vorgang: key }, files, page)).status).to.equal(303);
    expect((await artifactsOf(app, solution.slug)).map(({ title }) => title)).to.deep.equal([
      'konzept',
      'plan',
    ]);
  });

  it('brings back what was removed since', async () => {
    const solution = await aDraft(app);
    await sent(solution, key, 'konzept.txt', 'doch gebraucht');
    const [artifact] = await artifactsOf(app, solution.slug);
    await solution.editor.visitor.submit(`${solution.page}/${artifact?.id}/entfernen`, {});
    await sent(solution, key, 'konzept.txt', 'doch gebraucht');
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(1);
  });

  it('is another one with another key', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', 'zweimal gewollt');
    await upload(solution, 'a.txt', 'zweimal gewollt');
    expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(2);
  });
});
