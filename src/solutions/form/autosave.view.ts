import { time } from '../../shared/german.ts';
import { progressOf } from '../review/tasks.view.ts';
import type { Saved } from './saving.ts';

/** What a save by itself answers to public/autosave.js: 409 where a field clashes, else 200. */
export function autosaveAnswer({ working, errors, clashes, fromOthers, seen }: Saved, slug: string) {
  const labels = clashes.map(({ field }) => `„${field.label}“`);
  return {
    status: clashes.length > 0 ? 409 : 200,
    body: {
      revision: working.revision,
      seen,
      savedAt: time(working.savedAt),
      faults: errors.map(({ message }) => message),
      clash:
        labels.length > 0
          ? `${labels.join(', ')} ${labels.length === 1 ? 'wurde' : 'wurden'} inzwischen von jemand anderem geändert.`
          : null,
      others: othersText(fromOthers) ?? null,
      progress: progressOf(slug, working),
    },
  };
}

/** What a person is told of fields that others changed meanwhile; undefined where there are none. */
export function othersText(labels: string[]): string | undefined {
  if (labels.length === 0) return undefined;
  const named = labels.map((label) => `„${label}“`).join(', ');
  return `Von jemand anderem stammt, was jetzt hier gespeichert ist: ${named}.`;
}
