import type { SecurityNotice } from '../record/solution.model.ts';

/** Words of a Sicherheitshinweis. */
export const severities = ['low', 'high', 'critical'] as const;
export type Severity = SecurityNotice['severity'];
export const severityLabels: Record<Severity, string> = {
  low: 'gering',
  high: 'hoch',
  critical: 'kritisch',
};

/** A document holds no more; who needs more has another problem than notices. */
export const mostNotices = 100;
export const mostSupplements = 50;

export type NoticeInput = Pick<SecurityNotice, 'releases' | 'severity' | 'title' | 'text' | 'remedy'>;

/** Open notices about one of these releases, the gravest first, then the newest. */
export function openNotices(notices: SecurityNotice[], releases?: number[]): SecurityNotice[] {
  return notices
    .filter(
      (one) =>
        one.resolved === null && (!releases || one.releases.some((number) => releases.includes(number))),
    )
    .sort(
      (a, b) =>
        severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.at.getTime() - a.at.getTime(),
    );
}
