import { expect } from 'chai';
import { Types } from 'mongoose';
import { useApp } from '../helpers/app.ts';
import { aScene } from '../requests/cases.helper.ts';
import { ledger, report } from './ledger.helper.ts';

describe('reuses among „Meine Vorgänge“', () => {
  const app = useApp();

  it('are shown while they wait, however many were settled after them', async () => {
    const { provider, requester, solution } = await aScene(app);
    const address = await report(requester, solution);
    const model = ledger(app);
    const waiting = await model.findById(address.split('/').at(-1)).lean();
    if (waiting === null) throw new Error('the record is not there');
    const settled = Array.from({ length: 510 }, () => ({
      ...waiting,
      _id: new Types.ObjectId(),
      solutionId: String(new Types.ObjectId()),
      state: 'confirmed' as const,
      lastConfirmedAt: new Date(),
      pendingSide: null,
      pendingSince: null,
      updatedAt: new Date(Date.now() + 60_000),
    }));
    await model.insertMany(settled);
    for (const { visitor } of [provider, requester]) {
      const page = await visitor.get('/vorgaenge');
      expect(page.$(`main a[href="${address}"]`).length).to.equal(1);
    }
  });
});
