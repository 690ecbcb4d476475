import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { upload } from '../artifacts.helper.ts';
import { aDraft, aTeam, completeContent, snapshot, stored, type Team } from '../publishing.helper.ts';

describe('copying an earlier solution', () => {
  const app = useApp();
  let team: Team;
  let slug: string;
  before(async () => {
    team = await aTeam(app);
    const own = completeContent({ title: 'Das Vorbild', topics: ['Umwelt'] });
    own.terms.rightsConfirmation = { by: team.editor.userId, at: new Date() };
    slug = await aDraft(app, team, own);
    const { editor, actors } = team;
    const page = `/loesungen/${slug}/projektergebnisse`;
    const place = { slug, page, editor, editorActor: actors.editor, approverActor: actors.approver };
    await upload(place, 'konzept.txt', 'Inhalt');
  });

  const copy = async (fields: Record<string, string>) => {
    const answer = await team.editor.visitor.submit(`/loesungen/${slug}/kopieren`, fields);
    return stored(app, answer.location?.split('/')[2] ?? '');
  };

  it('takes what was said and nothing that was confirmed', async () => {
    const made = await copy({ title: 'Der Nachfolger' });
    expect(made.slug).to.equal('der-nachfolger');
    expect(made.working?.content).to.deep.include({ title: 'Der Nachfolger', topics: ['Umwelt'] });
    expect(made.working?.content.terms).to.deep.include({ rightsConfirmed: false, rightsConfirmation: null });
    expect(made.working?.artifacts).to.deep.equal([]);
    expect([made.visibility, made.working?.state, made.releases.length]).to.deep.equal([
      'unpublished',
      'draft',
      0,
    ]);
    expect(made.history.map(({ action }) => action)).to.deep.equal(['created']);
  });

  it('takes Projektergebnisse only where asked, with the same content under other ids', async () => {
    const made = await copy({ title: 'Mit Dateien', withArtifacts: 'ja' });
    const [original] = (await stored(app, slug)).working?.artifacts ?? [];
    const [copied] = made.working?.artifacts ?? [];
    expect(copied?.source).to.deep.equal(original?.source);
    expect(copied?.id).not.to.equal(original?.id);
  });

  it('keeps the files from the sweep', async () => {
    const made = await copy({ title: 'Bleibt liegen', withArtifacts: 'ja' });
    const [file] = made.working?.artifacts ?? [];
    app.travel(3 * 86_400_000);
    await app.services.solutions.discardWorking(team.actors.editor, slug);
    await app.services.artifacts.sweep();
    app.travel(-3 * 86_400_000);
    const sha256 = file?.source.type === 'file' ? file.source.sha256 : '';
    expect(await app.services.blobs.stat(sha256)).not.to.equal(null);
    slug = made.slug;
  });

  it('asks for a title and is for editors of the same organisation only', async () => {
    const before = await snapshot(app);
    const page = `/loesungen/${slug}/kopieren`;
    expect((await team.editor.visitor.submit(page, { title: ' ' })).status).to.equal(422);
    const stranger = await aTeam(app);
    for (const [visitor, status] of [
      [stranger.editor.visitor, 404],
      [team.administrator.visitor, 403],
    ] as const) {
      expect((await visitor.get(page)).status).to.equal(status);
      const { _csrf = '' } = (await visitor.form('/konto/name')).values;
      expect((await visitor.post(page, { _csrf, title: 'Fremd' })).status).to.equal(status);
    }
    expect(await snapshot(app)).to.equal(before);
    expect((await stranger.editor.visitor.get('/meine-loesungen/kopieren')).text).not.to.contain(
      'Bleibt liegen',
    );
    expect((await team.editor.visitor.get('/meine-loesungen/kopieren')).text).to.contain('Bleibt liegen');
  });
});
