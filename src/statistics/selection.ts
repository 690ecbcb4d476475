import type { Facts, SolutionFact } from './facts.ts';

/** What a statistics page looks at: a period and, where set, one model region, topic or distance. */
export type Selection = {
  /** First moment of the period; null means from the beginning. */
  from: Date | null;
  /** First moment after the period. */
  to: Date;
  modelRegion: string;
  topic: string;
};

/** True when `at` lies in the selection's period. */
export const within = (selection: Selection, at: Date | null): at is Date =>
  at !== null && (selection.from === null || at >= selection.from) && at < selection.to;

/** The facts of the solutions that the selection names; the period is left to each figure. */
export function narrow(
  facts: Facts,
  { modelRegion, topic }: Selection,
): Facts & { byId: Map<string, SolutionFact> } {
  const solutions = facts.solutions.filter(
    (solution) =>
      (modelRegion === '' || solution.modelRegion === modelRegion) &&
      (topic === '' || solution.topics.includes(topic)),
  );
  const byId = new Map(solutions.map((solution) => [solution.id, solution]));
  const known = <T extends { solutionId: string }>(rows: T[]): T[] =>
    rows.filter((row) => byId.has(row.solutionId));
  return {
    solutions,
    requests: known(facts.requests),
    reuses: known(facts.reuses),
    rejections: known(facts.rejections),
    byId,
  };
}
