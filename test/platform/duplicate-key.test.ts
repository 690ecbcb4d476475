import { expect } from 'chai';
import { isDuplicateKey, upserting } from '../../src/platform/duplicate-key.ts';

const taken = () => Object.assign(new Error('E11000 duplicate key error'), { code: 11_000 });

describe('An upsert', () => {
  it('is done again where another one was faster, but once', async () => {
    let turns = 0;
    const done = await upserting(async () => {
      turns += 1;
      if (turns === 1) throw taken();
      return 'updated';
    });
    expect([done, turns]).to.deep.equal(['updated', 2]);
    const never = upserting(async () => {
      turns += 1;
      throw taken();
    });
    expect(isDuplicateKey(await never.catch((error: unknown) => error))).to.equal(true);
    expect(turns).to.equal(4);
  });

  it('is not done again after any other fault', async () => {
    let turns = 0;
    const failed = upserting(async () => {
      turns += 1;
      throw new Error('connection lost');
    });
    expect((await failed.catch((error: Error) => error)).message).to.equal('connection lost');
    expect(turns).to.equal(1);
  });
});
