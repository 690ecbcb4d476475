import { expect } from 'chai';
import fc from 'fast-check';
import { facetLabels } from '../../src/catalogue/facets/labels.ts';
import { perFacet } from '../../src/catalogue/index.ts';
import { type FacetName, facetNames } from '../../src/catalogue/search/index.ts';
import { facetParameters } from '../../src/catalogue/url-state.ts';
import type { Content } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { type ArtifactOverrides, aPublishedSolution } from '../helpers/solutions.ts';

type Made = { title: string; facets: Record<FacetName, string[]> };

describe('the facets of the search page', function () {
  this.timeout(60_000);
  const app = useApp();
  const made: Made[] = [];

  /** Stores a confirmed transfer as the ledger does, past its steps. */
  async function reused(solutionId: string, organisationId: string, stage: string): Promise<void> {
    const at = new Date();
    await app.connection.collection('reuses').insertOne({
      solutionId,
      organisationId,
      providerId: 'x',
      relation: 'transfer',
      state: 'confirmed',
      stage,
      confirmedStage: stage,
      lastConfirmedAt: at,
      updatedAt: at,
    });
  }

  async function offered(solutionId: string, organisationId: string): Promise<void> {
    await app.connection
      .collection('operatingOffers')
      .insertOne({ solutionId, organisationId, state: 'active', updatedAt: new Date() });
  }

  before(async () => {
    const town = await anOrganisation(app, {
      fullName: 'Stadt Klein (Test)',
      population: 12_000,
      district: '05974',
      districtName: 'Kreis Soest',
    });
    const city = await anOrganisation(app, {
      fullName: 'Stadt Groß (Test)',
      population: 250_000,
      district: '05711',
      districtKey: '05711',
    });
    const service = await anOrganisation(app, { fullName: 'IT Test', kind: 'itServiceProvider' });
    // What the first step of readiness asks for beside a title, a sentence and a topic.
    const described: Partial<Content> = {
      description:
        'Der Antrag geht direkt in das Fachverfahren und von dort als Bescheid in das Postfach. '.repeat(2),
      benefit: 'Bescheid am selben Tag',
      transferable: 'Quellcode und Konzept',
      targetGroups: ['Steueramt'],
      contactFunction: 'Projektbüro',
    };
    const contents: Partial<Content>[] = [
      { topics: ['Verwaltung'], modelRegion: 'soest', maturity: 'production', standards: ['XMeld'] },
      { topics: ['Bildung', 'Verwaltung'], operatingModels: ['self', 'cloud'], xoev: ['XBau'] },
      {
        ...described,
        topics: ['Umwelt'],
        modelRegion: 'owl',
        leikaKeys: ['99050012104000'],
        leadIds: [service.id],
      },
      {
        programme: 'umbau-21',
        ozg: { id: '10556', maturity: null, model: '' },
        ozgFields: ['Umwelt', 'Bauen & Wohnen'],
        standards: ['XMeld'],
      },
    ];
    const artifacts: ArtifactOverrides[][] = [
      [],
      [{ licence: 'MIT OR Apache-2.0', kind: 'sourceCode', url: 'https://example.org/a' }],
      [{ licence: '', access: 'publicBodies', url: 'https://example.org/b' }],
      [
        { licence: 'EUPL-1.2', access: 'accepted', url: 'https://example.org/c' },
        { licence: 'EUPL-1.2', kind: 'dsfa', url: 'https://example.org/d' },
      ],
    ];
    for (let number = 0; number < 12; number += 1) {
      const content = contents[number % 4] ?? {};
      const files = artifacts[(number * 3 + Math.floor(number / 4)) % 4] ?? [];
      const provider = number % 3 === 0 ? city : town;
      const title = `Lösung ${number}`;
      const { id } = await aPublishedSolution(app, {
        provider: provider.id,
        title,
        content,
        artifacts: files,
      });
      const reusers = provider === city ? [town] : [city];
      const uses = number % 5 === 1 ? reusers : [];
      for (const reuser of uses) await reused(id, reuser.id, number === 1 ? 'pilot' : 'productive');
      const operated = number % 4 === 3;
      if (operated) await offered(id, service.id);
      const productive = uses.length > 0 && number !== 1;
      const licences = files.flatMap(({ licence }) => (licence ? licence.split(' OR ') : []));
      made.push({
        title,
        facets: {
          ...perFacet(() => []),
          topic: content.topics ?? [],
          ozgField: content.ozgFields ?? [],
          modelRegion: content.modelRegion ? [content.modelRegion] : [],
          readiness: content.benefit ? ['described'] : [],
          operator: operated ? [service.slug] : [],
          licence: licences.length > 0 ? licences : ['unstated'],
          artifactKind: files.map(({ kind }) => kind ?? 'concept'),
          reused: [uses.length > 0 ? 'ja' : 'nein'],
          operatingModel: content.operatingModels ?? [],
          sizeClass: productive ? [reusers[0] === town ? 'smallTown' : 'city'] : [],
          reuserDistrict: uses.map((one) => one.district ?? ''),
          programme: content.programme ? [content.programme] : [],
          organisation: [provider.slug],
          organisationKind: ['municipality', ...(content.leadIds ? ['itServiceProvider'] : [])],
          access: files.map(({ access }) => access ?? 'everyone'),
          maturity: [content.maturity || 'unstated'],
          standard: [...(content.standards ?? []), ...(content.xoev ?? [])],
          leikaKey: content.leikaKeys ?? [],
          ozgId: content.ozg ? [content.ozg.id] : [],
        },
      });
    }
    await aPublishedSolution(app, {
      provider: town.id,
      title: 'Zurückgezogen geheim',
      content: { topics: ['Pflege'] },
      visibility: 'withdrawn',
    });
    await app.services.catalogue.refresh();
  });

  type Chosen = Partial<Record<FacetName, string[]>>;

  const fits = ({ facets }: Made, chosen: Chosen, but?: FacetName): boolean =>
    facetNames.every(
      (facet) =>
        facet === but ||
        !chosen[facet]?.length ||
        facets[facet].some((value) => chosen[facet]?.includes(value)),
    );

  function addressOf(chosen: Chosen, more: Record<string, string> = {}): string {
    const parameters = new URLSearchParams(more);
    for (const facet of facetNames)
      for (const value of chosen[facet] ?? []) parameters.append(facetParameters[facet], value);
    return `/loesungen?${parameters}`;
  }

  async function shown(address: string) {
    const { status, $ } = await app.visitor().get(address);
    expect(status, address).to.equal(200);
    const counts = perFacet(
      (facet) =>
        new Map(
          $(`form.filters input[name="${facetParameters[facet]}"]`)
            .toArray()
            .map((input) => [
              $(input).attr('value') ?? '',
              Number($(input).closest('label').find('.filter-option__count').text()),
            ]),
        ),
    );
    const titles = $('.results h2')
      .toArray()
      .map((one) => $(one).text().trim());
    return { $, counts, titles };
  }

  it('count as a brute-force count over the stored solutions does, however they are combined', async () => {
    const valuesOf = (facet: FacetName) => [...new Set(made.flatMap(({ facets }) => facets[facet]))];
    const chosenOf = (facet: FacetName) => {
      const values = valuesOf(facet);
      return fc.subarray(values, { minLength: 1, maxLength: Math.min(2, values.length) });
    };
    const choices = fc
      .subarray([...facetNames], { maxLength: 3 })
      .chain((facets) => fc.record(Object.fromEntries(facets.map((facet) => [facet, chosenOf(facet)]))));
    const orders = fc.constantFrom('relevanz', 'neueste', 'titel', 'nachnutzung');
    // What a text finds is told by the same page without filters; the last finds nothing.
    const texts = fc.constantFrom(
      '',
      '',
      'Lösung',
      'XMeld',
      '-Bildung',
      'Bildung Umwelt',
      '"Lösung 3"',
      'xyzzyplugh',
    );
    const found = new Map<string, Made[]>();
    const finds = async (q: string) => {
      const titles = new Set((await shown(`/loesungen?${new URLSearchParams({ q })}`)).titles);
      const list = made.filter(({ title }) => titles.has(title));
      found.set(q, list);
      return list;
    };
    await fc.assert(
      fc.asyncProperty(choices, orders, texts, async (chosen: Chosen, sortierung, q) => {
        const candidates = found.get(q) ?? (await finds(q));
        const { counts, titles } = await shown(addressOf(chosen, { sortierung, q }));
        const expected = candidates.filter((one) => fits(one, chosen)).map(({ title }) => title);
        expect(titles).to.have.members(expected);
        for (const facet of facetNames) {
          const open = candidates.filter((one) => fits(one, chosen, facet));
          const brute = new Map((chosen[facet] ?? []).map((value) => [value, 0]));
          for (const value of valuesOf(facet)) {
            const number = open.filter(({ facets }) => facets[facet].includes(value)).length;
            if (number > 0) brute.set(value, number);
          }
          expect(counts[facet], `${facet} of ${addressOf(chosen, { q })}`).to.deep.equal(brute);
        }
      }),
      { numRuns: 60 },
    );
    expect(found.get('xyzzyplugh') ?? []).to.deep.equal([]);
  });

  it('are named, grouped, and left out where they have no value', async () => {
    const legendsOf = async (address: string): Promise<string[]> => {
      const { $ } = await shown(address);
      return $('form.filters legend')
        .toArray()
        .map((one) => $(one).text());
    };
    expect(await legendsOf('/loesungen')).to.have.members(facetNames.map((facet) => facetLabels[facet]));
    // Nobody offers to operate it, and it says nothing of a standard.
    const few = await legendsOf(`/loesungen?${new URLSearchParams({ q: '"Lösung 2"' })}`);
    expect(few).to.include(facetLabels.licence);
    for (const facet of ['operator', 'standard'] as const) expect(few).not.to.include(facetLabels[facet]);
    const { $ } = await shown('/loesungen');
    expect($('form.filters > fieldset').length).to.be.at.most(7);
    const label = (name: string, value: string) =>
      $(`form.filters input[name=${name}][value="${value}"]`)
        .closest('label')
        .find('.filter-option__label')
        .text();
    expect(label('kreis', '05974')).to.equal('Kreis Soest');
    expect(label('kreis', '05711')).to.equal('Stadt Groß (Test)');
    expect(label('groesse', 'smallTown')).to.equal('5.000 bis unter 20.000 Einwohner');
    expect(label('lizenz', 'unstated')).to.equal('nicht angegeben');
    expect(label('zugang', 'accepted')).to.equal('nach angenommener Anfrage');
    expect($('form.filters details.facet-group[open]')).to.have.length(0);
  });

  it('open the group of what is set and offer to remove it', async () => {
    const { $ } = await shown('/loesungen?kreis=05974&lizenz=unstated');
    expect($('details.facet-group[open] summary').text()).to.contain('Im Einsatz').and.contain('1 gesetzt');
    expect($('.chips').text()).to.contain('Nachgenutzt im Kreis: Kreis Soest');
    const [remove] = $('.chips a.chip')
      .toArray()
      .map((one) => $(one).attr('href'));
    expect(remove).to.be.oneOf(['/loesungen?kreis=05974', '/loesungen?lizenz=unstated']);
  });

  it('stand on a page of their own for phones, all of them', async () => {
    const { $ } = await app.visitor().get('/loesungen/filter?zugang=accepted&sortierung=titel');
    expect($('form.filters--page input[name=zugang][value=accepted]').is('[checked]')).to.equal(true);
    expect($('form.filters--page input[name=sortierung]').attr('value')).to.equal('titel');
    expect($('form.filters--page input[name=ozg]')).to.have.length(1);
  });

  it('fold many values, every one reachable without scripts', async () => {
    const town = await anOrganisation(app, {});
    const standards = Array.from({ length: 20 }, (_, number) => `Norm ${number}`);
    await aPublishedSolution(app, { provider: town.id, title: 'Viele Normen', content: { standards } });
    await app.services.catalogue.refresh();
    const { $ } = await shown('/loesungen');
    const fieldset = $('fieldset:has(input[name=standard])');
    expect(fieldset.find('> div > label')).to.have.length(7);
    expect(fieldset.find('details label').length).to.be.at.least(15);
    expect(fieldset.find('details summary').text()).to.contain('weitere anzeigen');
    expect(fieldset.is('[data-facet]')).to.equal(true);
  });

  it('show the one value that would be folded alone', async () => {
    const { $ } = await shown(
      '/loesungen?q=-Normen&standard=XMeld&standard=XBau&standard=a&standard=b&standard=c&standard=d&standard=e&standard=f',
    );
    const fieldset = $('fieldset:has(input[name=standard])');
    expect(fieldset.find('> div > label')).to.have.length(8);
    expect(fieldset.find('details')).to.have.length(0);
  });

  it('follow a reuse that ends, without the solution being changed', async () => {
    const before = await shown('/loesungen?groesse=city');
    expect(before.titles).to.have.length.greaterThan(0);
    const solution = await app.connection
      .collection('solutions')
      .findOne({ 'releases.content.title': before.titles[0] });
    await app.connection
      .collection('reuses')
      .updateMany({ solutionId: String(solution?._id) }, { $set: { confirmedStage: 'ended' } });
    await app.services.runDueJobs();
    expect((await shown('/loesungen?groesse=city')).titles).not.to.include(before.titles[0]);
  });

  it('are the same in the API, which answers unknown ones with 400', async () => {
    const api = await app.visitor().get('/api/v1/solutions?licence=unstated&access=publicBodies');
    const { total, facets } = JSON.parse(api.text);
    const chosen: Chosen = { licence: ['unstated'], access: ['publicBodies'] };
    expect(total).to.equal(made.filter((one) => fits(one, chosen)).length);
    const { counts } = await shown(addressOf(chosen));
    for (const facet of facetNames)
      expect(
        new Map(facets[facet].map(({ value, count }: { value: string; count: number }) => [value, count])),
      ).to.deep.equal(counts[facet]);
    expect((await app.visitor().get('/api/v1/solutions?licenceStated=ja')).status).to.equal(400);
    expect((await app.visitor().get('/api/v1/solutions?modelRegion=owl')).status).to.equal(400);
  });

  it('never count what is withdrawn', async () => {
    const { counts, titles } = await shown('/loesungen?q=geheim');
    expect(titles).to.deep.equal([]);
    expect(counts.topic.has('Pflege')).to.equal(false);
    expect((await shown('/loesungen')).counts.topic.has('Pflege')).to.equal(false);
  });
});
