import { expect } from 'chai';
import { emptyContent, noRights } from '../../../src/solutions/index.ts';
import { rightsSheet } from '../../../src/solutions/rights/sheet.view.ts';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import { aPublishedSolution } from '../../helpers/solutions.ts';
import { aDraft, aPublished, aTeam, aWorkingCopy, completeContent } from '../publishing.helper.ts';

const at = new Date('2026-03-04T10:00:00Z');

function confirmedContent(by: string) {
  const content = completeContent();
  const rights = {
    ...noRights(),
    madeBy: ['ownStaff' as const],
    permits: ['use' as const, 'change' as const],
  };
  content.terms = { ...content.terms, rights, rightsConfirmation: { by, at } };
  return content;
}

describe('the sheet for the legal office', () => {
  const app = useApp();
  const sheetOf = (slug: string, query = '') => `/loesungen/${slug}/rechtsblatt${query}`;

  it('says who grants what at which cost, with licence in words, SPDX and hash', async () => {
    const team = await aTeam(app);
    const made = await aPublishedSolution(app, {
      provider: team.organisation.id,
      content: confirmedContent(team.editor.userId),
      artifacts: [{ title: 'Quellcode', licence: 'EUPL-1.2 AND MIT' }],
    });
    const page = await app.visitor().visit(sheetOf(made.slug));
    const text = page.$('main').text();
    const [artifact] = made.artifacts;
    for (const shown of [
      'ohne Lizenzgebühr erlaubt',
      team.organisation.fullName,
      'eigene Beschäftigte',
      'nutzen, ändern und anpassen',
      'EUPL-1.2 AND MIT',
      'EUPL-1.2 und MIT',
      artifact?.source.type === 'file' ? artifact.source.sha256 : '?',
      'am 4. März 2026 bestätigt von der bereitstellenden Organisation',
      'Die EUPL-1.2 in drei Sätzen',
      `/loesungen/${made.slug}`,
    ])
      expect(text, shown).to.contain(shown);
    const detail = await app.visitor().visit(`/loesungen/${made.slug}`);
    expect(detail.$('#bedingungen ~ p a[href*="/rechtsblatt"]')).to.have.length(1);
    expect(detail.$('main').text()).to.contain('am 4. März 2026 bestätigt');
  });

  it('names the person who confirmed to members and KDN alone', async () => {
    const team = await aTeam(app);
    const { slug } = await aPublishedSolution(app, {
      provider: team.organisation.id,
      content: confirmedContent(team.editor.userId),
    });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const stranger = await person(app, { roles: ['editor'] });
    const names = await app.services.accounts.namesOf([team.editor.userId]);
    const name = names.get(team.editor.userId) ?? '?';
    const lineOf = async (visitor: ReturnType<typeof app.visitor>, path: string) =>
      (await visitor.visit(path)).$('main').text().replace(/\s+/g, ' ');
    for (const path of [sheetOf(slug), `/loesungen/${slug}`]) {
      const said = `bestätigt von der bereitstellenden Organisation (${name})`;
      expect(await lineOf(team.administrator.visitor, path)).to.contain(said);
      expect(await lineOf(kdn.visitor, path)).to.contain(said);
      for (const visitor of [stranger.visitor, app.visitor()])
        expect(await lineOf(visitor, path)).not.to.contain(`Organisation (`);
    }
  });

  it('shows a draft to its members and to nobody else', async () => {
    const team = await aTeam(app);
    const slug = await aDraft(app, team);
    const own = await team.editor.visitor.visit(sheetOf(slug));
    expect(own.$('main').text()).to.contain('Arbeitsfassung, noch nicht veröffentlicht');
    const stranger = await person(app, { roles: ['editor'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    for (const visitor of [stranger.visitor, kdn.visitor, app.visitor()])
      for (const query of ['', '?fassung=arbeit', '?version=1'])
        expect((await visitor.get(sheetOf(slug, query))).status, query).to.equal(404);
  });

  it('keeps the working copy of a published solution from the public', async () => {
    const team = await aTeam(app);
    const slug = await aWorkingCopy(app, team);
    expect((await team.editor.visitor.get(sheetOf(slug, '?fassung=arbeit'))).status).to.equal(200);
    expect((await app.visitor().get(sheetOf(slug, '?fassung=arbeit'))).status).to.equal(404);
    expect((await app.visitor().visit(sheetOf(slug))).$('main').text()).to.contain('Version 1 vom');
    expect((await app.visitor().get(sheetOf(slug, '?version=1'))).status).to.equal(200);
    for (const query of ['?version=2', '?version=x', '?version=1&version=2'])
      expect((await app.visitor().get(sheetOf(slug, query))).status, query).to.be.oneOf([200, 404]);
  });

  it('is gone with a withdrawn solution and unknown for others', async () => {
    const team = await aTeam(app);
    const slug = await aPublished(app, team);
    await app.services.solutions.withdraw(team.actors.approver, slug, 'Abgelöst.');
    expect((await app.visitor().get(sheetOf(slug))).status).to.equal(410);
    expect((await app.visitor().get(sheetOf('gibt-es-nicht'))).status).to.equal(404);
  });
});

describe('view of the sheet', () => {
  const subject = {
    content: emptyContent(),
    artifacts: [],
    blocks: [],
    inventory: false,
    provider: 'Stadt Musterstadt',
    organisations: new Map(),
    confirmedBy: null,
  };

  it('says of a Bestandseintrag what is not stated, and never that it is free', () => {
    const sheet = rightsSheet({ ...subject, inventory: true });
    expect(sheet.answer).to.contain('geht nicht hervor');
    expect(sheet.confirmation).to.equal('nicht angegeben');
    expect([...sheet.rights, ...sheet.costs].map(({ text }) => text)).to.deep.equal(
      Array.from({ length: 5 }, () => 'nicht angegeben'),
    );
  });

  for (const [change, answer] of [
    [{}, 'erlaubt'],
    [{ rightsConfirmed: false }, 'noch nicht geklärt'],
    [{ licenceFree: null }, 'noch nicht geklärt'],
    [{ licenceFree: false }, 'noch nicht geklärt'],
    [{ rights: { ...noRights(), acknowledged: ['x'] as string[] } }, 'Einzelne Punkte sind offen'],
  ] as const) {
    it(`answers "${answer}" for ${JSON.stringify(change).slice(0, 40)}`, () => {
      const content = completeContent();
      content.terms = { ...content.terms, ...change };
      expect(rightsSheet({ ...subject, content }).answer).to.contain(answer);
    });
  }
});
