import { counted } from '../../shared/german.ts';
import { sectionOf } from '../form/sections.ts';
import { artifactsPath, sectionPath } from '../paths.ts';
import { type ReadinessStep, readinessStepLabels, readinessSteps } from './check.ts';
import type { Readiness, ReadinessCheck } from './readiness.ts';

/** A check as pages print it; `href` leads those who may write to the field that mends it. */
export type CheckView = Pick<ReadinessCheck, 'label' | 'passed' | 'reason' | 'remedy'> & {
  href: string | null;
};
export type StepView = {
  id: ReadinessStep;
  label: string;
  reached: boolean;
  /** "5 von 7 Prüfungen bestanden" */
  progress: string;
  checks: CheckView[];
};
type ReadinessBadge = { kind: 'success' | 'neutral'; label: string };
export type ReadinessView = {
  /** The word of the step reached; '' below the first. */
  reached: string;
  /** The step reached; null below the first. */
  badge: ReadinessBadge | null;
  steps: StepView[];
  /** What lacks for the next step; null where the last one is reached. */
  next: { label: string; missing: CheckView[] } | null;
};

/** A step as a badge, the same wherever it stands: green from where a town can begin. */
export const readinessBadge = (step: ReadinessStep): ReadinessBadge => ({
  kind: step === 'adoptable' || step === 'proven' ? 'success' : 'neutral',
  label: readinessStepLabels[step],
});

/** Where the provider mends a check: the field in its section of the form, or the list of artifacts. */
function mendingPath(slug: string, field: string): string | null {
  if (field === 'projektergebnisse') return artifactsPath(slug);
  const section = sectionOf(field);
  return section ? `${sectionPath(slug, section.key)}#${field}` : null;
}

/** @param editing slug of the record whose form is open to who looks; null for everybody else */
export function readinessView({ reached, checks }: Readiness, editing: string | null): ReadinessView {
  const place = reached === null ? 0 : readinessSteps.indexOf(reached) + 1;
  const toView = ({ label, passed, reason, remedy, field }: ReadinessCheck): CheckView => ({
    label,
    passed,
    reason,
    remedy,
    href: editing === null || passed ? null : mendingPath(editing, field),
  });
  const steps = readinessSteps.map((id, index): StepView => {
    const own = checks.filter(({ step }) => step === id);
    const done = own.filter(({ passed }) => passed).length;
    return {
      id,
      label: readinessStepLabels[id],
      reached: index < place,
      progress: `${done} von ${counted(own.length, 'Prüfung', 'Prüfungen')} bestanden`,
      checks: own.map(toView),
    };
  });
  const next = steps[place];
  return {
    reached: reached === null ? '' : readinessStepLabels[reached],
    badge: reached && readinessBadge(reached),
    steps,
    next: next ? { label: next.label, missing: next.checks.filter(({ passed }) => !passed) } : null,
  };
}
