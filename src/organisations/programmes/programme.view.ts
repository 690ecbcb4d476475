import { date, month } from '../../shared/german.ts';
import { programmePath } from '../paths.ts';
import {
  type CallState,
  callStateLabels,
  callStateOf,
  type EntryKind,
  entryKindLabels,
  entryKinds,
  inOrder,
  type ProgrammeEntry,
} from './programme-entry.ts';

type Badge = { kind: 'success' | 'info' | 'neutral'; label: string };

export type EntryRow = {
  title: string;
  when: string;
  text: string;
  url: string;
  source: string;
  /** Where a call stands; null for everything else. */
  state: Badge | null;
  editHref: string;
};

const badgeKinds: Record<CallState, Badge['kind']> = {
  open: 'success',
  coming: 'info',
  closed: 'neutral',
  unknown: 'neutral',
};

/** "2021", "Juni 2021" or "30. Juni 2021", as exactly as it is stored. */
function dayText(stored: string): string {
  if (stored.length <= 4) return stored;
  const at = new Date(`${stored.length === 7 ? `${stored}-15` : stored}T12:00:00Z`);
  return stored.length === 7 ? month(at) : date(at);
}

function whenText({ kind, on, until }: ProgrammeEntry): string {
  if (kind !== 'call') return dayText(on);
  const end = until === '' ? '' : `bis ${dayText(until)}`;
  return [on === '' ? '' : `ab ${dayText(on)}`, end].filter((part) => part !== '').join(' ');
}

function rowOf(key: string, entry: ProgrammeEntry, today: string): EntryRow {
  const state = entry.kind === 'call' ? callStateOf(entry, today) : null;
  return {
    title: entry.title,
    when: whenText(entry),
    text: entry.text,
    url: entry.url,
    source: entry.source,
    state: state && { kind: badgeKinds[state], label: callStateLabels[state] },
    editHref: `${programmePath(key)}/eintraege/${entry.id}`,
  };
}

/** What a programme's page lists, a group for each kind that has something; calls come first, they have a date to keep. */
export function entryGroups(key: string, entries: ProgrammeEntry[], today: string) {
  const order: EntryKind[] = ['call', 'milestone', 'result', 'document'];
  return order.flatMap((kind) => {
    const rows = inOrder(entries, kind).map((entry) => rowOf(key, entry, today));
    return rows.length === 0 ? [] : [{ heading: entryKindLabels[kind].many, rows }];
  });
}

/** The choices of the form's first question. */
export const entryKindOptions = entryKinds.map((value) => ({ value, label: entryKindLabels[value].one }));
