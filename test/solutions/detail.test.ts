import { expect } from 'chai';
import { type Content, emptyContent } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublished, aTeam, completeContent, type Team } from './publishing.helper.ts';

const attacks = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror=pwned()>',
  "'-pwned()-'",
  '<svg/onload=pwned()>',
  '</title><iframe srcdoc="x">',
  '[klick](javascript:pwned())',
  '[klick](data:text/html,<script>pwned()</script>)',
  '![bild](https://foreign.example/x.png)',
  '<a href="jav\tascript:pwned()">x</a>',
  '&lt;script&gt;pwned()&lt;/script&gt;<xmp>',
  '{{constructor.constructor("pwned()")()}}',
];

/** Every text field filled with an attack. */
function hostileContent(attack: string): Content {
  const content = completeContent({ languages: [attack], technology: [attack], standards: [attack] });
  for (const key of Object.keys(content) as (keyof Content)[]) {
    if (typeof content[key] === 'string' && !['maturity', 'modelRegion', 'programme'].includes(key))
      Object.assign(content, { [key]: attack });
  }
  content.targetGroups = [attack];
  content.otherPartners = [attack];
  content.topics = [attack];
  content.sources = [{ url: `javascript:${attack}`, publisher: attack }];
  content.links = [{ kind: 'website', url: 'javascript:pwned()' }];
  content.terms = {
    ...content.terms,
    rightsHolder: attack,
    thirdParty: attack,
    remainingCosts: attack,
    support: attack,
    statement: attack,
  };
  return content;
}

describe('the page of a solution', () => {
  const app = useApp();
  let team: Team;
  before(async () => {
    team = await aTeam(app);
  });

  for (const attack of attacks) {
    it(`shows ${encodeURI(attack).slice(0, 50)} as text in every field`, async () => {
      const slug = await aPublished(app, team, hostileContent(attack));
      await app.services.solutions.startRelease(team.actors.editor, slug);
      const pages = [
        await app.visitor().get(`/loesungen/${slug}`),
        await app.visitor().get(`/loesungen/${slug}/versionen/1`),
        await team.editor.visitor.get(`/loesungen/${slug}/vorschau`),
        await team.editor.visitor.get(`/loesungen/${slug}/bearbeiten`),
        await team.editor.visitor.get(`/loesungen/${slug}/bearbeiten/inhalt`),
        await team.editor.visitor.get(`/loesungen/${slug}/bearbeiten/bedingungen`),
        await team.editor.visitor.get('/meine-loesungen'),
      ];
      for (const { $, status } of pages) {
        expect(status).to.equal(200);
        expect($('main :is(script:not([src^="/static/"]), iframe, img, xmp, object, embed)').length).to.equal(
          0,
        );
        expect($('title').length).to.equal(1);
        $('*').each((_index, element) => {
          for (const name of Object.keys($(element).attr() ?? {}))
            expect(name, $.html(element)).not.to.match(/^on|^srcdoc$|^style$/);
        });
        $('a[href]').each((_index, link) => {
          const scheme = new URL($(link).attr('href') ?? '', app.url).protocol;
          expect(scheme).to.match(/^https?:$/);
        });
      }
    });
  }

  it('renders Markdown below the headings of the page', async () => {
    const description = '# Groß\n\n- eins\n- zwei\n\n[Bericht](https://stadt.example/bericht)';
    const slug = await aPublished(app, team, completeContent({ description }));
    const { $ } = await app.visitor().get(`/loesungen/${slug}`);
    expect($('h1').length).to.equal(1);
    expect($('.prose h4').text()).to.equal('Groß');
    expect($('.prose li').length).to.equal(2);
    expect($('.prose a').attr('rel')).to.equal('nofollow noopener');
  });

  it('is honest about a Bestandseintrag and imports each source once', async () => {
    const lead = await anOrganisation(app);
    const record = {
      slug: 'gesundheit-und-wandel',
      providerId: lead.id,
      content: {
        ...emptyContent(),
        title: 'Gesundheit und Wandel',
        summary: 'Bewilligt 2020.',
        description: 'Nähere Angaben wurden nicht gefunden.',
        sources: [{ url: 'https://stadt.example/rueckblick', publisher: 'Stadt Beispiel' }],
      },
      artifacts: [],
      inventory: {
        sourceId: 'quelle-1',
        takenOverAt: new Date('2026-04-25T10:00:00Z'),
        status: 'Einzelabschluss nicht belegt',
        statusEvidence: 'https://stadt.example/beleg',
        completeness: 'stub' as const,
        missingFields: ['lead', 'licence'],
        assignmentCertain: false,
        note: 'Federführung erschlossen.',
      },
    };
    const { solutions } = app.services;
    expect(await solutions.importInventory([record])).to.deep.equal({ imported: 1 });
    expect(await solutions.importInventory([record, record])).to.deep.equal({ imported: 0 });
    const { $, text, status } = await app.visitor().get('/loesungen/gesundheit-und-wandel');
    expect(status).to.equal(200);
    expect($('.above').text()).to.contain('Bestandseintrag');
    for (const said of [
      'Nachnutzungsbedingungen nicht angegeben.',
      'öffentlich nur wenig belegt',
      'nicht sicher belegt',
      'Federführung, Lizenz',
      'Federführung erschlossen.',
      'Federführung nicht angegeben, betreut von',
      '25. April 2026',
    ])
      expect(text).to.contain(said);
    expect($('a[href="https://stadt.example/beleg"]').text()).to.equal('Einzelabschluss nicht belegt');
    expect($('a[href="https://stadt.example/rueckblick"]').text()).to.equal('Stadt Beispiel');
    expect($('a[href="/loesungen/gesundheit-und-wandel/uebernehmen"]').length).to.equal(1);
  });

  it('tells what belongs to whom for other features', async () => {
    const other = await aTeam(app);
    const slug = await aPublished(app, other, completeContent({ title: 'Zählbar' }));
    const { solutions } = app.services;
    expect((await solutions.countsByProvider()).get(other.organisation.id)).to.equal(1);
    const [only] = await solutions.ofOrganisation(other.organisation.id);
    expect(only).to.include({ slug, providerId: other.organisation.id });
    expect(only).not.to.have.any.keys('history', 'working', 'tell', 'adoptions');
    const all = [];
    for await (const one of solutions.allPublished()) all.push(one.slug);
    expect(all).to.include(slug);
    const before = new Date(Date.now() - 60_000);
    const changed = await solutions.changedSince(before);
    expect(changed.find(({ id }) => id === only?.id)).to.include({
      published: true,
      revision: only?.revision,
    });
    await solutions.withdraw(other.actors.approver, slug, 'Abgelöst.');
    const later = await solutions.changedSince(before);
    expect(later.find(({ id }) => id === only?.id)).to.include({ published: false });
  });
});
