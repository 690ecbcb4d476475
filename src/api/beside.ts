import type { Organisation } from '../organisations/index.ts';
import type { PublicOffer, PublishedSolution } from '../solutions/index.ts';

/** A Betriebsangebot for other tools. @param named how an organisation is told */
export function publicOffer<Named>(offer: PublicOffer, named: (organisation: Organisation) => Named) {
  const { operator, towns, description, priceBasis, priceText, vat, procurement, since, comment, updatedAt } =
    offer;
  return {
    operator: named(operator),
    description,
    priceBasis,
    priceText,
    vat,
    procurement,
    towns: towns.map(named),
    since,
    providerComment: comment,
    updatedAt,
  };
}

/** A Sicherheitshinweis for other tools, without who wrote it. */
export function publicNotice(notice: PublishedSolution['notices'][number]) {
  const { id, releases, severity, title, text, remedy, at, supplements, resolved } = notice;
  return {
    id,
    releases,
    severity,
    title,
    text,
    remedy,
    publishedAt: at,
    supplements: supplements.map((one) => ({ text: one.text, at: one.at })),
    resolved: resolved && { text: resolved.text, at: resolved.at },
  };
}
