import type { Readable, Writable } from 'node:stream';
import yazl from 'yazl';
import { cleanFilename } from '../platform/filenames.ts';
import { sendStream } from '../platform/send-blob.ts';
import { dateTime } from '../shared/german.ts';
import { type CasePage, monthText, threadText } from './case-page.service.ts';
import type { CaseFile, CaseRelease } from './case-release.ts';

const newline = '\r\n';

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
  const zip = new yazl.ZipFile();
  const text = (name: string, content: string): void =>
    zip.addBuffer(Buffer.from(content.replaceAll('\n', newline), 'utf8'), name, { mtime: at });
  const names = folderNames(release?.files ?? []);

  text('vorgang.txt', overviewText(page, at));
  text('schriftwechsel.txt', `${threadText(page.thread)}\n`);
  text('verlauf.txt', historyText(page));
  text('vorgang.json', `${JSON.stringify(asJson(page, release, names, at), null, 2)}\n`);
  if (release) text('nachnutzungsbedingungen.txt', termsText(release, names));
  const opened: Readable[] = [];
  for (const [index, file] of (release?.files ?? []).entries()) {
    const { open } = file;
    if (open === null) continue;
    zip.addReadStreamLazy(names[index] ?? '', { mtime: at, compress: false }, (done) => {
      const content = open();
      opened.push(content);
      content.once('error', (error) => zip.emit('error', error));
      done(null, content);
    });
  }
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error?: Error): void };
  zip.once('error', (error: Error) => output.destroy(error));
  zip.end();
  try {
    await sendStream(output, target);
  } finally {
    // Ending the ZIP early does not end what was being read into it.
    for (const content of opened) content.destroy();
  }
}

/** Names inside the ZIP, each once even where two files are called the same. */
function folderNames(files: CaseFile[]): string[] {
  return files.map((file, index) =>
    file.filename === null
      ? ''
      : `projektergebnisse/${String(index + 1).padStart(2, '0')}-${cleanFilename(file.filename)}`,
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
