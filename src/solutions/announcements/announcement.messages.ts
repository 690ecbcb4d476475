import { monthText } from '../pages/time-text.ts';
import type { Solution } from '../record/solution.model.ts';

type Message = { subject: string; paragraphs: string[]; path: string };

/** What followers of an announced project read; null for everything else. Says only what was made public. */
export function announcementMessage(
  kind: string,
  { slug, announcement, history, releases }: Solution,
  { provider, at, reason }: { provider: string; at: Date; reason: string[] },
): Message | null {
  const announcedAs = history.findLast(
    (one) => (one.action === 'announced' || one.action === 'announcementChanged') && one.at <= at,
  )?.reason;
  const title = announcedAs ?? '';
  if (kind === 'announcement-moved')
    return {
      subject: `Neuer Termin: ${title}`,
      paragraphs: [
        announcement
          ? `„${title}“ von ${provider} soll jetzt im ${monthText(announcement.expectedOn)} veröffentlicht werden.`
          : `Der Termin von „${title}“ von ${provider} hat sich geändert.`,
      ],
      path: `/in-abschluss/${slug}`,
    };
  if (kind === 'announcement-withdrawn')
    return {
      subject: `Ankündigung zurückgenommen: ${title}`,
      paragraphs: [`${provider} kündigt „${title}“ nicht länger an. Der Grund:`, ...reason],
      path: '/in-abschluss',
    };
  if (kind === 'announcement-published')
    return {
      subject: `Jetzt veröffentlicht: ${releases.at(-1)?.content.title ?? title}`,
      paragraphs: [
        `Sie verfolgen das Vorhaben „${title}“ von ${provider}. Es ist jetzt als Lösung veröffentlicht und kann angefragt werden.`,
      ],
      path: `/loesungen/${slug}`,
    };
  return null;
}
