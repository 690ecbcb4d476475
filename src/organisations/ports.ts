import type { ActingFor, Actor } from '../shared/actor.ts';
import type { ShownCompetence } from './competences/competence.ts';
import type { Organisation } from './record/organisation.types.ts';

/** A solution or reuse as organisation pages list it. */
export type PortfolioEntry = { title: string; href: string; state: string };

/** Own and partner use are no transfer, so they never stand among the reuses. */
export type Portfolio = { provides: PortfolioEntry[]; reuses: PortfolioEntry[]; ownUses: PortfolioEntry[] };

/** One confirmed transfer as a region's page lists it. */
export type TransferEntry = {
  title: string;
  href: string;
  from: string;
  to: string;
  distance: string;
  stage: string;
  confirmedAt: Date;
};
export type RegionTransfers = { given: TransferEntry[]; taken: TransferEntry[] };

/** What other features tell organisation pages; handed in by services.ts (decision 13). Only public entries. */
export type OrganisationPorts = {
  /** The themes of the catalogue. */
  topics: readonly string[];
  /** What records show that organisations can do for others, topic by topic. */
  shownCompetences(): Promise<ShownCompetence[]>;
  /** What an organisation provides, what it took over from others, and what it uses as provider or project partner. */
  portfolioOf(organisationId: string): Promise<Portfolio>;
  /** Published solutions of a model region. */
  solutionsOfModelRegion(key: string): Promise<PortfolioEntry[]>;
  /** Confirmed transfers of what the region provided, and of what its members took over, newest first. */
  transfersOfModelRegion(key: string): Promise<RegionTransfers>;
  /** How many published solutions each model region and each programme has, by key; those without are missing. */
  solutionCounts(): Promise<{ modelRegions: Map<string, number>; programmes: Map<string, number> }>;
  /** Published solutions of a programme. */
  solutionsOfProgramme(key: string): Promise<PortfolioEntry[]>;
  /** What each organisation published itself, Bestandseinträge left out, by the id it was published under. */
  ownSolutions(): Promise<Map<string, PortfolioEntry[]>>;
  /** Ids of the organisations that provide something public. */
  providerIds(): Promise<string[]>;
  /** Names and addresses of people, for those who may administer them. */
  peopleOf(userIds: string[]): Promise<Map<string, { name: string; email: string }>>;
  /** Opens a correspondence with an organisation; the answer's `href` leads to it. */
  openContactRequest(letter: ContactLetter): Promise<{ href: string }>;
};

/** A letter to an organisation without a particular solution. */
export type ContactLetter = {
  actor: Actor;
  from: ActingFor;
  to: Organisation;
  purpose: string;
  text: string;
  /** Made with the form, so that sending it twice opens one correspondence. */
  submission: string;
};
