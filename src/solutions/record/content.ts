import type { Accessibility, DataProtection, DocumentKind, Ozg } from './documentation.ts';
import { noRights, type Rights } from './rights.ts';

/** What a solution says about itself: the fields of a working copy and of each release. Empty means not stated. */

export const maturities = ['concept', 'prototype', 'pilot', 'production'] as const;
export type Maturity = (typeof maturities)[number];
/** Shown words for maturities. */
export const maturityLabels: Record<Maturity, string> = {
  concept: 'Konzept',
  prototype: 'Prototyp',
  pilot: 'Pilotbetrieb',
  production: 'Produktivbetrieb',
};

export const operatingModels = ['self', 'provider', 'cloud', 'none'] as const;
export type OperatingModel = (typeof operatingModels)[number];
export const operatingModelLabels: Record<OperatingModel, string> = {
  self: 'Eigenbetrieb',
  provider: 'Betrieb durch IT-Dienstleister',
  cloud: 'Cloud-Dienst',
  none: 'kein IT-Betrieb nötig',
};

export const linkKinds = ['website', 'repository', 'demo', 'documentation'] as const;
export type LinkKind = (typeof linkKinds)[number];
export const linkKindLabels: Record<LinkKind, string> = {
  website: 'Website',
  repository: 'Quellcode-Repositorium',
  demo: 'Vorführung',
  documentation: 'Dokumentation',
};

/** How a solution stands to another; each is shown on both pages. */
export const relationKinds = ['buildsOn', 'needs', 'replaces'] as const;
export type RelationKind = (typeof relationKinds)[number];
export type Relation = { kind: RelationKind; slug: string };

export type ReuseTerms = {
  /** "Free of licence fees" is confirmed by the provider; null where not stated (Bestandseintrag). */
  licenceFree: boolean | null;
  /** The provider holds the rights needed to grant the licences. */
  rightsConfirmed: boolean;
  /** Who confirmed it and when; null where nobody did. */
  rightsConfirmation: { by: string; at: Date } | null;
  /** What the rights rest on, and the parts of others. */
  rights: Rights;
  rightsHolder: string;
  thirdParty: string;
  remainingCosts: string;
  support: string;
  /** What public sources say about reuse, word for word or nearly; only in a Bestandseintrag. */
  statement: string;
};

export type Content = {
  title: string;
  summary: string;
  /** Markdown without raw HTML, like the four that follow. */
  description: string;
  situation: string;
  special: string;
  benefit: string;
  transferable: string;
  /** 'YYYY-MM', or ''. */
  transferableFrom: string;
  targetGroups: string[];
  beneficiaries: string;
  topics: string[];
  /** Key of a model region, or ''. */
  modelRegion: string;
  /** Ids of organisations in the registry. */
  leadIds: string[];
  partnerIds: string[];
  /** Partners that sources name without naming an organisation, e.g. "Unternehmen der Region". */
  otherPartners: string[];
  /** Key of a programme, or ''. */
  programme: string;
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', or ''. */
  periodStart: string;
  periodEnd: string;
  periodText: string;
  fundingTotalEur: number | null;
  fundingStateEur: number | null;
  maturity: Maturity | '';
  operatingModels: OperatingModel[];
  operatingOffers: string;
  standards: string[];
  technology: string[];
  prerequisites: string;
  effort: string;
  cost: string;
  languages: string[];
  /** A function, never a person: "Projektbüro Digitale Modellregion". Messages go through forms. */
  contactFunction: string;
  links: { kind: LinkKind; url: string }[];
  relatedSlugs: string[];
  relations: Relation[];
  /** Leistungsschlüssel of the LeiKa, 14 digits each. */
  leikaKeys: string[];
  /** Id of the OZG service ('' where none), its maturity and the version of the model that counts it. */
  ozg: Ozg;
  /** Themenfelder of the OZG, any of `ozgFields`. */
  ozgFields: string[];
  /** XÖV standards by their short name, e.g. "XMeld". */
  xoev: string[];
  accessibility: Accessibility;
  dataProtection: DataProtection;
  /** Documents that this solution needs none of, with the reason. */
  waivedDocuments: { kind: DocumentKind; reason: string }[];
  sources: { url: string; publisher: string }[];
  terms: ReuseTerms;
};

/** A content with nothing stated, as a new draft begins. */
export function emptyContent(): Content {
  return {
    title: '',
    summary: '',
    description: '',
    situation: '',
    special: '',
    benefit: '',
    transferable: '',
    transferableFrom: '',
    targetGroups: [],
    beneficiaries: '',
    topics: [],
    modelRegion: '',
    leadIds: [],
    partnerIds: [],
    otherPartners: [],
    programme: '',
    periodStart: '',
    periodEnd: '',
    periodText: '',
    fundingTotalEur: null,
    fundingStateEur: null,
    maturity: '',
    operatingModels: [],
    operatingOffers: '',
    standards: [],
    technology: [],
    prerequisites: '',
    effort: '',
    cost: '',
    languages: ['Deutsch'],
    contactFunction: '',
    links: [],
    relatedSlugs: [],
    relations: [],
    leikaKeys: [],
    ozg: { id: '', maturity: null, model: '' },
    ozgFields: [],
    xoev: [],
    accessibility: { status: '', method: '', on: '', report: '' },
    dataProtection: { personalData: '', status: '', on: '', note: '' },
    waivedDocuments: [],
    sources: [],
    terms: {
      licenceFree: null,
      rightsConfirmed: false,
      rightsConfirmation: null,
      rights: noRights(),
      rightsHolder: '',
      thirdParty: '',
      remainingCosts: '',
      support: '',
      statement: '',
    },
  };
}
