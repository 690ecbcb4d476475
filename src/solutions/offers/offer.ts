import type { OrganisationKind } from '../../organisations/index.ts';

/** Words of a Betriebsangebot: an IT service provider operates a solution for others. */

/** Kinds of organisations that operate for others. */
export const operatorKinds: readonly OrganisationKind[] = ['itServiceProvider', 'zweckverband', 'company'];

export const priceBases = ['perInhabitant', 'perCase', 'flat', 'onRequest'] as const;
export type PriceBasis = (typeof priceBases)[number];
export const priceBasisLabels: Record<PriceBasis, string> = {
  perInhabitant: 'pro Einwohner',
  perCase: 'pro Fall',
  flat: 'pauschal',
  onRequest: 'auf Anfrage',
};

/** How the operator treats the offer under value added tax; each town asks its own tax office. */
export const vatTreatments = ['taxable', 'publicLaw', 'exempt', 'unclear'] as const;
export type VatTreatment = (typeof vatTreatments)[number];
export const vatTreatmentLabels: Record<VatTreatment, string> = {
  taxable: 'umsatzsteuerpflichtig mit 19 %',
  publicLaw: 'nicht steuerbar, öffentlich-rechtliche Leistung (§ 2b UStG)',
  exempt: 'von der Umsatzsteuer befreit',
  unclear: 'noch nicht geklärt',
};

/** On what a town may base the award. */
export const procurementBases = ['inhouse', 'framework', 'tender', 'publicAgreement', 'directAward'] as const;
export type ProcurementBasis = (typeof procurementBases)[number];
export const procurementBasisLabels: Record<ProcurementBasis, string> = {
  inhouse: 'Inhouse-Vergabe durch Mitglieder oder Gesellschafter (§ 108 GWB)',
  framework: 'Abruf aus einem Rahmenvertrag',
  tender: 'eigene Ausschreibung der Kommune',
  publicAgreement: 'öffentlich-rechtliche Vereinbarung',
  directAward: 'Direktauftrag unterhalb der Wertgrenze',
};

/** What the operator states; its towns are ids of organisations of the registry. */
export type OfferInput = {
  description: string;
  priceBasis: PriceBasis;
  /** Amounts and terms in words, or ''. */
  priceText: string;
  vat: VatTreatment;
  procurement: ProcurementBasis[];
  /** For whom it operates the solution today. */
  townIds: string[];
  /** 'YYYY-MM', or ''. */
  since: string;
};
