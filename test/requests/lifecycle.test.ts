import { expect } from 'chai';
import {
  actionsFor,
  isPossible,
  mayAct,
  requestActions,
  type Standing,
} from '../../src/requests/lifecycle.ts';
import { requestKinds, requestStates } from '../../src/requests/request.types.ts';

const standings: Record<string, Standing> = {
  requester: { side: 'requester', roles: ['member'] },
  'provider member': { side: 'provider', roles: ['member'] },
  'provider editor': { side: 'provider', roles: ['member', 'editor'] },
  'provider approver': { side: 'provider', roles: ['approver'] },
  'provider administrator': { side: 'provider', roles: ['administrator'] },
  kdn: { side: 'kdn', roles: [] },
};

const deciders = ['write', 'accept', 'decline'];

/** kind, state, who → what they may do; everything that does not stand here is nothing. */
const expected: Record<string, string[]> = {
  'reuse open requester': ['write', 'withdraw'],
  'reuse open provider member': ['write'],
  'reuse open provider editor': deciders,
  'reuse open provider approver': deciders,
  'reuse open provider administrator': deciders,
  'reuse open kdn': ['write'],
  'reuse accepted requester': ['write', 'stateNoReuse'],
  'reuse accepted provider member': ['write'],
  'reuse accepted provider editor': ['write'],
  'reuse accepted provider approver': ['write'],
  'reuse accepted provider administrator': ['write'],
  'reuse accepted kdn': ['write'],
  'reuse declined requester': ['stateNoReuse'],
  'reuse withdrawn requester': ['stateNoReuse'],
  'message open requester': ['write', 'close'],
  'message open provider member': ['write', 'close'],
  'message open provider editor': ['write', 'close'],
  'message open provider approver': ['write', 'close'],
  'message open provider administrator': ['write', 'close'],
  'message open kdn': ['write'],
  // A message never gets there; the table allows writing in that state whatever the kind.
  'message accepted requester': ['write'],
  'message accepted provider member': ['write'],
  'message accepted provider editor': ['write'],
  'message accepted provider approver': ['write'],
  'message accepted provider administrator': ['write'],
  'message accepted kdn': ['write'],
};

describe('lifecycle of requests', () => {
  for (const kind of requestKinds)
    for (const state of requestStates)
      for (const [who, standing] of Object.entries(standings))
        it(`${kind}, ${state}: ${who}`, () => {
          const actions = actionsFor({ kind, state, outcome: null }, standing);
          expect(actions).to.have.members(expected[`${kind} ${state} ${who}`] ?? []);
        });

  it('takes the reason against reuse once', () => {
    expect(isPossible('stateNoReuse', { kind: 'reuse', state: 'declined', outcome: {} })).to.equal(false);
  });

  it('lets every action be taken by somebody', () => {
    for (const action of requestActions)
      expect(Object.values(standings).some((standing) => mayAct(action, standing))).to.equal(true);
  });
});
