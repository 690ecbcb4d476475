import type { BarrierState, StoredBarrierReport } from './barrier-report.model.ts';

export type BarrierRow = {
  id: string;
  reference: string;
  page: string;
  excerpt: string;
  receivedAt: Date;
  /** The date the next answer is due; null once closed. */
  nextDueAt: Date | null;
  badge: { kind: 'success' | 'warning' | 'danger' | 'info'; label: string };
};

const excerptLength = 120;

/** Shapes a report for the operator's list; `overdue` counts from the next answer that is missing. */
export function toBarrierRow(report: StoredBarrierReport, now: Date): BarrierRow {
  const nextDueAt = nextDue(report);
  return {
    id: String(report._id),
    reference: report.reference,
    page: report.page,
    excerpt:
      report.description.length > excerptLength
        ? `${report.description.slice(0, excerptLength).trimEnd()} …`
        : report.description,
    receivedAt: report.receivedAt,
    nextDueAt,
    badge: badgeOf(report.state, nextDueAt, now),
  };
}

function nextDue({ state, interimDueAt, dueAt }: StoredBarrierReport): Date | null {
  if (state === 'closed') return null;
  return state === 'open' ? interimDueAt : dueAt;
}

function badgeOf(state: BarrierState, due: Date | null, now: Date): BarrierRow['badge'] {
  if (due === null) return { kind: 'success', label: 'beantwortet' };
  if (due < now) return { kind: 'danger', label: 'überfällig' };
  return state === 'open'
    ? { kind: 'warning', label: 'offen' }
    : { kind: 'info', label: 'Zwischenbescheid gegeben' };
}
