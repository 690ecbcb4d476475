import { adoptableRules } from './adoptable.rules.ts';
import { assessableRules } from './assessable.rules.ts';
import { type Evidence, type Judged, type ReadinessStep, type Rule, readinessSteps } from './check.ts';
import { describedRules } from './described.rules.ts';
import { provenRules } from './proven.rules.ts';

/** What one check says of one solution: whether it passed, what was found, and how it is mended. */
export type ReadinessCheck = {
  id: string;
  step: ReadinessStep;
  label: string;
  passed: boolean;
  /** What was found, as a sentence. */
  reason: string;
  /** What to do, as a sentence to the provider; '' where the check passed. */
  remedy: string;
  /** Id of the form field that mends it ('projektergebnisse' for the list of artifacts); '' where none does. */
  field: string;
};

export type Readiness = {
  /** The highest step whose checks pass together with those of every step before; null below the first. */
  reached: ReadinessStep | null;
  /** Every check of every step, in order. */
  checks: ReadinessCheck[];
};

/** Every check there is, lowest step first; a published order that pages and the API share. */
export const readinessRules: readonly Rule[] = [
  ...describedRules,
  ...assessableRules,
  ...adoptableRules,
  ...provenRules,
];

/**
 * How far a solution is ready to be taken over by others. Pure: judges only what the record states and what other
 * records confirm, nothing is typed in (docs/decisions/0010).
 */
export function readinessOf(solution: Judged, evidence: Evidence): Readiness {
  const checks = readinessRules.map(({ id, step, label, field, remedy, judge }): ReadinessCheck => {
    const found = judge(solution, evidence);
    const { passed, reason } = found;
    return { id, step, label, passed, reason, remedy: passed ? '' : remedy, field: found.field ?? field };
  });
  return { reached: reachedBy(checks), checks };
}

function reachedBy(checks: ReadinessCheck[]): ReadinessStep | null {
  const open = readinessSteps.findIndex((step) => checks.some((one) => one.step === step && !one.passed));
  return (open === -1 ? readinessSteps.at(-1) : readinessSteps[open - 1]) ?? null;
}
