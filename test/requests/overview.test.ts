import { expect } from 'chai';
import { Types } from 'mongoose';
import { useApp } from '../helpers/app.ts';
import { aScene, ask, makeRequests } from './cases.helper.ts';

describe('„Meine Vorgänge“', () => {
  const app = useApp();

  it('shows and counts an open case, however many were finished after it', async () => {
    const scene = await aScene(app, { title: 'Wartet seit langem' });
    const { provider, requester } = scene;
    const address = await ask(scene);
    const model = makeRequests(app);
    const open = await model.findOne({ title: 'Wartet seit langem' }).lean();
    if (open === null) throw new Error('the case is not there');
    const later = new Date(Date.now() + 60_000);
    const finished = Array.from({ length: 510 }, (_, n) => ({
      ...open,
      _id: new Types.ObjectId(),
      submission: `erledigt-${n}`,
      title: 'Erledigt',
      state: 'declined' as const,
      waitsFor: null,
      dueAt: null,
      updatedAt: later,
    }));
    await model.insertMany(finished);

    const mine = await provider.visitor.get('/vorgaenge');
    expect(mine.$(`main a[href="${address}"]`).length).to.equal(1);
    const counted = (page: typeof mine) => page.$('header a[href="/vorgaenge"]').text();
    expect(counted(mine)).to.contain('1');
    const theirs = await requester.visitor.get('/vorgaenge');
    expect(theirs.$(`main a[href="${address}"]`).length).to.equal(1);
    expect(counted(theirs)).not.to.match(/\d/);
  });
});
