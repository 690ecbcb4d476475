import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aScene, ask } from '../requests/cases.helper.ts';
import { ledger, press, report, stored } from './ledger.helper.ts';

describe('reporting a reuse', () => {
  const app = useApp();

  const mailsTo = async (to: string) =>
    (await app.mails()).filter((mail) => mail.to === to).map(({ subject }) => subject);

  it('goes from one screen to a record that the provider confirms, and then stands in public', async () => {
    const { provider, requester, solution, names } = await aScene(app);
    const form = await requester.visitor.get(`/loesungen/${solution.slug}/nachnutzung`);
    expect(form.$('main form').text()).to.contain(names.requester);
    expect(form.$('#since').val()).to.match(/^\d\d\/\d{4}$/);
    const address = await report(requester, solution, { how: 'Im Steueramt' });
    const record = await stored(app, address);
    expect(record).to.include({
      solutionId: solution.id,
      organisationId: requester.organisationId,
      providerId: provider.organisationId,
      relation: 'transfer',
      state: 'reported',
      stage: 'productive',
      confirmedStage: null,
      pendingSide: 'provider',
      releaseNumber: 1,
      reuserLand: '05',
    });
    expect(record.stages[0]?.since).to.deep.equal(new Date('2024-03-01T00:00:00Z'));
    expect(await mailsTo(provider.email)).to.deep.equal(['Nachnutzung gemeldet: „Hundesteuer online“']);
    const { reuses } = app.services;
    expect((await reuses.reuseSummary(solution.id)).transfers).to.deep.equal([]);
    expect((await reuses.reuseSummary(solution.id)).counts).to.deep.equal({
      reported: 1,
      confirmed: 0,
      productive: 0,
    });

    const page = await provider.visitor.get(address);
    expect(page.text).to.contain('Im Steueramt').and.to.contain('März 2024');
    expect((await press(provider, address, 'bestaetigen')).status).to.equal(303);
    expect(await stored(app, address)).to.include({ state: 'confirmed', confirmedStage: 'productive' });
    expect(await mailsTo(requester.email)).to.deep.equal(['Bestätigt: Nachnutzung von „Hundesteuer online“']);
    const summary = await reuses.reuseSummary(solution.id);
    expect(summary.counts).to.deep.equal({ reported: 1, confirmed: 1, productive: 1 });
    expect(summary.transfers.map(({ organisation }) => organisation.fullName)).to.deep.equal([
      names.requester,
    ]);
  });

  it('is one click away from the solution, for either side', async () => {
    const { provider, requester, solution } = await aScene(app);
    const path = `/loesungen/${solution.slug}`;
    const links = async (who: typeof provider) => {
      const { $ } = await who.visitor.get(path);
      return $(`main a[href^="${path}/"]`)
        .map((_, a) =>
          $(a)
            .attr('href')
            ?.slice(path.length + 1),
        )
        .get();
    };
    expect(await links(requester)).to.include.members(['anfragen', 'nachnutzung', 'nicht-nachgenutzt']);
    const ofProvider = await links(provider);
    expect(ofProvider).to.include.members(['nachnutzung', 'nachnutzung-melden']);
    expect(ofProvider).not.to.include('anfragen');
    expect(ofProvider).not.to.include('nicht-nachgenutzt');
  });

  it('makes one record of twenty reports at once, of both sides', async () => {
    const { provider, requester, solution, names } = await aScene(app);
    const path = `/loesungen/${solution.slug}`;
    const own = await requester.visitor.form(`${path}/nachnutzung`);
    const other = await provider.visitor.form(`${path}/nachnutzung-melden`);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2
          ? requester.visitor.post(own.action, { ...own.values, stage: 'trial' })
          : provider.visitor.post(other.action, {
              ...other.values,
              stage: 'trial',
              organisation: names.requester,
            }),
      ),
    );
    expect([...new Set(answers.map(({ status }) => status))]).to.deep.equal([303]);
    expect(new Set(answers.map(({ location }) => location)).size).to.equal(1);
    expect(await ledger(app).countDocuments({ solutionId: solution.id })).to.equal(1);
    const again = await requester.visitor.get(`${path}/nachnutzung`);
    expect(again.$(`main a[href="${answers[0]?.location}"]`).text()).to.contain('Eintrag öffnen');
  });

  it('is done by the provider for another organisation, who then confirms', async () => {
    const { provider, requester, solution, names } = await aScene(app);
    const path = `/loesungen/${solution.slug}/nachnutzung-melden`;
    const send = (fields: Record<string, string>) =>
      provider.visitor.submit(path, { stage: 'pilot', since: '2025-01', ...fields });
    const unknown = await send({ organisation: 'Stadt Nirgendwo am Fluss' });
    expect(unknown.status).to.equal(422);
    expect(unknown.$('#organisation').attr('aria-invalid')).to.equal('true');
    expect(unknown.$('#organisation').val()).to.equal('Stadt Nirgendwo am Fluss');
    expect((await send({ organisation: names.provider })).status).to.equal(422);
    expect((await requester.visitor.get(path)).status).to.equal(403);

    const sent = await send({ organisation: names.requester });
    const address = sent.location ?? '';
    expect(await stored(app, address)).to.include({ pendingSide: 'reuser', state: 'reported' });
    // The asking side's only member has no further role; administrators and editors are told, here nobody.
    expect((await requester.visitor.get('/vorgaenge')).$('#mine').text()).to.equal('Wartet auf mich (1)');
    expect((await press(requester, address, 'bestaetigen')).status).to.equal(303);
    expect((await stored(app, address)).confirmed).to.include({ side: 'reuser' });
    expect(await mailsTo(provider.email)).to.include('Bestätigt: Nachnutzung von „Hundesteuer online“');
  });

  it('tells own and partner use apart from transfer', async () => {
    const scene = await aScene(app);
    const { provider, requester } = scene;
    const solution = await aPublishedSolution(app, {
      provider: provider.organisationId,
      content: { partnerIds: [requester.organisationId] },
    });
    const own = await report(provider, solution);
    const partner = await report(requester, solution);
    expect(await stored(app, own)).to.include({ relation: 'own', pendingSide: null });
    expect(await stored(app, partner)).to.include({ relation: 'partner', pendingSide: 'provider' });
    expect((await provider.visitor.get(own)).$('form[action$="/bestaetigen"]').length).to.equal(0);
    await press(provider, partner, 'bestaetigen');
    const summary = await app.services.reuses.reuseSummary(solution.id);
    expect(summary.counts).to.deep.equal({ reported: 0, confirmed: 0, productive: 0 });
    expect(summary.own).to.have.length(1);
    expect(summary.partners).to.have.length(1);
    expect(await mailsTo(provider.email)).to.deep.equal(['Nachnutzung gemeldet: „Hundesteuer online“']);
  });

  it('closes the accepted request it came from', async () => {
    const scene = await aScene(app);
    const { provider, requester, solution } = scene;
    const asked = await ask(scene);
    await provider.visitor.submit(asked, {}, `${asked}/annehmen`);
    expect((await requester.visitor.get('/vorgaenge')).$('#mine').text()).to.equal('Wartet auf mich (1)');
    const address = await report(requester, solution);
    expect(`/vorgaenge/anfragen/${(await stored(app, address)).requestId}`).to.equal(asked);
    const cases = await requester.visitor.get('/vorgaenge');
    expect(cases.$('#mine').text()).to.equal('Wartet auf mich (0)');
    expect(cases.$('#settled').text()).to.equal('Abgeschlossen (1)');
    expect((await requester.visitor.get(`${asked}/nicht-nachgenutzt`)).status).to.equal(403);
  });

  it('refuses a future date, a foreign release and missing answers, and keeps what was typed', async () => {
    const { requester, solution } = await aScene(app);
    const path = `/loesungen/${solution.slug}/nachnutzung`;
    const send = (fields: Record<string, string>) =>
      requester.visitor.submit(path, { stage: 'trial', since: '01/2025', how: 'Probe', ...fields });
    const faults: [Record<string, string>, string][] = [
      [{ stage: '' }, 'stage'],
      [{ stage: 'everywhere' }, 'stage'],
      [{ since: 'bald' }, 'since'],
      [{ since: '13/2025' }, 'since'],
      [{ since: '01/2099' }, 'since'],
      [{ releaseNumber: '7' }, 'releaseNumber'],
    ];
    for (const [fields, field] of faults) {
      const answer = await send(fields);
      expect(answer.status).to.equal(422);
      expect(answer.$('[data-error-summary] a').attr('href')).to.equal(`#${field}`);
      expect(answer.$('#how').val()).to.equal('Probe');
    }
    expect(await ledger(app).countDocuments({ solutionId: solution.id })).to.equal(0);
  });

  it('is not open to strangers', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution);
    const stranger = await person(app, { roles: ['editor', 'administrator'] });
    expect((await app.visitor().get(address)).status).to.equal(302);
    expect((await stranger.visitor.get(address)).status).to.equal(404);
    const _csrf = String((await stranger.visitor.form('/konto/kennwort')).values._csrf);
    for (const step of ['bestaetigen', 'bestreiten', 'stufe', 'weiterhin']) {
      const fields = { _csrf, revision: '1', reason: 'x', stage: 'ended', since: '01/2025' };
      const sent = await stranger.visitor.post(`${address}/${step}`, fields);
      expect(`${step} ${sent.status}`).to.equal(`${step} 404`);
    }
    const sent = await stranger.visitor.post(`${address}/nachweis`, { _csrf, revision: '1', evidence: 'x' });
    expect(sent.status).to.equal(403);
    expect(await stored(app, address)).to.include({ state: 'reported', revision: 1 });
    expect((await provider.visitor.get('/kdn/nachnutzungen')).status).to.equal(403);
    const alone = await person(app);
    expect((await alone.visitor.get(`/loesungen/${solution.slug}/nachnutzung`)).status).to.equal(403);
    expect((await requester.visitor.get('/loesungen/gibt-es-nicht/nachnutzung')).status).to.equal(404);
  });

  it('keeps where both sides lay when it was reported', async () => {
    const town = await anOrganisation(app, { fullName: 'Stadt am Rand', modelRegion: 'soest' });
    const { provider, solution } = await aScene(app, { content: { modelRegion: 'owl' } });
    const reuser = await person(app, { organisation: town.slug, roles: ['member'] });
    const address = await report(reuser, solution);
    expect(await stored(app, address)).to.include({ reuserRegion: 'soest', providerRegion: 'owl' });
    expect((await stored(app, address)).providerId).to.equal(provider.organisationId);
  });
});
