/** How the provider comes to hold the rights it grants: answers of the assistant at /loesungen/:slug/rechte. */

export const makers = ['ownStaff', 'contractor', 'partners', 'others'] as const;
export type Maker = (typeof makers)[number];
export const makerLabels: Record<Maker, string> = {
  ownStaff: 'eigene Beschäftigte',
  contractor: 'beauftragte Unternehmen',
  partners: 'Projektpartner',
  others: 'andere, zum Beispiel Hochschulen oder Ehrenamtliche',
};

export const payers = ['own', 'land', 'eu', 'others'] as const;
export type Payer = (typeof payers)[number];
export const payerLabels: Record<Payer, string> = {
  own: 'eigener Haushalt',
  land: 'Förderung des Landes',
  eu: 'Förderung der Europäischen Union',
  others: 'andere Geldgeber',
};

/** Whether contracts and grants allow passing the results on. */
export const passOnAnswers = ['yes', 'no', 'unknown'] as const;
export type PassOn = (typeof passOnAnswers)[number];
export const passOnLabels: Record<PassOn, string> = {
  yes: 'ja, das Recht zur Weitergabe ist eingeräumt',
  no: 'nein',
  unknown: 'nicht geklärt',
};

export const partsAnswers = ['none', 'some', 'unknown'] as const;
export type PartsAnswer = (typeof partsAnswers)[number];
export const partsAnswerLabels: Record<PartsAnswer, string> = {
  none: 'nein, alles ist selbst erstellt',
  some: 'ja',
  unknown: 'nicht geklärt',
};

/** Something made by others; `licence` is an SPDX expression, '' where nobody knows it. */
export type ThirdPartyPart = {
  name: string;
  licence: string;
  /** Id of the artifact that holds it; '' where it is needed but not passed on. */
  artifactId: string;
};

export const permittedUses = ['use', 'change', 'passOn', 'sellOperation'] as const;
export type PermittedUse = (typeof permittedUses)[number];
export const permittedUseLabels: Record<PermittedUse, string> = {
  use: 'nutzen',
  change: 'ändern und anpassen',
  passOn: 'weitergeben',
  sellOperation: 'gegen Entgelt für andere betreiben',
};

export type Rights = {
  madeBy: Maker[];
  paidBy: Payer[];
  passOn: PassOn | '';
  partsKnown: PartsAnswer | '';
  parts: ThirdPartyPart[];
  /** The licence chosen for the provider's own part of each artifact, before third-party parts join it. */
  licences: { artifactId: string; licence: string }[];
  permits: PermittedUse[];
  /** What did not fit or was unclear when the rights were confirmed all the same. */
  acknowledged: string[];
};

/** Nothing answered yet. */
export const noRights = (): Rights => ({
  madeBy: [],
  paidBy: [],
  passOn: '',
  partsKnown: '',
  parts: [],
  licences: [],
  permits: [],
  acknowledged: [],
});
