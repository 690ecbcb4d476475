/** What others must know before they may run a solution: documents, keys of services, accessibility, data protection. */

/** Kinds of artifacts that other towns ask for before they take a solution over; the names are those of `ArtifactKind`. */
export const documentKinds = [
  'dsfa',
  'avv',
  'securityConcept',
  'accessibilityReport',
  'tenderSpecification',
  'training',
  'manual',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Version 1.1 counts 0 to 4, version 2.0 is used since July 2025 (Bundesministerium für Digitales, OZG-Reifegradmodell). */
export const ozgModels = ['1.1', '2.0'] as const;
export type OzgModel = (typeof ozgModels)[number];
export type Ozg = { id: string; maturity: number | null; model: OzgModel | '' };

/** The 14 Themenfelder into which the OZG's services are divided, as https://ozg.nrw/das-ozg/ozg-themenfelder writes them. */
export const ozgFields = [
  'Arbeit & Ruhestand',
  'Bauen & Wohnen',
  'Bildung',
  'Ein- & Auswanderung',
  'Engagement & Hobby',
  'Familie & Kind',
  'Forschung & Förderung',
  'Gesundheit',
  'Mobilität & Reisen',
  'Querschnittsleistungen',
  'Recht & Ordnung',
  'Steuern & Zoll',
  'Umwelt',
  'Unternehmensführung & -entwicklung',
] as const;

/** Words of § 12b BGG: a statement says fully, partly or not accessible. */
export const accessibilityStatuses = ['full', 'partial', 'none', 'notTested', 'notApplicable'] as const;
export type AccessibilityStatus = (typeof accessibilityStatuses)[number];
export const accessibilityStatusLabels: Record<AccessibilityStatus, string> = {
  full: 'vollständig barrierefrei',
  partial: 'teilweise barrierefrei',
  none: 'nicht barrierefrei',
  notTested: 'nicht geprüft',
  notApplicable: 'keine Oberfläche',
};
export const accessibilityMethods = ['bitvTest', 'wcagReview', 'selfAssessment', 'automatic'] as const;
export type AccessibilityMethod = (typeof accessibilityMethods)[number];
export const accessibilityMethodLabels: Record<AccessibilityMethod, string> = {
  bitvTest: 'BIK-BITV-Test',
  wcagReview: 'Prüfung nach WCAG durch Sachverständige',
  selfAssessment: 'Selbstbewertung',
  automatic: 'automatische Prüfung',
};
/** `on` is 'YYYY-MM-DD' or ''; `report` an address or ''. */
export type Accessibility = {
  status: AccessibilityStatus | '';
  method: AccessibilityMethod | '';
  on: string;
  report: string;
};

export const personalDataKinds = ['none', 'ordinary', 'special'] as const;
export type PersonalData = (typeof personalDataKinds)[number];
export const personalDataLabels: Record<PersonalData, string> = {
  none: 'keine personenbezogenen Daten',
  ordinary: 'personenbezogene Daten',
  special: 'besondere Kategorien personenbezogener Daten (Art. 9 DSGVO)',
};
export const dataProtectionStatuses = ['checked', 'dsfaDone', 'dsfaNotNeeded', 'open'] as const;
export type DataProtectionStatus = (typeof dataProtectionStatuses)[number];
export const dataProtectionStatusLabels: Record<DataProtectionStatus, string> = {
  checked: 'von der Datenschutzstelle geprüft',
  dsfaDone: 'Datenschutz-Folgenabschätzung durchgeführt',
  dsfaNotNeeded: 'Datenschutz-Folgenabschätzung nicht erforderlich',
  open: 'noch nicht geprüft',
};
/** `on` is 'YYYY-MM-DD' or ''. */
export type DataProtection = {
  personalData: PersonalData | '';
  status: DataProtectionStatus | '';
  on: string;
  note: string;
};
