import { expect } from 'chai';
import { type Facts, figureByKey, numberOf, type ReuseFact } from '../../src/statistics/index.ts';

const day = (text: string): Date => new Date(`${text}T12:00:00Z`);
const selection = { from: day('2026-01-01'), to: day('2026-07-01'), modelRegion: '', topic: '' };

const solution = {
  id: 's1',
  slug: 'eins',
  title: 'Eins',
  providerId: 'p',
  provider: 'Stadt P',
  modelRegion: 'soest',
  topics: ['Verwaltung', 'Bildung'],
  publishedAt: day('2025-06-01'),
  withdrawnAt: null,
  inventory: false,
};
const reuse: ReuseFact = {
  id: 'r1',
  solutionId: 's1',
  organisation: 'Stadt N',
  relation: 'transfer',
  stage: 'productive',
  reportedAt: day('2026-02-01'),
  confirmedAt: day('2026-03-01'),
  confirmedStage: 'productive',
  lastConfirmedAt: day('2026-03-01'),
  distance: 'sameLand',
};
const empty: Facts = { solutions: [solution], requests: [], reuses: [], rejections: [] };

function valueFor(key: string, facts: Partial<Facts>, chosen = selection): number | null {
  const figure = figureByKey(key);
  if (!figure) throw new Error(`no figure ${key}`);
  return numberOf(figure, figure.rows({ ...empty, ...facts }, chosen));
}

describe('figures', () => {
  const cases: [string, string, Partial<Facts>, number | null][] = [
    ['counts a published solution', 'loesungen', {}, 1],
    [
      'leaves out what was withdrawn before the end',
      'loesungen',
      { solutions: [{ ...solution, withdrawnAt: day('2026-06-30') }] },
      0,
    ],
    [
      'keeps what was withdrawn after the end',
      'loesungen',
      { solutions: [{ ...solution, withdrawnAt: day('2026-07-02') }] },
      1,
    ],
    [
      'leaves out what is published after the end',
      'loesungen',
      { solutions: [{ ...solution, publishedAt: day('2026-08-01') }] },
      0,
    ],
    [
      'calls transfer only what another organisation uses',
      'bestaetigt',
      {
        reuses: [
          { ...reuse, relation: 'own' },
          { ...reuse, relation: 'partner' },
        ],
      },
      0,
    ],
    [
      'shows own and partner use apart',
      'eigene',
      { reuses: [reuse, { ...reuse, relation: 'own' }, { ...reuse, relation: 'partner' }] },
      2,
    ],
    [
      'does not call transfer what nobody confirmed',
      'bestaetigt',
      { reuses: [{ ...reuse, confirmedAt: null }] },
      0,
    ],
    ['counts it as reported', 'gemeldet', { reuses: [{ ...reuse, confirmedAt: null }] }, 1],
    [
      'counts a confirmation in the month it was given',
      'bestaetigt',
      { reuses: [{ ...reuse, confirmedAt: day('2026-07-02') }] },
      0,
    ],
    ['counts a confirmed reuse in productive use', 'produktiv', { reuses: [reuse] }, 1],
    [
      'drops it when nobody confirmed it again for 12 months',
      'produktiv',
      { reuses: [{ ...reuse, lastConfirmedAt: day('2025-06-01') }] },
      0,
    ],
    ['drops it in another stage', 'produktiv', { reuses: [{ ...reuse, confirmedStage: 'pilot' }] }, 0],
    ['has no median without answers', 'antwortzeit', {}, null],
  ];
  for (const [name, key, facts, expected] of cases) {
    it(name, () => expect(valueFor(key, facts)).to.equal(expected));
  }

  it('takes the median of the days to the first answer', () => {
    const request = (days: number | null) => ({
      id: `a${days}`,
      solutionId: 's1',
      requester: 'Stadt N',
      createdAt: day('2026-02-01'),
      answeredAt: days === null ? null : new Date(day('2026-02-01').getTime() + days * 86_400_000),
      accepted: false,
      decidedAt: null,
    });
    expect(
      valueFor('antwortzeit', { requests: [request(1), request(10), request(4), request(null)] }),
    ).to.equal(4);
    expect(valueFor('antwortzeit', { requests: [request(1), request(4)] })).to.equal(2.5);
  });

  it('follows region and topic of the solution', () => {
    const facts = { reuses: [reuse] };
    expect(valueFor('bestaetigt', facts, { ...selection, modelRegion: 'soest' })).to.equal(1);
    expect(valueFor('bestaetigt', facts, { ...selection, modelRegion: 'owl' })).to.equal(0);
    expect(valueFor('bestaetigt', facts, { ...selection, topic: 'Bildung' })).to.equal(1);
    expect(valueFor('bestaetigt', facts, { ...selection, topic: 'Pflege' })).to.equal(0);
  });
});
