import { expect } from 'chai';
import { distanceOf } from '../../src/reuses/distance.ts';
import { isOutdated, isProductive, outdatedBefore } from '../../src/reuses/freshness.ts';
import type { StageEntry } from '../../src/reuses/reuse.types.ts';
import { repeatsNeighbour, withStages } from '../../src/reuses/stages.ts';

const at = (text: string): Date => new Date(`${text}T00:00:00Z`);
const entry = (
  stage: StageEntry['stage'],
  since: string,
  confirmed = false,
  side: StageEntry['side'] = 'reuser',
): StageEntry => ({
  stage,
  since: at(since),
  reportedAt: at('2026-01-01'),
  reportedBy: 'a',
  side,
  confirmed: confirmed ? { at: at('2026-02-01'), by: 'b', side: 'provider', evidence: '' } : null,
});

describe('rules of the ledger', () => {
  it('sums stages up in the order of their dates', () => {
    const facts = withStages([entry('productive', '2025-06-01'), entry('pilot', '2024-01-01', true)], true);
    expect(facts.stages.map(({ stage }) => stage)).to.deep.equal(['pilot', 'productive']);
    expect(facts).to.include({ stage: 'productive', confirmedStage: 'pilot', pendingSide: 'provider' });
    expect(withStages([entry('pilot', '2024-01-01', true)], true).pendingSide).to.equal(null);
    expect(withStages([entry('pilot', '2024-01-01')], false).pendingSide).to.equal(null);
    expect(withStages([entry('trial', '2024-01-01', false, 'provider')], true).pendingSide).to.equal(
      'reuser',
    );
  });

  it('knows a stage that changes nothing', () => {
    const stages = [entry('trial', '2024-01-01'), entry('productive', '2025-01-01')];
    expect(repeatsNeighbour(stages, 'productive', at('2026-01-01'))).to.equal(true);
    expect(repeatsNeighbour(stages, 'productive', at('2024-06-01'))).to.equal(true);
    expect(repeatsNeighbour(stages, 'pilot', at('2024-06-01'))).to.equal(false);
    expect(repeatsNeighbour(stages, 'ended', at('2026-01-01'))).to.equal(false);
    expect(repeatsNeighbour(stages, 'trial', at('2023-01-01'))).to.equal(true);
  });

  it('is outdated twelve months after the last confirmation', () => {
    const now = at('2026-11-21');
    expect(outdatedBefore(now)).to.deep.equal(at('2025-11-21'));
    const reuse = { state: 'confirmed', confirmedStage: 'productive' } as const;
    const on = (text: string) => ({ ...reuse, lastConfirmedAt: at(text) });
    expect(isOutdated(on('2025-11-20'), now)).to.equal(true);
    expect(isOutdated(on('2025-11-21'), now)).to.equal(false);
    expect(isProductive(on('2025-11-21'), now)).to.equal(true);
    expect(isProductive(on('2025-11-20'), now)).to.equal(false);
    expect(isOutdated({ ...on('2020-01-01'), confirmedStage: 'ended' }, now)).to.equal(false);
    expect(isProductive({ ...on('2026-01-01'), state: 'reported' }, now)).to.equal(false);
  });

  it('splits transfers by distance', () => {
    const table: [string | null, string | null, string | null, string][] = [
      ['owl', '05', 'owl', 'sameRegion'],
      ['soest', '05', 'owl', 'otherRegion'],
      ['soest', '05', null, 'otherRegion'],
      [null, '05', 'owl', 'sameLand'],
      [null, '03', 'owl', 'otherLand'],
      [null, null, 'owl', 'unknown'],
    ];
    for (const [reuserRegion, reuserLand, providerRegion, expected] of table)
      expect(distanceOf({ reuserRegion, reuserLand, providerRegion })).to.equal(expected);
  });
});
