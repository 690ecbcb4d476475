/** What the page of a programme lists beside its solutions: documents, milestones, interim results and calls. */

export const entryKinds = ['document', 'milestone', 'result', 'call'] as const;
export type EntryKind = (typeof entryKinds)[number];
/** One and several, as headings say it. */
export const entryKindLabels: Record<EntryKind, { one: string; many: string }> = {
  document: { one: 'Dokument', many: 'Dokumente' },
  milestone: { one: 'Meilenstein', many: 'Meilensteine' },
  result: { one: 'Zwischenergebnis', many: 'Zwischenergebnisse' },
  call: { one: 'Projektaufruf', many: 'Projektaufrufe' },
};

export type ProgrammeEntry = {
  id: string;
  kind: EntryKind;
  title: string;
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', as exactly as it is known; of a call the day it opens; '' where not known. */
  on: string;
  /** 'YYYY-MM-DD': the last day of a call; '' for everything else and where not known. */
  until: string;
  text: string;
  /** Where it can be read, or ''. */
  url: string;
  /** Who published it, so that everybody can judge it. */
  source: string;
};

export type CallState = 'coming' | 'open' | 'closed' | 'unknown';
export const callStateLabels: Record<CallState, string> = {
  coming: 'noch nicht eröffnet',
  open: 'offen',
  closed: 'abgeschlossen',
  unknown: 'Frist nicht angegeben',
};

/** Where a call stands on a day ('YYYY-MM-DD', German time). Its last day still counts as open. */
export function callStateOf({ on, until }: Pick<ProgrammeEntry, 'on' | 'until'>, today: string): CallState {
  if (on.length === 10 && today < on) return 'coming';
  if (until === '') return 'unknown';
  return today <= until ? 'open' : 'closed';
}

/** By date, those without one last; milestones run forward in time, everything else begins with the newest. */
export function inOrder(entries: ProgrammeEntry[], kind: EntryKind): ProgrammeEntry[] {
  const step = kind === 'milestone' ? 1 : -1;
  return entries
    .filter((entry) => entry.kind === kind)
    .sort((a, b) => {
      if ((a.on === '') !== (b.on === '')) return a.on === '' ? 1 : -1;
      return a.on === b.on ? 0 : step * (a.on < b.on ? -1 : 1);
    });
}
