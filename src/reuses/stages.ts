import type { Confirmation, Reuse, ReuseSide, ReuseStage, StageEntry } from './reuse.types.ts';

/** What the record says in short, computed from its stages and written with them. */
export type StageFacts = Pick<Reuse, 'stages' | 'stage' | 'confirmedStage' | 'pendingSide' | 'pendingSince'>;

const otherSide = (side: ReuseSide): ReuseSide => (side === 'reuser' ? 'provider' : 'reuser');

/**
 * Orders stages by their dates and sums them up.
 * @param confirmable false for an own use: there is no other side to wait for
 */
export function withStages(stages: StageEntry[], confirmable: boolean): StageFacts {
  const ordered = [...stages].sort(
    (a, b) => a.since.getTime() - b.since.getTime() || a.reportedAt.getTime() - b.reportedAt.getTime(),
  );
  const waiting = confirmable ? ordered.filter((one) => one.confirmed === null) : [];
  const first = waiting.toSorted((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime())[0];
  return {
    stages: ordered,
    stage: ordered.at(-1)?.stage ?? 'trial',
    confirmedStage: ordered.findLast((one) => one.confirmed !== null)?.stage ?? null,
    pendingSide: first ? otherSide(first.side) : null,
    pendingSince: first?.reportedAt ?? null,
  };
}

/** The stages with everything that waited now confirmed. */
export const confirmAll = (stages: StageEntry[], confirmed: Confirmation): StageEntry[] =>
  stages.map((one) => (one.confirmed === null ? { ...one, confirmed } : one));

/** Whether the stage would stand next to the same stage: then nothing has changed. */
export function repeatsNeighbour(stages: StageEntry[], stage: ReuseStage, since: Date): boolean {
  const before = stages.findLast((one) => one.since <= since);
  const after = stages.find((one) => one.since > since);
  return before?.stage === stage || after?.stage === stage;
}
