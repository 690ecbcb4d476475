import { expect } from 'chai';
import { actionsFor, type Standing } from '../../src/reuses/lifecycle.ts';
import { type Reuse, type ReuseSide, reuseStates } from '../../src/reuses/reuse.types.ts';

const standings: Record<string, Standing> = {
  reuser: { side: 'reuser', roles: ['member'] },
  'provider member': { side: 'provider', roles: ['member'] },
  'provider editor': { side: 'provider', roles: ['member', 'editor'] },
  kdn: { side: 'kdn', roles: [] },
};

type Facts = Pick<Reuse, 'state' | 'relation' | 'pendingSide' | 'reported'>;
const facts = (
  state: Reuse['state'],
  reportedBy: ReuseSide,
  pendingSide: ReuseSide | null,
  relation: Reuse['relation'] = 'transfer',
): Facts => ({ state, relation, pendingSide, reported: { at: new Date(0), by: '', side: reportedBy } });

/** state, who reported, who is asked → who may do what; everything that does not stand here is nothing. */
const cases: { name: string; reuse: Facts; may: Record<string, string[]> }[] = [
  {
    name: 'reported by the reuser',
    reuse: facts('reported', 'reuser', 'provider'),
    may: { reuser: ['changeStage'], 'provider editor': ['confirm', 'dispute'], kdn: ['confirmByKdn'] },
  },
  {
    name: 'reported by the provider',
    reuse: facts('reported', 'provider', 'reuser'),
    may: { reuser: ['confirm', 'dispute'], kdn: ['confirmByKdn'] },
  },
  {
    name: 'confirmed',
    reuse: facts('confirmed', 'reuser', null),
    may: { reuser: ['changeStage', 'reconfirm'], 'provider editor': ['reconfirm'] },
  },
  {
    name: 'confirmed, with a new stage of the reuser',
    reuse: facts('confirmed', 'provider', 'provider'),
    may: {
      reuser: ['changeStage', 'reconfirm'],
      'provider editor': ['confirm', 'reconfirm'],
      kdn: ['confirmByKdn'],
    },
  },
  {
    name: 'disputed by the provider',
    reuse: facts('disputed', 'reuser', 'provider'),
    may: { reuser: ['changeStage'], 'provider editor': ['confirm'] },
  },
  {
    name: 'disputed by the reuser',
    reuse: facts('disputed', 'provider', 'reuser'),
    may: { reuser: ['confirm'] },
  },
  {
    name: 'own use',
    reuse: facts('reported', 'reuser', null, 'own'),
    may: { reuser: ['changeStage'] },
  },
];

describe('lifecycle of reuses', () => {
  for (const { name, reuse, may } of cases)
    for (const [who, standing] of Object.entries(standings))
      it(`${name}: ${who}`, () => {
        expect(actionsFor(reuse, standing)).to.have.members(may[who] ?? []);
      });

  it('is walked in every state', () => {
    expect(new Set(cases.map(({ reuse }) => reuse.state))).to.deep.equal(new Set(reuseStates));
  });
});
