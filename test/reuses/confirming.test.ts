import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, join, person, signIn } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { aScene } from '../requests/cases.helper.ts';
import { day, press, report, stored } from './ledger.helper.ts';

describe('confirming a reuse', () => {
  const app = useApp();

  const mailsTo = async (to: string) =>
    (await app.mails()).filter((mail) => mail.to === to).map(({ subject }) => subject);
  const token = async (who: { visitor: { form(page: string): Promise<{ values: object }> } }) =>
    String(
      Object.entries((await who.visitor.form('/konto/kennwort')).values).find(([k]) => k === '_csrf')?.[1],
    );

  it('is never done by who reported, not through another membership either', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution);
    const confirm = async (who: typeof requester) =>
      who.visitor.post(`${address}/bestaetigen`, { _csrf: await token(who), revision: '1' });

    expect((await confirm(requester)).status).to.equal(403);

    // The same person, now also editor of the provider and acting for it.
    await join(app, provider.organisationId, requester.userId, ['editor']);
    const both = { ...requester, visitor: await signIn(app, requester.email) };
    await both.visitor.post('/konto/organisation', {
      _csrf: await token(both),
      organisationId: provider.organisationId,
    });
    expect((await both.visitor.get(address)).$('form[action$="/bestaetigen"]').length).to.equal(0);
    expect((await confirm(both)).status).to.equal(403);

    // A colleague who belongs to both sides.
    const colleague = await person(app);
    await join(app, provider.organisationId, colleague.userId, ['editor']);
    await join(app, requester.organisationId, colleague.userId, []);
    const acting = { ...colleague, visitor: await signIn(app, colleague.email) };
    await acting.visitor.post('/konto/organisation', {
      _csrf: await token(acting),
      organisationId: provider.organisationId,
    });
    expect((await confirm(acting)).status).to.equal(403);

    // Of the provider a plain member does not suffice.
    const plain = await person(app);
    await join(app, provider.organisationId, plain.userId, []);
    expect((await confirm(plain)).status).to.equal(403);
    expect(await stored(app, address)).to.include({ state: 'reported', revision: 1 });

    expect((await confirm(provider)).status).to.equal(303);
    expect(await stored(app, address)).to.include({ state: 'confirmed' });
  });

  it('lets one of confirmation and dispute win, and never confirms what was not seen', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution, { stage: 'pilot' });
    const seen = await provider.visitor.form(address, `${address}/bestaetigen`);
    await press(requester, address, 'stufe', { stage: 'productive', since: '05/2025' });
    expect((await provider.visitor.post(seen.action, seen.values)).status).to.equal(409);
    expect((await stored(app, address)).state).to.equal('reported');

    const confirm = await provider.visitor.form(address, `${address}/bestaetigen`);
    const dispute = await provider.visitor.form(`${address}/bestreiten`);
    const answers = await Promise.all([
      provider.visitor.post(confirm.action, confirm.values),
      provider.visitor.post(dispute.action, { ...dispute.values, reason: 'Nein.' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    const won = answers[0]?.status === 303 ? 'confirmed' : 'disputed';
    expect((await stored(app, address)).state).to.equal(won);
  });

  it('takes a second click on the same button for the first', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution);
    const form = await provider.visitor.form(address, `${address}/bestaetigen`);
    const answers = await Promise.all([1, 2, 3].map(() => provider.visitor.post(form.action, form.values)));
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    const { history } = await stored(app, address);
    expect(history.map(({ event }) => event)).to.deep.equal(['reported', 'confirmed']);
  });

  it('may be refused with a reason; a new report of the reuser answers it', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution, { stage: 'pilot' });
    const empty = await provider.visitor.submit(`${address}/bestreiten`, { reason: '' });
    expect(empty.status).to.equal(422);
    await provider.visitor.submit(`${address}/bestreiten`, { reason: 'Dort läuft etwas anderes.' });
    expect(await stored(app, address)).to.include({ state: 'disputed' });
    expect(await mailsTo(requester.email)).to.deep.equal([
      'Bestritten: Nachnutzung von „Hundesteuer online“',
    ]);
    expect((await requester.visitor.get(address)).text).to.contain('Dort läuft etwas anderes.');
    const { reuses } = app.services;
    expect((await reuses.reuseSummary(solution.id)).counts.reported).to.equal(0);

    await press(requester, address, 'stufe', { stage: 'productive', since: '06/2025' });
    const again = await stored(app, address);
    expect(again).to.include({ state: 'reported', disputed: null, pendingSide: 'provider' });
    await press(provider, address, 'bestaetigen');
    expect((await stored(app, address)).stages.every(({ confirmed }) => confirmed !== null)).to.equal(true);
  });

  it('follows the stages, each confirmed by itself', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution, { stage: 'pilot', since: '01/2024' });
    await press(provider, address, 'bestaetigen');
    await press(requester, address, 'stufe', { stage: 'productive', since: '01/2025' });
    let record = await stored(app, address);
    expect(record).to.include({ stage: 'productive', confirmedStage: 'pilot', pendingSide: 'provider' });
    const { reuses } = app.services;
    expect((await reuses.reuseSummary(solution.id)).counts.productive).to.equal(0);
    const same = await press(requester, address, 'stufe', { stage: 'productive', since: '02/2025' });
    expect(same.status).to.equal(422);
    await press(requester, address, 'stufe', { stage: 'trial', since: '03/2023' });
    record = await stored(app, address);
    expect(record.stages.map(({ stage }) => stage)).to.deep.equal(['trial', 'pilot', 'productive']);
    await press(provider, address, 'bestaetigen');
    expect((await reuses.reuseSummary(solution.id)).counts.productive).to.equal(1);
    await press(requester, address, 'stufe', { stage: 'ended', since: '03/2026' });
    await press(provider, address, 'bestaetigen');
    expect((await reuses.reuseSummary(solution.id)).counts).to.deep.equal({
      reported: 1,
      confirmed: 1,
      productive: 0,
    });
    expect((await requester.visitor.get(address)).$('form[action$="/weiterhin"]').length).to.equal(0);
  });

  it('is outdated after a year and renewed by either side', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution);
    await press(provider, address, 'bestaetigen');
    const { reuses } = app.services;
    app.travel(366 * day);
    try {
      expect((await reuses.reuseSummary(solution.id)).counts.productive).to.equal(0);
      expect((await reuses.reuseSummary(solution.id)).transfers[0]?.outdated).to.equal(true);
      const again = { ...requester, visitor: await signIn(app, requester.email) };
      expect((await again.visitor.get('/vorgaenge')).$('#mine').text()).to.equal('Wartet auf mich (1)');
      expect((await press(again, address, 'weiterhin')).status).to.equal(303);
      expect((await reuses.reuseSummary(solution.id)).counts.productive).to.equal(1);
      expect(await mailsTo(provider.email)).to.include('Weiterhin in Betrieb: „Hundesteuer online“');
    } finally {
      app.travel(-366 * day);
    }
  });

  it('is done by KDN only where the other side is silent for 30 days', async () => {
    const { provider, requester, solution } = await aScene(app);
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const address = await report(requester, solution);
    const confirm = async (who: typeof kdn) =>
      who.visitor.post(`${address}/nachweis`, {
        _csrf: await token(who),
        revision: '1',
        evidence: 'Onlinedienst am Tag der Prüfung aufgerufen.',
      });
    expect((await confirm(kdn)).status).to.equal(409);
    expect((await kdn.visitor.get(`${address}/nachweis`)).status).to.equal(403);
    expect((await kdn.visitor.get('/kdn/nachnutzungen')).text).not.to.contain(address);
    app.travel(31 * day);
    try {
      const later = { ...kdn, visitor: await signIn(app, kdn.email) };
      expect((await later.visitor.get('/kdn/nachnutzungen')).$(`a[href="${address}"]`).length).to.equal(1);
      expect((await later.visitor.get('/vorgaenge')).$('#mine').parent().text()).to.contain(
        'Hundesteuer online',
      );
      const empty = await later.visitor.submit(`${address}/nachweis`, { evidence: '' });
      expect(empty.status).to.equal(422);
      expect((await confirm(later)).status).to.equal(303);
      const record = await stored(app, address);
      expect(record.confirmed).to.include({
        side: 'kdn',
        evidence: 'Onlinedienst am Tag der Prüfung aufgerufen.',
      });
      expect(await mailsTo(provider.email)).to.include(
        'Von KDN bestätigt: Nachnutzung von „Hundesteuer online“',
      );
    } finally {
      app.travel(-31 * day);
    }
  });

  it('is done by KDN at once where nobody acts for the provider, but not by its reporter', async () => {
    const empty = await anOrganisation(app, { fullName: 'Stadt Verwaist' });
    const solution = await aPublishedSolution(app, { provider: empty.id, title: 'Ratsinfo' });
    const requester = await person(app, { roles: ['member'], platformRoles: ['kdn'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const address = await report(requester, solution);
    expect(await mailsTo(kdn.email)).to.include('Nachnutzung gemeldet: „Ratsinfo“');
    const own = await requester.visitor.post(`${address}/nachweis`, {
      _csrf: await token(requester),
      revision: '1',
      evidence: 'Selbst gesehen.',
    });
    expect(own.status).to.equal(403);
    const done = await kdn.visitor.submit(`${address}/nachweis`, { evidence: 'Ratsbeschluss gesehen.' });
    expect(done.status).to.equal(303);
    expect((await stored(app, address)).state).to.equal('confirmed');
  });
});
