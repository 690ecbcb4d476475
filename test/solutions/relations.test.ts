import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aDraft, aPublished, aTeam, completeContent, stored, type Team } from './publishing.helper.ts';

describe('relations between solutions', () => {
  const app = useApp();
  let team: Team;
  let other: Team;
  before(async () => {
    team = await aTeam(app);
    other = await aTeam(app);
  });

  const titled = (title: string) => completeContent({ title });
  const pageOf = (slug: string) => `/loesungen/${slug}/bearbeiten/verweise`;
  async function shown(slug: string): Promise<string> {
    return (await app.visitor().get(`/loesungen/${slug}`)).$('main').text().replace(/\s+/g, ' ');
  }

  it('are written in the form and stand on both pages once they are published', async () => {
    const basis = await aPublished(app, other, titled('Basis der Formulare'));
    const account = await aPublished(app, other, titled('Servicekonto'));
    const slug = await aDraft(app, team, titled('Hundesteuer neu'));
    const answer = await team.editor.visitor.submit(pageOf(slug), {
      buildsOn: `https://blaupause.example/loesungen/${basis}/?ansicht=1#worum\n${basis}`,
      needs: account,
    });
    expect(answer.status).to.equal(303);
    expect((await stored(app, slug)).working?.content.relations).to.deep.equal([
      { kind: 'buildsOn', slug: basis },
      { kind: 'needs', slug: account },
    ]);
    const form = await team.editor.visitor.get(pageOf(slug));
    expect(form.$('#needs').val()).to.contain(account);

    expect(await shown(basis)).not.to.contain('Grundlage für');
    const { solutions } = app.services;
    const revision = (await stored(app, slug)).working?.revision ?? 0;
    await solutions.submit(team.actors.editor, slug, { revision, changeNote: '' });
    await solutions.approve(team.actors.approver, slug, { revision });
    expect(await shown(slug))
      .to.contain('Baut auf Basis der Formulare')
      .and.to.contain('Benötigt Servicekonto');
    const back = await app.visitor().get(`/loesungen/${basis}`);
    expect(back.$(`main dt:contains("Grundlage für") + dd a[href="/loesungen/${slug}"]`).length).to.equal(1);
    expect(await shown(account)).to.contain('Wird benötigt von Hundesteuer neu');
  });

  it('say on top of a replaced solution what takes its place, and who says so', async () => {
    const old = await aPublishedSolution(app, { provider: team.organisation.id, title: 'Alt' });
    const replaces = { relations: [{ kind: 'replaces' as const, slug: old.slug }] };
    await aPublishedSolution(app, { provider: team.organisation.id, title: 'Neu A', content: replaces });
    await aPublishedSolution(app, { provider: other.organisation.id, title: 'Neu B', content: replaces });
    const notices = (await app.visitor().get(`/loesungen/${old.slug}`)).$('main .above');
    expect(notices.length).to.equal(2);
    expect(notices.eq(0).text().trim()).to.equal('Ersetzt durch Neu A.');
    expect(notices.eq(1).text().trim()).to.equal(
      `Nach Angabe von ${other.organisation.fullName} ersetzt durch Neu B.`,
    );
  });

  it('count from the current release only, and never from drafts or withdrawn solutions', async () => {
    const basis = await aPublishedSolution(app, { provider: team.organisation.id, title: 'Grundlage' });
    const needs = { relations: [{ kind: 'needs' as const, slug: basis.slug }] };
    const provider = other.organisation.id;
    const withdrawn = {
      provider,
      title: 'Zurückgezogen XY',
      content: needs,
      visibility: 'withdrawn' as const,
    };
    const gone = await aPublishedSolution(app, withdrawn);
    const former = await aPublishedSolution(app, { provider, title: 'Früher XY', content: needs });
    const [release] = (await stored(app, former.slug)).releases;
    await app.connection
      .collection<{ releases: unknown[] }>('solutions')
      .updateOne(
        { slug: former.slug },
        { $push: { releases: { ...release, number: 2, content: { ...release?.content, relations: [] } } } },
      );
    await aDraft(app, other, { ...titled('Entwurf XY'), ...needs });
    expect(await shown(basis.slug)).not.to.contain('XY');
    const naming = await aPublishedSolution(app, {
      provider,
      title: 'Nennt Zurückgezogenes',
      content: { relations: [{ kind: 'needs', slug: gone.slug }] },
    });
    expect(await shown(naming.slug)).not.to.contain('Zurückgezogen XY');
  });

  it('are refused at their field where they point nowhere, at themselves, twice or in a circle', async () => {
    const there = await aPublished(app, other, titled('Da'));
    const slug = await aPublished(app, team, titled('Selbst'));
    const names = await aPublishedSolution(app, {
      provider: other.organisation.id,
      content: { relations: [{ kind: 'replaces', slug }] },
    });
    const draft = await aDraft(app, other, titled('Nur Entwurf'));
    await app.services.solutions.startRelease(team.actors.editor, slug);
    const before = await stored(app, slug);
    for (const [fields, field, words] of [
      [{ needs: 'gibt-es-nicht' }, 'needs', 'gibt-es-nicht'],
      [{ needs: draft }, 'needs', draft],
      [{ buildsOn: '$where' }, 'buildsOn', '$where'],
      [{ buildsOn: '<script>alert(1)</script>' }, 'buildsOn', 'gibt es auf Blaupause nicht'],
      [{ replaces: slug }, 'replaces', 'nicht auf sich selbst'],
      [{ needs: there, buildsOn: there }, 'needs', 'mehrfach'],
      [{ replaces: names.slug }, 'replaces', 'sagt dasselbe schon'],
      [{ needs: Array.from({ length: 51 }, (_, n) => `a${n}`).join('\n') }, 'needs', 'höchstens 50'],
    ] as const) {
      const answer = await team.editor.visitor.submit(pageOf(slug), fields);
      expect(answer.status, JSON.stringify(fields).slice(0, 60)).to.equal(422);
      expect(answer.$(`[data-error-summary] a[href="#${field}"]`).text()).to.contain(words);
    }
    expect(await stored(app, slug)).to.deep.equal(before);
    const stranger = await other.editor.visitor.get(pageOf(slug));
    expect(stranger.status).to.equal(404);
  });

  it('leave the API in both directions, with addresses and without people', async () => {
    const basis = await aPublishedSolution(app, { provider: team.organisation.id, title: 'API-Basis' });
    const on = await aPublishedSolution(app, {
      provider: other.organisation.id,
      title: 'API-Aufbau',
      content: { relations: [{ kind: 'buildsOn', slug: basis.slug }] },
    });
    const read = async (slug: string) =>
      JSON.parse((await app.visitor().get(`/api/v1/solutions/${slug}`)).text) as Record<string, unknown>;
    const end = ({ slug, title }: typeof on) => [
      { kind: 'buildsOn', slug, title, url: `${app.url}/loesungen/${slug}` },
    ];
    expect(await read(on.slug)).to.deep.include({ relations: end(basis), relatedBy: [] });
    expect(await read(basis.slug)).to.deep.include({ relations: [], relatedBy: end(on) });
  });
});
