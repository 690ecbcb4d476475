import { compareText } from '../../shared/german.ts';
import { pageNumber, pageSize, pagesOf, toPage } from '../../shared/paging.ts';
import { fold } from '../search/index.ts';
import type { SynonymAct } from './synonym-group.model.ts';
import type { SynonymGroup } from './synonyms.service.ts';

export const synonymsPath = '/plattform/synonyme';

const synonymSelections = {
  alle: 'alle Gruppen',
  geaendert: 'hier geänderte und eigene',
  abgeschaltet: 'abgeschaltete',
  oberbegriffe: 'Oberbegriffe',
} as const;
type Selection = keyof typeof synonymSelections;

const actLabels: Record<SynonymAct, string> = {
  added: 'Hinzugefügt',
  changed: 'Wörter geändert',
  switchedOff: 'Abgeschaltet',
  switchedOn: 'Eingeschaltet',
  removed: 'Entfernt',
};

/** Ids of those whose names the pages show. */
export const peopleIn = (groups: SynonymGroup[]): string[] =>
  groups.flatMap(({ history }) => history.map(({ by }) => by));

/** The list as its page shows it: filtered by a text within any word and by state, 25 a page. */
export function synonymListView(
  groups: SynonymGroup[],
  names: Map<string, string>,
  query: Record<string, unknown>,
) {
  const wanted = typeof query.suche === 'string' ? query.suche.trim().slice(0, 100) : '';
  const selection = selectionOf(query.auswahl);
  const fits = groups.filter(
    (group) => isSelected(group, selection) && group.words.some((word) => fold(word).includes(fold(wanted))),
  );
  const pages = pagesOf(fits.length);
  const page = Math.min(pageNumber(query.seite), pages);
  const items = fits.slice((page - 1) * pageSize, page * pageSize);
  return {
    wanted,
    selection,
    selections: Object.entries(synonymSelections).map(([value, label]) => ({ value, label })),
    found: toPage(
      items.map((group) => rowOf(group, names)),
      page,
      fits.length,
    ),
    hrefFor: (number: number) => hrefOf(wanted, selection, number),
  };
}

function rowOf(group: SynonymGroup, names: Map<string, string>) {
  const last = group.history.at(-1);
  return {
    title: group.words[0] ?? '',
    href: `${synonymsPath}/${group.key}`,
    others: group.words.slice(1).join(', '),
    off: group.state === 'off',
    origin: originOf(group),
    changed: last ? { at: last.at, who: names.get(last.by) ?? '' } : null,
  };
}

/** One group with its history, newest first, each entry with the words that came and went. */
export function synonymGroupView(group: SynonymGroup, names: Map<string, string>) {
  const before = (place: number) => group.history[place - 1]?.words ?? group.shipped ?? [];
  return {
    ...group,
    title: group.words[0] ?? '',
    path: `${synonymsPath}/${group.key}`,
    origin: originOf(group),
    added: group.shipped ? without(group.words, group.shipped) : [],
    omitted: group.shipped ? without(group.shipped, group.words) : [],
    timeline: group.history
      .map(({ at, by, act, words }, place) => ({
        at,
        what: actLabels[act],
        who: names.get(by) ?? '',
        reason: act === 'added' ? words.join(', ') : differenceOf(before(place), words),
      }))
      .reverse(),
  };
}

function originOf({ shipped, revision, matter }: SynonymGroup): string {
  if (matter) return 'mitgeliefert, Oberbegriff';
  if (!shipped) return 'eigene';
  return revision === 0 ? 'mitgeliefert' : 'mitgeliefert, geändert';
}

function differenceOf(before: readonly string[], after: readonly string[]): string {
  const parts = [
    { what: 'dazu', words: without(after, before) },
    { what: 'gestrichen', words: without(before, after) },
  ];
  return parts
    .filter(({ words }) => words.length > 0)
    .map(({ what, words }) => `${what}: ${words.join(', ')}`)
    .join('; ');
}

const without = (all: readonly string[], some: readonly string[]): string[] =>
  all.filter((word) => !some.includes(word)).sort(compareText);

function isSelected({ state, revision, matter }: SynonymGroup, selection: Selection): boolean {
  if (selection === 'oberbegriffe') return matter;
  if (selection === 'geaendert') return revision > 0;
  return selection === 'alle' || state === 'off';
}

function selectionOf(value: unknown): Selection {
  return typeof value === 'string' && Object.hasOwn(synonymSelections, value) ? (value as Selection) : 'alle';
}

function hrefOf(wanted: string, selection: Selection, page: number): string {
  const parameters = new URLSearchParams();
  if (wanted !== '') parameters.set('suche', wanted);
  if (selection !== 'alle') parameters.set('auswahl', selection);
  if (page > 1) parameters.set('seite', String(page));
  return parameters.size === 0 ? synonymsPath : `${synonymsPath}?${parameters}`;
}
