import { cleanFilename } from '../../../platform/filenames.ts';
import { numberedName, type ZipEntry } from '../../../platform/zip-stream.ts';
import { bytes, dateTime } from '../../../shared/german.ts';
import { solutionPath } from '../../paths.ts';
import type { Release } from '../../record/solution.model.ts';
import { licenceTexts } from '../../rights/licence-texts.ts';
import { licenceLabel } from '../../rights/licences.ts';
import { type Artifact, artifactAccessLabels, artifactKindLabels, blockOf } from '../artifact.ts';
import type { Held } from '../artifacts-access.service.ts';
import { refusalTexts, type Verdict } from '../verdict.ts';

/** An artifact with what this person may do with it. */
export type Judged = { artifact: Artifact; verdict: Verdict };

type Content = {
  slug: string;
  held: Held;
  release: Release;
  judged: Judged[];
  baseUrl: string;
  at: Date;
  open(sha256: string): import('node:stream').Readable;
};

/** What goes into the ZIP of a release: its files, the texts of their licences, and a list of all with what is missing. */
export async function bundleEntries({
  slug,
  held,
  release,
  judged,
  baseUrl,
  at,
  open,
}: Content): Promise<ZipEntry[]> {
  const names = judged.map(({ artifact: { source }, verdict }, index) =>
    source.type === 'file' && verdict === 'allowed' ? numberedName(index, source.filename) : null,
  );
  const licences = await licenceFiles(judged.map(({ artifact }) => artifact));
  const files = judged.flatMap(({ artifact: { source } }, index): ZipEntry[] => {
    const name = names[index] ?? null;
    if (name === null || source.type !== 'file') return [];
    return [{ name, size: source.size, open: () => open(source.sha256) }];
  });
  const list = judged.map((one, index) => entryText(one, index, names[index] ?? null, held));
  const head = [
    release.content.title,
    '='.repeat(Math.min(release.content.title.length, 80)),
    '',
    `Version ${release.number} vom ${dateTime(release.publishedAt)}`,
    `Adresse: ${baseUrl}${solutionPath(slug)}`,
    `Zusammengestellt am ${dateTime(at)} von Blaupause`,
    '',
    'Jedes Projektergebnis hat seine eigene Lizenz. Die Lizenztexte liegen im Ordner „lizenzen“.',
    '',
    '',
  ];
  return [
    { name: 'INHALT.txt', text: `${head.join('\n')}${list.join('\n\n')}\n` },
    ...[...licences].map(([name, text]) => ({ name: `lizenzen/${name}.txt`, text })),
    ...files,
  ];
}

function entryText({ artifact, verdict }: Judged, index: number, name: string | null, held: Held): string {
  const { title, kind, licence, access, source } = artifact;
  const block = blockOf(held.blocks, artifact);
  const missing = verdict === 'allowed' ? '' : block ? `gesperrt: ${block.reason}` : refusalTexts[verdict];
  return [
    `${index + 1}. ${title} (${artifactKindLabels[kind]})`,
    `   Lizenz: ${licenceLabel(licence)}`,
    `   Wer es bekommt: ${artifactAccessLabels[access]}`,
    ...(name === null ? [] : [`   Datei: ${name}`]),
    ...(source.type === 'link' && missing === '' ? [`   Verweis: ${source.url}`] : []),
    ...(source.type === 'file' ? [`   Größe: ${bytes(source.size)}`, `   SHA-256: ${source.sha256}`] : []),
    ...(missing === '' ? [] : [`   Nicht enthalten: ${missing}`]),
  ].join('\n');
}

/** Texts of the licences by name; own terms carry their text themselves. */
async function licenceFiles(artifacts: Artifact[]): Promise<Map<string, string>> {
  const known = await licenceTexts(artifacts.map(({ licence }) => licence));
  const own = artifacts.flatMap(({ licenceText }, index): [string, string][] =>
    licenceText === ''
      ? []
      : [[`${String(index + 1).padStart(2, '0')}-eigene-Bedingungen`, `${licenceText}\n`]],
  );
  return new Map([...known, ...own].map(([name, text]) => [cleanFilename(name), text]));
}
