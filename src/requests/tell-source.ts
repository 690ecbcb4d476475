import type { Tell } from '../platform/tell.ts';
import { date } from '../shared/german.ts';
import { requestPath } from './paths.ts';
import type { RequestPorts } from './ports.ts';
import { rejectionReasonLabels } from './rejection-reasons.ts';
import type { RequestModel } from './request.model.ts';
import type { ReuseRequest } from './request.types.ts';

type Message = { subject: string; paragraphs: string[]; path: string };
type Names = { requester: string; provider: string };
type Compose = (request: ReuseRequest, names: Names, entry: Tell) => Omit<Message, 'path'>;

const mediatedNote = (request: ReuseRequest, provider: string): string[] =>
  request.mediated
    ? [
        `Für ${provider} ist auf Blaupause noch niemand angemeldet. Bitte vermitteln Sie und antworten Sie auf der Seite.`,
      ]
    : [];

/** The words of each step; a letter's text stays on the page, behind the log-in. */
const messages: Record<string, Compose> = {
  'request-asked': (request, { requester, provider }) => ({
    subject: `Neue Anfrage zu „${request.title}“`,
    paragraphs: [
      `${requester} möchte die Lösung „${request.title}“ nachnutzen und hat ${provider} eine Anfrage geschrieben.`,
      ...mediatedNote(request, provider),
      ...(request.dueAt ? [`Eine Antwort ist bis zum ${date(request.dueAt)} zugesagt.`] : []),
    ],
  }),
  'message-sent': (request, { requester, provider }) => ({
    subject: `Neue Nachricht: ${request.title}`,
    paragraphs: [
      `${requester} hat ${provider} eine Nachricht geschrieben: „${request.title}“.`,
      ...mediatedNote(request, provider),
    ],
  }),
  'request-letter': (request, _names, entry) => ({
    subject: `Neue Antwort zu „${request.title}“`,
    paragraphs: [
      `zu „${request.title}“ gibt es seit dem ${date(entry.at)} eine neue Nachricht. Sie lesen und beantworten sie auf der Seite.`,
    ],
  }),
  'reuse-accepted': (request, { provider }) => ({
    subject: `Angenommen: Ihre Anfrage zu „${request.title}“`,
    paragraphs: [
      `${provider} hat Ihre Anfrage zu „${request.title}“ angenommen. Die Projektergebnisse, die eine angenommene Anfrage voraussetzen, können Sie jetzt herunterladen.`,
      'Wenn Sie die Lösung einsetzen, melden Sie bitte Ihre Nachnutzung. Wenn nicht, sagen Sie bitte, warum.',
    ],
  }),
  'reuse-declined': (request, { provider }) => ({
    subject: `Abgelehnt: Ihre Anfrage zu „${request.title}“`,
    paragraphs: [
      `${provider} hat Ihre Anfrage zu „${request.title}“ abgelehnt. Die Begründung lesen Sie auf der Seite.`,
    ],
  }),
  'reuse-withdrawn': (request, { requester }) => ({
    subject: `Zurückgezogen: Anfrage zu „${request.title}“`,
    paragraphs: [
      `${requester} hat die Anfrage zu „${request.title}“ zurückgezogen. Sie müssen nichts mehr tun.`,
    ],
  }),
  'reuse-not-reused': (request, { requester }) => ({
    subject: `Nicht nachgenutzt: „${request.title}“`,
    paragraphs: [
      `${requester} nutzt „${request.title}“ nicht nach. Grund: ${
        request.outcome ? rejectionReasonLabels[request.outcome.reason] : 'nicht angegeben'
      }.`,
    ],
  }),
  'message-closed': (request) => ({
    subject: `Abgeschlossen: ${request.title}`,
    paragraphs: [`der Austausch „${request.title}“ wurde abgeschlossen.`],
  }),
};

/** What requests have to tell by mail, for the dispatcher of the notifications feature. */
export function makeRequestTellSource(
  model: RequestModel,
  { organisations }: Pick<RequestPorts, 'organisations'>,
) {
  return {
    name: 'requests',
    model,
    async compose(request: ReuseRequest, entry: Tell): Promise<Message | null> {
      const names = await organisations.todayByIds([request.requesterId, request.providerId]);
      const nameOf = (id: string): string => names.get(id)?.fullName ?? 'eine Organisation';
      const words = messages[entry.kind]?.(
        request,
        { requester: nameOf(request.requesterId), provider: nameOf(request.providerId) },
        entry,
      );
      return words ? { ...words, path: requestPath(String(request._id)) } : null;
    },
  };
}
