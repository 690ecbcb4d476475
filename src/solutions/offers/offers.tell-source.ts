import type { Tell } from '../../platform/tell.ts';
import type { KnownOrganisations } from '../record/holding.ts';
import { toPublished } from '../record/published.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';
import type { OfferModel, OperatingOffer } from './offer.model.ts';

type Message = { subject: string; paragraphs: string[]; path: string };
type Told = { title: string; slug: string; operator: string; comment: string; reason: string };

const messages: Record<string, (told: Told) => Message> = {
  'offer-made': ({ title, slug, operator }) => ({
    subject: `Betriebsangebot: ${title}`,
    paragraphs: [
      `${operator} bietet an, „${title}“ für Kommunen zu betreiben. Das Angebot steht auf der Seite der Lösung. Sie können dazu eine Anmerkung schreiben, die alle lesen.`,
    ],
    path: `/loesungen/${slug}#betrieb`,
  }),
  'offer-ended': ({ title, slug, operator, reason }) => ({
    subject: `Betriebsangebot beendet: ${title}`,
    paragraphs: [`${operator} bietet den Betrieb von „${title}“ nicht mehr an.`, ...(reason ? [reason] : [])],
    path: `/loesungen/${slug}`,
  }),
  'offer-commented': ({ title, slug, comment }) => ({
    subject: `Anmerkung zu Ihrem Betriebsangebot: ${title}`,
    paragraphs: [
      `die bereitstellende Organisation hat zu Ihrem Betriebsangebot für „${title}“ öffentlich angemerkt:`,
      comment,
    ],
    path: `/loesungen/${slug}#betrieb`,
  }),
};

/** What Betriebsangebote have to tell by mail, for the dispatcher of the notifications feature. */
export function makeOfferTellSource(
  model: OfferModel,
  solutions: SolutionModel,
  organisations: Pick<KnownOrganisations, 'resolveSuccession'>,
) {
  return {
    name: 'operatingOffers',
    model,
    async compose(offer: OperatingOffer, entry: Tell): Promise<Message | null> {
      const stored = await solutions.findById(offer.solutionId).lean<Solution>();
      const solution = stored && toPublished(stored);
      if (!solution) return null;
      const operator = await organisations.resolveSuccession(offer.organisationId);
      return (
        messages[entry.kind]?.({
          title: solution.release.content.title,
          slug: solution.slug,
          operator: operator?.fullName ?? 'Ein Dienstleister',
          comment: offer.comment?.text ?? '',
          reason:
            offer.history.findLast(({ action, at }) => action === 'ended' && +at === +entry.at)?.reason ?? '',
        }) ?? null
      );
    },
  };
}
