import type { Tell } from '../../platform/tell.ts';
import { announcementMessage } from '../announcements/announcement.messages.ts';
import type { HistoryAction } from './history.ts';
import type { KnownOrganisations } from './holding.ts';
import type { Solution, SolutionModel } from './solution.model.ts';

type Message = { subject: string; paragraphs: string[]; path: string };
type Told = { title: string; slug: string; provider: string; reasonOf(action: HistoryAction): string[] };

/** The words of each thing to tell about a solution. */
const messages: Record<string, (told: Told) => Message> = {
  'solution-submitted': ({ title, slug, provider }) => ({
    subject: `Zur Freigabe: ${title}`,
    paragraphs: [
      `„${title}“ von ${provider} wartet auf Ihre Freigabe. Bitte prüfen Sie Inhalt, Projektergebnisse und Nachnutzungsbedingungen, und geben Sie die Lösung frei oder mit Gründen zurück.`,
    ],
    path: `/loesungen/${slug}/freigabe`,
  }),
  'solution-returned': ({ title, slug, reasonOf }) => ({
    subject: `Zur Überarbeitung zurück: ${title}`,
    paragraphs: [
      `„${title}“ wurde noch nicht freigegeben. Das ist vorher zu ändern:`,
      ...reasonOf('returned'),
    ],
    path: `/loesungen/${slug}/bearbeiten`,
  }),
  'solution-published': ({ title, slug, provider }) => ({
    subject: `Veröffentlicht: ${title}`,
    paragraphs: [
      `„${title}“ von ${provider} ist veröffentlicht. Andere Kommunen können die Lösung jetzt finden und anfragen.`,
    ],
    path: `/loesungen/${slug}`,
  }),
  'solution-withdrawn': ({ title, slug, reasonOf }) => ({
    subject: `Zurückgezogen: ${title}`,
    paragraphs: [
      `„${title}“ wurde zurückgezogen und ist öffentlich nicht mehr zu sehen. Der Grund:`,
      ...reasonOf('withdrawn'),
    ],
    path: `/loesungen/${slug}/verlauf`,
  }),
  'adoption-asked': ({ title, reasonOf }) => ({
    subject: `Übernahme beantragt: ${title}`,
    paragraphs: [
      `eine Organisation möchte den Bestandseintrag „${title}“ übernehmen. Ihre Begründung:`,
      ...reasonOf('adoptionAsked'),
    ],
    path: '/kdn/uebernahmen',
  }),
  'adoption-accepted': ({ title, slug }) => ({
    subject: `Übernahme angenommen: ${title}`,
    paragraphs: [
      `der Bestandseintrag „${title}“ gehört jetzt zu Ihrer Organisation. Ergänzen Sie die Angaben und die Nachnutzungsbedingungen, und reichen Sie die Lösung zur Freigabe ein.`,
    ],
    path: `/loesungen/${slug}/bearbeiten`,
  }),
  'adoption-declined': ({ title, slug, reasonOf }) => ({
    subject: `Übernahme abgelehnt: ${title}`,
    paragraphs: [
      `der Antrag Ihrer Organisation, den Bestandseintrag „${title}“ zu übernehmen, wurde abgelehnt. Der Grund:`,
      ...reasonOf('adoptionDeclined'),
    ],
    path: `/loesungen/${slug}`,
  }),
};

/** What solutions have to tell by mail, for the dispatcher of the notifications feature. */
export function makeSolutionTellSource(
  model: SolutionModel,
  organisations: Pick<KnownOrganisations, 'resolveSuccession'>,
) {
  return {
    name: 'solutions',
    model,
    async compose(solution: Solution, entry: Tell): Promise<Message | null> {
      const provider = await organisations.resolveSuccession(solution.providerId);
      const release = solution.releases.at(-1);
      const announced = announcementMessage(entry.kind, solution, {
        provider: provider?.fullName ?? 'der bereitstellenden Organisation',
        at: entry.at,
        reason: reasonAt(solution, 'announcementWithdrawn', entry.at),
      });
      if (announced !== null) return announced;
      return (
        messages[entry.kind]?.({
          title: (solution.working ?? release)?.content.title ?? '',
          slug: solution.slug,
          provider: provider?.fullName ?? 'Ihrer Organisation',
          reasonOf: (action) => reasonAt(solution, action, entry.at),
        }) ?? null
      );
    },
  };
}

/** The reason of the very step that is told, which may not be the last of its kind. */
function reasonAt({ history }: Solution, action: HistoryAction, at: Date): string[] {
  const entry = history.findLast((one) => one.action === action && one.at.getTime() === at.getTime());
  return entry?.reason ? [entry.reason] : [];
}
