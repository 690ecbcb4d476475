import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { oneAtATime } from '../../src/shared/one-at-a-time.ts';

describe('a reading that runs once at a time', () => {
  it('is shared by all who wait, and never older than the question', async () => {
    let value = 1;
    let runs = 0;
    let atOnce = 0;
    const ask = oneAtATime(async () => {
      runs += 1;
      atOnce += 1;
      const seen = value;
      await setImmediate();
      expect(atOnce).to.equal(1);
      atOnce -= 1;
      return seen;
    });
    const early = [ask(), ask()];
    await Promise.resolve();
    await Promise.resolve();
    expect(runs).to.equal(1);
    value = 2;
    const late = [ask(), ask(), ask()];
    expect(await Promise.all(early)).to.deep.equal([1, 1]);
    expect(await Promise.all(late)).to.deep.equal([2, 2, 2]);
    expect(runs).to.equal(2);
  });

  it('goes on after a failure', async () => {
    let fails = true;
    const ask = oneAtATime(async () => {
      if (fails) throw new Error('broken');
      return 'whole';
    });
    const first = await ask().catch((error: Error) => error.message);
    fails = false;
    expect([first, await ask()]).to.deep.equal(['broken', 'whole']);
  });
});
