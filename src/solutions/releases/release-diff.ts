import { diffWordsWithSpace } from 'diff';
import { type Artifact, artifactAccessLabels, artifactKindLabels } from '../artifacts/artifact.ts';
import type { FormField } from '../form/form-field.ts';
import { sections } from '../form/sections.ts';
import type { Content } from '../record/content.ts';
import type { Release } from '../record/solution.model.ts';
import { licenceLabel } from '../rights/licences.ts';

/** A stretch of text that stands in both releases or in one only. */
export type Part = { kind: 'same' | 'added' | 'removed'; text: string };
export type ChangedField = { label: string; parts: Part[] };
export type ChangedArtifact = { title: string; changes: string[] };
export type ReleaseDiff = {
  fields: ChangedField[];
  artifacts: { added: string[]; removed: string[]; changed: ChangedArtifact[] };
};

/**
 * Comparing two texts of 10,000 signs with no word in common takes longer than anybody waits, and a release has many
 * texts: all of them together get this long.
 */
const patienceMs = 300;

/**
 * What changed from one release to another: each field of the form with its words, and the Projektergebnisse.
 * @param nameOf name of an organisation by its id
 */
export function releaseDiff(before: Release, after: Release, nameOf: (id: string) => string): ReleaseDiff {
  const named = ({ leadIds, partnerIds, otherPartners }: Content) => ({
    Federführung: leadIds.map(nameOf).join('\n'),
    Partner: [...partnerIds.map(nameOf), ...otherPartners].join('\n'),
  });
  const [people, peopleNow] = [named(before.content), named(after.content)];
  const texts: [label: string, old: string, now: string][] = [
    ...sections()
      .flatMap(({ fields }) => fields)
      .map((field): [string, string, string] => [
        field.label,
        textOf(field, before.content),
        textOf(field, after.content),
      ]),
    ['Federführung', people.Federführung, peopleNow.Federführung],
    ['Partner', people.Partner, peopleNow.Partner],
  ];
  const until = performance.now() + patienceMs;
  const left = () => Math.max(1, until - performance.now());
  return {
    fields: texts.flatMap(([label, old, now]) =>
      old === now ? [] : [{ label, parts: partsOf(old, now, left()) }],
    ),
    artifacts: artifactDiff(before.artifacts, after.artifacts),
  };
}

/** The words of two texts. Where that takes longer than `timeout` milliseconds the whole texts stand one after the other. */
function partsOf(before: string, after: string, timeout: number): Part[] {
  const whole: Part[] = [
    { kind: 'removed' as const, text: before },
    { kind: 'added' as const, text: after },
  ].filter(({ text }) => text !== '');
  if (whole.length < 2) return whole;
  const words = diffWordsWithSpace(before, after, { timeout });
  return (
    words?.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? whole
  );
}

/** What a field shows, with the words of its options instead of their values. */
function textOf({ options, input, read }: FormField, content: Content): string {
  const value = read(content);
  if (input === 'tick') return value === '' ? 'nein' : 'ja';
  return [value]
    .flat()
    .map((one) => options?.find((option) => option.value === one)?.label ?? one)
    .join(', ');
}

function artifactDiff(before: Artifact[], after: Artifact[]): ReleaseDiff['artifacts'] {
  const old = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ title }) => title),
    removed: before.filter(({ id }) => !kept.has(id)).map(({ title }) => title),
    changed: after.flatMap((artifact) => {
      const previous = old.get(artifact.id);
      const changes = previous ? changesOf(previous, artifact) : [];
      return changes.length > 0 ? [{ title: artifact.title, changes }] : [];
    }),
  };
}

/** Addresses of links are left out: not everybody who compares may have them. */
function changesOf(before: Artifact, after: Artifact): string[] {
  const changes: string[] = [];
  const change = (label: string, old: string, now: string) => {
    if (old !== now)
      changes.push(`${label}: vorher ${old || 'nicht angegeben'}, jetzt ${now || 'nicht angegeben'}`);
  };
  change('Titel', before.title, after.title);
  change('Art', artifactKindLabels[before.kind], artifactKindLabels[after.kind]);
  change('Lizenz', licenceText(before), licenceText(after));
  if (before.licence === after.licence && before.licenceText !== after.licenceText)
    changes.push('Lizenztext geändert');
  change('Wer es bekommt', artifactAccessLabels[before.access], artifactAccessLabels[after.access]);
  const [old, now] = [before.source, after.source];
  if (old.type === 'file' && now.type === 'file')
    change('Prüfsumme der Datei (SHA-256)', old.sha256, now.sha256);
  else if (old.type === 'link' && now.type === 'link' && old.url !== now.url)
    changes.push('Adresse des Verweises geändert');
  return changes;
}

const licenceText = ({ licence }: Artifact): string => (licence === '' ? '' : licenceLabel(licence));
