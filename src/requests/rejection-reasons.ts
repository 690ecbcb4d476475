/** "nicht nachgenutzt, weil": why a municipality decided against a solution. */
export const rejectionReasons = [
  'missingRights',
  'technicalMisfit',
  'cost',
  'noOperation',
  'alreadyOther',
  'functionalMisfit',
  'poorDocumentation',
  'noAnswer',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export const rejectionReasonLabels: Record<RejectionReason, string> = {
  missingRights: 'fehlende Rechte',
  technicalMisfit: 'technisch unpassend',
  cost: 'Kosten',
  noOperation: 'kein Betrieb verfügbar',
  alreadyOther: 'schon etwas anderes im Einsatz',
  functionalMisfit: 'fachlich unpassend',
  poorDocumentation: 'zu wenig dokumentiert',
  noAnswer: 'keine Antwort erhalten',
  other: 'sonstiges',
};
