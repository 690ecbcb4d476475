import { expect } from 'chai';
import type { DomainError } from '../../src/shared/errors.ts';
import type { Solution } from '../../src/solutions/index.ts';
import {
  type Act,
  inState,
  lifecycle,
  type SolutionState,
  solutionStates,
  stateOf,
} from '../../src/solutions/record/lifecycle.ts';
import { useApp } from '../helpers/app.ts';
import {
  aDraft,
  anActor,
  announcement,
  aPublished,
  aSubmission,
  aTeam,
  aWorkingCopy,
  completeContent,
  snapshot,
  stored,
  type Team,
} from './publishing.helper.ts';

describe('lifecycle of a solution', () => {
  const app = useApp();
  let team: Team;
  before(async () => {
    team = await aTeam(app);
  });

  /** How a solution comes into each state, by the acts that people take. */
  const arrange: Record<SolutionState, () => Promise<string>> = {
    draft: () => aDraft(app, team),
    submitted: () => aSubmission(app, team),
    published: () => aPublished(app, team),
    publishedDraft: () => aWorkingCopy(app, team),
    async publishedSubmitted() {
      const slug = await arrange.publishedDraft();
      await perform('submit', slug);
      return slug;
    },
    async withdrawn() {
      const slug = await arrange.published();
      await perform('withdraw', slug);
      return slug;
    },
    async withdrawnDraft() {
      const slug = await arrange.withdrawn();
      await perform('startRelease', slug);
      return slug;
    },
    async withdrawnSubmitted() {
      const slug = await arrange.withdrawnDraft();
      await perform('submit', slug);
      return slug;
    },
  };

  /** Each act by somebody who may, with what is stored as what was seen. */
  async function perform(act: Act, slug: string): Promise<unknown> {
    const { solutions } = app.services;
    const { editor, approver } = team.actors;
    const revision = (await stored(app, slug)).working?.revision ?? 1;
    const acts: Record<Act, () => Promise<unknown>> = {
      save: () => solutions.saveDraft(editor, slug, { revision, content: completeContent() }),
      submit: () => solutions.submit(editor, slug, { revision, changeNote: 'Neu: Abmeldung' }),
      recall: () => solutions.recall(editor, slug),
      approve: () => solutions.approve(approver, slug, { revision }),
      return: () => solutions.returnToEditor(approver, slug, 'Bitte die Kosten nennen.'),
      discard: () => solutions.discardWorking(editor, slug),
      startRelease: () => solutions.startRelease(editor, slug),
      async assessRelease() {
        // Advice is given against old releases: the published ones get a second, newer one.
        const { visibility, releases } = await stored(app, slug);
        const [first] = releases;
        if (visibility === 'published' && first)
          await app.connection
            .collection<Solution>('solutions')
            .updateOne({ slug }, { $push: { releases: { ...first, number: 2 } } });
        return solutions.adviseAgainst(approver, slug, 1, 'Ein Fehler ist behoben.');
      },
      announce: () => solutions.announce(approver, slug, announcement()),
      withdraw: () => solutions.withdraw(approver, slug, 'Das Verfahren ist abgelöst.'),
    };
    return acts[act]();
  }

  for (const state of solutionStates) {
    it(`names ${state} the same in a record and in a filter`, async () => {
      const slug = await arrange[state]();
      expect(stateOf(await stored(app, slug))).to.equal(state);
      const { solutions } = app.connection.collections;
      for (const other of solutionStates)
        expect(await solutions?.countDocuments({ slug, ...(inState(other) as object) })).to.equal(
          other === state ? 1 : 0,
        );
    });

    for (const act of Object.keys(lifecycle) as Act[]) {
      const next = lifecycle[act].steps[state];
      if (next === undefined) {
        it(`refuses ${act} in ${state} and changes nothing`, async () => {
          const slug = await arrange[state]();
          const before = await snapshot(app);
          const error = await perform(act, slug).then(
            () => null,
            (thrown: DomainError) => thrown,
          );
          expect(error?.code).to.equal('conflict');
          expect(await snapshot(app)).to.equal(before);
        });
      } else {
        it(`leads by ${act} from ${state} to ${next}`, async () => {
          const slug = await arrange[state]();
          const before = await stored(app, slug);
          await perform(act, slug);
          if (next === 'deleted') {
            const left = await app.connection.collection('solutions').countDocuments({ slug });
            return expect(left).to.equal(0);
          }
          const after = await stored(app, slug);
          expect(stateOf(after)).to.equal(next);
          expect(after.history.length).to.equal(before.history.length + (act === 'save' ? 0 : 1));
          return expect(after.working?.revision ?? after.lastWorkingRevision).to.be.at.least(
            before.working?.revision ?? before.lastWorkingRevision,
          );
        });
      }
    }
  }

  it('never gives a revision twice, so that no approval hits another copy', async () => {
    const slug = await arrange.publishedDraft();
    const first = (await stored(app, slug)).working?.revision ?? 0;
    await perform('discard', slug);
    await perform('startRelease', slug);
    expect((await stored(app, slug)).working?.revision).to.be.greaterThan(first);
  });

  it('publishes once where two approve at the same time', async () => {
    const slug = await arrange.submitted();
    const { solutions } = app.services;
    const second = anActor('64b000000000000000000002', team.organisation, ['approver']);
    const answers = await Promise.allSettled([
      solutions.approve(team.actors.approver, slug, { revision: 1 }),
      solutions.approve(second, slug, { revision: 1 }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    const { releases, history } = await stored(app, slug);
    expect(releases.map(({ number }) => number)).to.deep.equal([1]);
    expect(history.filter(({ action }) => action === 'published')).to.have.length(1);
  });
});
