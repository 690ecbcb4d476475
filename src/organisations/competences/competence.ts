/** What organisations can do for others: what their records show, and what they say of themselves. */

/** Shown by records: solutions published, operation offered, solutions taken over. */
const shownOffers = ['solution', 'operation', 'experience'] as const;
/** Said by the organisation itself. */
export const statedOffers = ['advice', 'training', 'development', 'funding'] as const;
export const offerKinds = [...shownOffers, ...statedOffers] as const;
export type StatedOffer = (typeof statedOffers)[number];
export type OfferKind = (typeof offerKinds)[number];

export const offerLabels: Record<OfferKind, string> = {
  solution: 'stellt Lösungen bereit',
  operation: 'betreibt für andere',
  experience: 'nutzt nach',
  advice: 'berät',
  training: 'schult',
  development: 'entwickelt weiter',
  funding: 'hilft bei Förderung',
};

/** One line an organisation states of itself; kept with the organisation. */
export type StatedCompetence = {
  id: string;
  topic: string;
  offer: StatedOffer;
  /** What exactly, for whom and on which terms. */
  text: string;
  at: Date;
  by: string;
};

/** Something a record shows: an organisation, a topic, what it offers there and the record to look at. */
export type ShownCompetence = {
  organisationId: string;
  topic: string;
  offer: (typeof shownOffers)[number];
  title: string;
  href: string;
};

/** One line of the landscape, shown or stated. */
export type Competence = {
  organisationId: string;
  topic: string;
  offer: OfferKind;
  text: string;
  href: string | null;
};

export type LandscapeFilters = { topic: string; offer: OfferKind | ''; modelRegion: string };

/** How many different organisations offer what in which topic: rows in the order of `topics`, without empty ones. */
export function landscapeTable(competences: Competence[], topics: readonly string[]) {
  const count = (topic: string, offer: OfferKind): number =>
    new Set(
      competences
        .filter((one) => one.topic === topic && one.offer === offer)
        .map(({ organisationId }) => organisationId),
    ).size;
  return topics
    .map((topic) => ({ topic, counts: offerKinds.map((offer) => ({ offer, count: count(topic, offer) })) }))
    .filter(({ counts }) => counts.some((cell) => cell.count > 0));
}
