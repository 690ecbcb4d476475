/** What an organisation is; the words are those of docs/glossary.md. */
export const organisationKinds = [
  'municipality',
  'district',
  'projectOffice',
  'itServiceProvider',
  'zweckverband',
  'landAuthority',
  'association',
  'industryInitiative',
  'university',
  'economicDevelopment',
  'chamber',
  'company',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The German word of each kind; an organisation may show a narrower one of its own (`kindLabel`). */
export const kindLabels: Record<OrganisationKind, string> = {
  municipality: 'Kommune',
  district: 'Kreis',
  projectOffice: 'Projektbüro',
  itServiceProvider: 'IT-Dienstleister',
  zweckverband: 'Zweckverband',
  landAuthority: 'Landes- oder Bundesbehörde',
  association: 'Verband oder Verein',
  industryInitiative: 'Brancheninitiative',
  university: 'Hochschule oder Forschungseinrichtung',
  economicDevelopment: 'Wirtschaftsförderung',
  chamber: 'Kammer',
  company: 'Unternehmen',
};
