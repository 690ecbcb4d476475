import type { Writable } from 'node:stream';
import { numberedName, type ZipEntry, zipStream } from '../platform/zip-stream.ts';
import { dateTime } from '../shared/german.ts';
import { type CasePage, monthText, threadText } from './case-page.service.ts';
import type { CaseFile, CaseRelease } from './case-release.ts';

/**
 * Writes a case as a ZIP, streamed: its texts first, then the Projektergebnisse one after the other, so that large
 * ones never lie in memory. A reader who goes away ends it.
 */
export async function sendCaseFile(
  page: CasePage,
  release: CaseRelease | null,
  at: Date,
  target: Writable,
): Promise<void> {
  const files = release?.files ?? [];
  const names = folderNames(files);
  const entries: ZipEntry[] = [
    { name: 'vorgang.txt', text: overviewText(page, at) },
    { name: 'schriftwechsel.txt', text: `${threadText(page.thread)}\n` },
    { name: 'verlauf.txt', text: historyText(page) },
    { name: 'vorgang.json', text: `${JSON.stringify(asJson(page, release, names, at), null, 2)}\n` },
  ];
  if (release) entries.push({ name: 'nachnutzungsbedingungen.txt', text: termsText(release, names) });
  for (const [index, { open, size }] of files.entries())
    if (open !== null) entries.push({ name: names[index] ?? '', size: size ?? 0, open });
  const zip = await zipStream(entries, at);
  await zip.send(target);
}

/** Names inside the ZIP, each once even where two files are called the same. */
function folderNames(files: CaseFile[]): string[] {
  return files.map((file, index) =>
    file.filename === null ? '' : `projektergebnisse/${numberedName(index, file.filename)}`,
  );
}

function overviewText(page: CasePage, at: Date): string {
  const { request } = page;
  return [
    request.title,
    '='.repeat(Math.min(request.title.length, 80)),
    '',
    `Art: ${request.kind === 'reuse' ? 'Anfrage' : 'Nachricht'}`,
    `Stand: ${page.badge.label}`,
    `Angefragt von: ${page.requesterName}`,
    `Bereitgestellt von: ${page.providerName}`,
    `Beginn: ${dateTime(request.createdAt)}`,
    ...(request.plannedFor ? [`Geplant für: ${monthText(request.plannedFor)}`] : []),
    ...(request.releaseNumber === null ? [] : [`Version: ${request.releaseNumber}`]),
    ...(page.outcomeText ? [`Nicht nachgenutzt, weil: ${page.outcomeText}`] : []),
    '',
    `Auszug aus Blaupause vom ${dateTime(at)}`,
    '',
  ].join('\n');
}

const historyText = (page: CasePage): string =>
  `${page.timeline
    .map((one) => `${dateTime(one.at)}  ${one.what} (${one.who})${one.reason ? `: ${one.reason}` : ''}`)
    .join('\n')}\n`;

function termsText(release: CaseRelease, names: string[]): string {
  const files = release.files.map((file, index) =>
    [
      `${index + 1}. ${file.title} (${file.kindLabel})`,
      `   Lizenz: ${file.licence || 'nicht angegeben'}`,
      ...(file.licenceText ? [`   Lizenztext: ${file.licenceText}`] : []),
      `   Wer es bekommt: ${file.accessLabel}`,
      ...(file.url ? [`   Adresse: ${file.url}`] : []),
      ...(file.sha256 ? [`   SHA-256: ${file.sha256}`] : []),
      ...(file.missing ? [`   Nicht enthalten: ${file.missing}`] : []),
      ...(file.open ? [`   Datei: ${names[index] ?? ''}`] : []),
    ].join('\n'),
  );
  return [
    `Nachnutzungsbedingungen der Version ${release.number} vom ${dateTime(release.publishedAt)}`,
    '',
    ...release.terms.map(({ term, text }) => `${term}: ${text}`),
    '',
    'Projektergebnisse und ihre Lizenzen',
    '',
    files.join('\n\n'),
    '',
  ].join('\n');
}

/** The same for programs; ids of people stay inside. */
function asJson(page: CasePage, release: CaseRelease | null, names: string[], at: Date) {
  const { request } = page;
  return {
    exportedAt: at,
    id: String(request._id),
    kind: request.kind,
    state: request.state,
    title: request.title,
    solution: request.solutionSlug,
    release: request.releaseNumber,
    requester: page.requesterName,
    provider: page.providerName,
    createdAt: request.createdAt,
    dueAt: request.dueAt,
    answeredAt: request.answeredAt,
    decidedAt: request.decidedAt,
    plannedFor: request.plannedFor,
    outcome: request.outcome && {
      kind: request.outcome.kind,
      reason: request.outcome.reason,
      text: request.outcome.text,
      at: request.outcome.at,
    },
    thread: page.thread.map((one) =>
      'event' in one
        ? one
        : { at: one.at, organisation: one.organisation, person: one.person, text: one.text },
    ),
    history: page.timeline,
    terms: release?.terms ?? [],
    artifacts: (release?.files ?? []).map(({ open, ...file }, index) => ({
      ...file,
      included: open !== null,
      path: open === null ? null : (names[index] ?? null),
    })),
  };
}
