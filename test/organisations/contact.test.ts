import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';

describe('writing to an organisation', () => {
  const app = useApp();
  const letter = { purpose: 'Erfahrungen mit dem Serviceportal', text: 'Wie haben Sie angefangen?' };

  it('opens one correspondence that both sides see, also when sent twice', async () => {
    const addressee = await anOrganisation(app);
    const reader = await person(app, { organisation: addressee.slug, roles: ['administrator'] });
    const writer = await person(app, { roles: ['member'] });
    const page = `/organisationen/${addressee.slug}/kontakt`;
    const { action, values } = await writer.visitor.form(page);
    const first = await writer.visitor.post(action, { ...values, ...letter });
    const second = await writer.visitor.post(action, { ...values, ...letter });
    expect(first.status).to.equal(303);
    expect(second.location).to.equal(first.location);
    for (const { visitor } of [writer, reader]) {
      const seen = await visitor.visit(first.location ?? '');
      expect(seen.status).to.equal(200);
      expect(seen.text).to.include(letter.text);
    }
    const stranger = await person(app, { roles: ['administrator'] });
    expect((await stranger.visitor.get(first.location ?? '')).status).to.equal(404);
    const mails = (await app.mails()).filter(({ to }) => to === reader.email);
    expect(mails).to.have.length(1);
    expect(mails[0]?.text).not.to.include(writer.email);
  });

  it('comes back with its faults and what was typed', async () => {
    const addressee = await anOrganisation(app);
    const writer = await person(app, { roles: ['member'] });
    const answer = await writer.visitor.submit(`/organisationen/${addressee.slug}/kontakt`, {
      purpose: '',
      text: 'Bleibt stehen',
    });
    expect(answer.status).to.equal(422);
    expect(answer.$('#purpose-error').length).to.equal(1);
    expect(answer.$('#text').text()).to.include('Bleibt stehen');
    expect(
      await app.connection.collection('requests').countDocuments({ requesterId: writer.organisationId }),
    ).to.equal(0);
  });

  it('is nothing for anonymous visitors, people without an organisation, and the own organisation', async () => {
    const addressee = await anOrganisation(app);
    const page = `/organisationen/${addressee.slug}/kontakt`;
    expect((await app.visitor().get(page)).status).to.equal(302);
    expect((await (await person(app)).visitor.get(page)).status).to.equal(403);
    const own = await person(app, { organisation: addressee.slug });
    expect((await own.visitor.get(page)).status).to.equal(404);
  });
});
