import { expect } from 'chai';
import type { ArtifactAccess, ArtifactKind } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aDraft, png, publish, stored, upload } from './artifacts.helper.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('Pictures of a solution', () => {
  const app = useApp();

  async function published(filename: string, content: string | Uint8Array<ArrayBuffer>, fields = {}) {
    const writing = await aDraft(app);
    const { status } = await upload(writing, filename, content, { kind: 'picture', ...fields });
    expect(status).to.equal(303);
    await publish(app, writing);
    const { releases } = await stored(app, writing.slug);
    const [artifact] = releases[0]?.artifacts ?? [];
    return { ...writing, artifact, at: `/loesungen/${writing.slug}/bilder/${artifact?.id}` };
  }

  it('are shown in the page with their title, as checked raster types that run nothing', async () => {
    const { at, slug } = await published('Startseite.png', png);
    const { status, headers, bytes } = await app.visitor().download(at);
    expect([status, bytes.length]).to.deep.equal([200, png.length]);
    expect(headers.get('content-type')).to.equal('image/png');
    expect(headers.get('content-disposition')).to.equal('inline');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox");
    for (const page of [`/loesungen/${slug}`, `/loesungen/${slug}/kurzpraesentation`]) {
      const { $ } = await app.visitor().get(page);
      expect($(`main img[src="${at}"]`).attr('alt'), page).to.equal('Startseite');
    }
  });

  const hidden: [string, string, string | Uint8Array<ArrayBuffer>, object][] = [
    ['an SVG, which may hold scripts', 'bild.svg', svg, {}],
    ['HTML', 'bild.html', '<script>alert(1)</script>', {}],
    ['another kind of artifact', 'bild.png', png, { kind: 'concept' satisfies ArtifactKind }],
    ['one for public bodies', 'bild.png', png, { access: 'publicBodies' satisfies ArtifactAccess }],
    ['one after a request', 'bild.png', png, { access: 'accepted' satisfies ArtifactAccess }],
  ];
  for (const [what, filename, content, fields] of hidden) {
    it(`never include ${what}`, async () => {
      const { at, slug, editor } = await published(filename, content, fields);
      for (const visitor of [app.visitor(), editor.visitor]) {
        expect((await visitor.get(at)).status).to.equal(404);
        expect((await visitor.get(`/loesungen/${slug}`)).$(`img[src="${at}"]`).length).to.equal(0);
      }
    });
  }

  it('never include bytes that are no picture, whatever the record says', async () => {
    const { id } = await anOrganisation(app);
    const made = await aPublishedSolution(app, {
      provider: id,
      artifacts: [{ kind: 'picture', title: 'Falsch', content: svg, filename: 'falsch.png' }],
    });
    await app.connection
      .collection('solutions')
      .updateOne({ slug: made.slug }, { $set: { 'releases.0.artifacts.0.source.mediaType': 'image/png' } });
    const at = `/loesungen/${made.slug}/bilder/${made.artifacts[0]?.id}`;
    const answer = await app.visitor().get(at);
    expect(answer.status).to.equal(404);
    expect(answer.text).not.to.contain('<svg xmlns="http://www.w3.org/2000/svg"><script>');
  });

  it('go with a block, a withdrawal and a draft', async () => {
    const { at, slug, artifact } = await published('a.png', png);
    const solutions = app.connection.collection('solutions');
    const block = {
      artifactId: artifact?.id,
      sha256: 'x',
      at: new Date(),
      by: 'x',
      reason: 'Rechte Dritter',
    };
    await solutions.updateOne({ slug }, { $set: { blocks: [block] } });
    expect((await app.visitor().get(at)).status).to.equal(404);
    await solutions.updateOne({ slug }, { $set: { blocks: [], visibility: 'withdrawn' } });
    expect((await app.visitor().get(at)).status).to.equal(410);
    const draft = await aDraft(app);
    await upload(draft, 'a.png', png, { kind: 'picture' });
    const [written] = (await stored(app, draft.slug)).working?.artifacts ?? [];
    const unpublished = `/loesungen/${draft.slug}/bilder/${written?.id}`;
    for (const visitor of [app.visitor(), draft.editor.visitor])
      expect((await visitor.get(unpublished)).status).to.equal(404);
  });
});
