import { date, timeText } from '../../shared/german.ts';
import type { Fact } from '../pages/detail.view.ts';
import { offerCommentPath } from '../paths.ts';
import { priceBasisLabels, procurementBasisLabels, vatTreatmentLabels } from './offer.ts';
import type { PublicOffer } from './offers.query.ts';

/** A Betriebsangebot as pages print it. */
export type OfferView = {
  id: string;
  operator: { name: string; href: string; kind: string };
  description: string;
  facts: Fact[];
  comment: { text: string; on: string } | null;
  /** Where one writes to the operator. */
  contactHref: string;
  /** Where the solution's provider comments. */
  commentHref: string;
};

/** @param slug of the solution that is operated */
export function offerView(slug: string, offer: PublicOffer): OfferView {
  const { id, operator, description, priceBasis, priceText, vat, procurement, towns, since, comment } = offer;
  const organisationHref = `/organisationen/${operator.slug}`;
  const price = priceBasisLabels[priceBasis];
  return {
    id,
    operator: { name: operator.fullName, href: organisationHref, kind: operator.kindLabel },
    description,
    facts: [
      { term: 'Preis', text: priceText === '' ? price : `${price}: ${priceText}` },
      { term: 'Umsatzsteuer', text: vatTreatmentLabels[vat] },
      { term: 'Vergabe', text: procurement.map((one) => procurementBasisLabels[one]) },
      {
        term: 'Betreibt sie für',
        text: towns.map((town) => ({ text: town.fullName, href: `/organisationen/${town.slug}` })),
      },
      { term: 'Angeboten seit', text: timeText(since) },
    ],
    comment: comment && { text: comment.text, on: date(comment.at) },
    contactHref: `${organisationHref}/kontakt`,
    commentHref: offerCommentPath(slug, id),
  };
}
