import type { QueryFilter } from 'mongoose';
import type { Solution } from './solution.model.ts';

/**
 * Where a solution stands: what the public sees, and whether a working copy exists beside it. Shown words are
 * Entwurf, zur Freigabe, veröffentlicht, zurückgezogen.
 */
export const solutionStates = [
  'draft',
  'submitted',
  'published',
  'publishedDraft',
  'publishedSubmitted',
  'withdrawn',
  'withdrawnDraft',
  'withdrawnSubmitted',
] as const;
export type SolutionState = (typeof solutionStates)[number];

export const solutionStateLabels: Record<SolutionState, string> = {
  draft: 'Entwurf',
  submitted: 'zur Freigabe',
  published: 'veröffentlicht',
  publishedDraft: 'veröffentlicht, neue Version im Entwurf',
  publishedSubmitted: 'veröffentlicht, neue Version zur Freigabe',
  withdrawn: 'zurückgezogen',
  withdrawnDraft: 'zurückgezogen, neue Version im Entwurf',
  withdrawnSubmitted: 'zurückgezogen, neue Version zur Freigabe',
};

/**
 * Who may act: `editor` of the providing organisation; `reviewer`: one of its approvers other than who submitted,
 * or KDN where it has no other; `responsible`: its approvers and administrators.
 */
export type Who = 'editor' | 'reviewer' | 'responsible';
export type Act =
  | 'save'
  | 'submit'
  | 'recall'
  | 'approve'
  | 'return'
  | 'discard'
  | 'startRelease'
  | 'withdraw'
  | 'assessRelease'
  | 'announce';

type Rule = { who: Who; steps: Partial<Record<SolutionState, SolutionState | 'deleted'>> };

/** The one table: action → who may, and from which state to which. What does not stand here is refused with 409. */
export const lifecycle: Record<Act, Rule> = {
  save: {
    who: 'editor',
    steps: { draft: 'draft', publishedDraft: 'publishedDraft', withdrawnDraft: 'withdrawnDraft' },
  },
  submit: {
    who: 'editor',
    steps: { draft: 'submitted', publishedDraft: 'publishedSubmitted', withdrawnDraft: 'withdrawnSubmitted' },
  },
  recall: {
    who: 'editor',
    steps: { submitted: 'draft', publishedSubmitted: 'publishedDraft', withdrawnSubmitted: 'withdrawnDraft' },
  },
  approve: {
    who: 'reviewer',
    steps: { submitted: 'published', publishedSubmitted: 'published', withdrawnSubmitted: 'published' },
  },
  return: {
    who: 'reviewer',
    steps: { submitted: 'draft', publishedSubmitted: 'publishedDraft', withdrawnSubmitted: 'withdrawnDraft' },
  },
  discard: {
    who: 'editor',
    steps: { draft: 'deleted', publishedDraft: 'published', withdrawnDraft: 'withdrawn' },
  },
  startRelease: { who: 'editor', steps: { published: 'publishedDraft', withdrawn: 'withdrawnDraft' } },
  withdraw: {
    who: 'responsible',
    steps: {
      published: 'withdrawn',
      publishedDraft: 'withdrawnDraft',
      publishedSubmitted: 'withdrawnSubmitted',
    },
  },
  /** Advising against an old release, or for it again. */
  assessRelease: {
    who: 'responsible',
    steps: {
      published: 'published',
      publishedDraft: 'publishedDraft',
      publishedSubmitted: 'publishedSubmitted',
    },
  },
  /** Making an unpublished project known with its expected date, changing that, or taking it back. */
  announce: { who: 'responsible', steps: { draft: 'draft', submitted: 'submitted' } },
};

const suffix = { draft: 'Draft', submitted: 'Submitted' } as const;

/** The state a stored solution is in. */
export function stateOf({ visibility, working }: Pick<Solution, 'visibility' | 'working'>): SolutionState {
  if (visibility === 'unpublished') return working?.state ?? 'draft';
  return working === null ? visibility : `${visibility}${suffix[working.state]}`;
}

/** The part of an update's filter that holds a solution to a state. */
export function inState(state: SolutionState): QueryFilter<Solution> {
  const visibility = state.startsWith('published')
    ? 'published'
    : state.startsWith('withdrawn')
      ? 'withdrawn'
      : 'unpublished';
  if (state === visibility) return { visibility, working: null };
  return { visibility, 'working.state': /draft$/i.test(state) ? 'draft' : 'submitted' };
}
