import { date } from '../../shared/german.ts';
import { noticePath } from '../paths.ts';
import type { SecurityNotice } from '../record/solution.model.ts';
import { openNotices, type Severity, severityLabels } from './notice.ts';

/** A notice as pages print it. */
export type NoticeView = {
  id: string;
  title: string;
  text: string;
  remedy: string;
  severity: string;
  badge: { kind: 'danger' | 'warning' | 'info'; label: string };
  /** "Version 2", "Versionen 1, 2 und 3" */
  releases: string;
  /** It is about the release that is shown. */
  concerned: boolean;
  on: string;
  supplements: { on: string; text: string }[];
  resolved: { on: string; text: string } | null;
  /** For those who may go on: where it is supplemented and where it is settled. */
  supplementHref: string;
  resolveHref: string;
};

const kinds: Record<Severity, NoticeView['badge']['kind']> = {
  critical: 'danger',
  high: 'warning',
  low: 'info',
};
const list = new Intl.ListFormat('de-DE');

/**
 * @param shown number of the release that the page shows
 */
export function noticeView(slug: string, notice: SecurityNotice, shown: number): NoticeView {
  const numbers = notice.releases.toSorted((a, b) => a - b).map(String);
  return {
    id: notice.id,
    title: notice.title,
    text: notice.text,
    remedy: notice.remedy,
    severity: severityLabels[notice.severity],
    badge: { kind: kinds[notice.severity], label: `Gefahr ${severityLabels[notice.severity]}` },
    releases: `${numbers.length === 1 ? 'Version' : 'Versionen'} ${list.format(numbers)}`,
    concerned: notice.releases.includes(shown),
    on: date(notice.at),
    supplements: notice.supplements.map(({ at, text }) => ({ on: date(at), text })),
    resolved: notice.resolved && { on: date(notice.resolved.at), text: notice.resolved.text },
    supplementHref: `${noticePath(slug, notice.id)}/ergaenzen`,
    resolveHref: `${noticePath(slug, notice.id)}/erledigen`,
  };
}

/** What a page of one release warns of: about that release first; those about other releases only where asked for. */
export function warningsOf(
  slug: string,
  notices: SecurityNotice[],
  { shown, others }: { shown: number; others: boolean },
): NoticeView[] {
  const views = openNotices(notices).map((one) => noticeView(slug, one, shown));
  const concerned = views.filter((one) => one.concerned);
  return others ? [...concerned, ...views.filter((one) => !one.concerned)] : concerned;
}
