import { sectionOf, sections } from '../form/sections.ts';
import { artifactsPath, rightsPath, sectionPath } from '../paths.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { missingForPublication } from './publish-check.ts';

type Badge = { kind: 'success' | 'warning' | 'neutral'; label: string };
export type Task = { key: string; label: string; href: string; hint: string; state: Badge };
export type Missing = { message: string; href: string };

const participants = 'beteiligte';
const artifacts = 'projektergebnisse';
const rights = 'rechte';

/** Keys of all parts of the form in the order of the task list. */
const order = () => {
  const keys = sections().map(({ key }) => key);
  return [...keys.slice(0, 2), participants, ...keys.slice(2), artifacts, rights];
};

const pathOf = (slug: string, key: string): string =>
  key === artifacts ? artifactsPath(slug) : key === rights ? rightsPath(slug) : sectionPath(slug, key);

/** The page of the section that follows. */
export function nextSectionPath(slug: string, key: string): string {
  const keys = order();
  return pathOf(slug, keys[keys.indexOf(key) + 1] ?? artifacts);
}

export type Progress = { answered: number; total: number; text: string };

/** How far the form has come, in numbers for a bar and in words. */
export function progressOf(slug: string, working: WorkingCopy): Progress {
  const fields = sections().flatMap((section) => section.fields);
  const answered = fields.filter((field) => field.read(working.content).length > 0).length;
  const missing = tasksOf(slug, working).missing.length;
  const needed = missing === 0 ? 'alle Pflichtangaben sind da' : lacking(missing);
  return { answered, total: fields.length, text: `${answered} von ${fields.length} Fragen, ${needed}` };
}

/** What stands around a section: progress, all sections with their state, the one before and the one after. */
export function formFrame(slug: string, key: string, working: WorkingCopy) {
  const { tasks } = tasksOf(slug, working);
  return {
    progress: progressOf(slug, working),
    nav: tasks.map(({ key: one, label, href, state }) => ({ label, href, state, current: one === key })),
    ...neighbours(slug, key, working),
  };
}

/** The parts of the form before and after one. */
export function neighbours(slug: string, key: string, working: WorkingCopy) {
  const { tasks } = tasksOf(slug, working);
  const at = tasks.findIndex((task) => task.key === key);
  return { previous: tasks[at - 1] ?? null, following: tasks[at + 1] ?? null };
}

const lacking = (missing: number): string =>
  missing === 1 ? 'eine Pflichtangabe fehlt' : `${missing} Pflichtangaben fehlen`;

/** The sections of the form with their state, and what publishing still lacks, each with the way there. */
export function tasksOf(slug: string, working: WorkingCopy): { tasks: Task[]; missing: Missing[] } {
  const { content } = working;
  const faults = missingForPublication(content, working.artifacts);
  const keyOf = (field: string) => sectionOf(field)?.key ?? artifacts;
  const missingIn = (key: string) => faults.filter(({ field }) => keyOf(field) === key).length;
  const fromFields = sections().map((section): Task => {
    const filled = section.fields.filter((field) => field.read(content).length > 0).length;
    return {
      key: section.key,
      label: section.title,
      href: pathOf(slug, section.key),
      hint: `${filled} von ${section.fields.length} Fragen beantwortet`,
      state: stateOf(missingIn(section.key), filled),
    };
  });
  const people = content.leadIds.length + content.partnerIds.length;
  const tasks = [
    ...fromFields,
    {
      key: participants,
      label: 'Beteiligte',
      href: pathOf(slug, participants),
      hint: `${people} ${people === 1 ? 'Organisation' : 'Organisationen'}`,
      state: stateOf(0, people),
    },
    {
      key: artifacts,
      label: 'Projektergebnisse',
      href: artifactsPath(slug),
      hint: `${working.artifacts.length} ${working.artifacts.length === 1 ? 'Datei oder Verweis' : 'Dateien und Verweise'}`,
      state: stateOf(missingIn(artifacts), working.artifacts.length),
    },
    {
      key: rights,
      label: 'Rechte klären',
      href: rightsPath(slug),
      hint: 'Fünf Fragen, die zu passenden Lizenzen führen',
      state: content.terms.rightsConfirmed
        ? { kind: 'success' as const, label: 'bestätigt' }
        : { kind: 'neutral' as const, label: 'noch nicht bestätigt' },
    },
  ].sort((a, b) => order().indexOf(a.key) - order().indexOf(b.key));
  return {
    tasks,
    missing: faults.map(({ field, message }) => ({
      message,
      href: `${pathOf(slug, keyOf(field))}#${field}`,
    })),
  };
}

function stateOf(missing: number, filled: number): Badge {
  if (missing > 0) return { kind: 'warning', label: lacking(missing) };
  return filled > 0 ? { kind: 'success', label: 'genügt' } : { kind: 'neutral', label: 'freiwillig' };
}
