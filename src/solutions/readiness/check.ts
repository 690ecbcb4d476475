import type { ArtifactKind } from '../artifacts/artifact.ts';
import { type Artifact, blockOf } from '../artifacts/artifact.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { Release } from '../record/solution.model.ts';

/** The four steps of Nachnutzungsreife, lowest first (docs/decisions/0010). */
export const readinessSteps = ['described', 'assessable', 'adoptable', 'proven'] as const;
export type ReadinessStep = (typeof readinessSteps)[number];
/** Shown words of the steps. */
export const readinessStepLabels: Record<ReadinessStep, string> = {
  described: 'beschrieben',
  assessable: 'beurteilbar',
  adoptable: 'übernehmbar',
  proven: 'bewährt',
};

/** What is judged: of a published solution its current release, of a draft what would be released. */
export type Judged = Pick<PublishedSolution, 'blocks' | 'inventory' | 'notices'> & {
  release: Pick<Release, 'number' | 'content' | 'artifacts'>;
};

/** What other records know of a solution. */
export type Evidence = {
  /** Confirmed transfers to other organisations; own and partner use, reports and disputes do not count. */
  confirmedReuses: number;
  /** Betriebsangebote that are open to others today. */
  operatingOffers: number;
};

/** What a check found: `reason` is a whole sentence that names what there is or lacks. */
export type Finding = {
  passed: boolean;
  reason: string;
  /** The field that mends it, where it is not the rule's own. */
  field?: string;
};

/** One check of a step, with the words that explain it on `/nachnutzungsreife`. */
export type Rule = {
  id: string;
  step: ReadinessStep;
  label: string;
  /** Why a town that takes over needs it. */
  why: string;
  /** How it is mended, as a sentence to the provider. */
  remedy: string;
  /** Id of the form field that mends it; '' where no field of the provider's form does. */
  field: string;
  judge(judged: Judged, evidence: Evidence): Finding;
};

/** Artifacts that can be had: blocked ones count for nothing. */
export const usable = ({ release, blocks }: Judged): Artifact[] =>
  release.artifacts.filter((artifact) => blockOf(blocks, artifact) === undefined);

/** The first usable artifact of a kind. */
export const artifactOf = (judged: Judged, ...kinds: ArtifactKind[]): Artifact | undefined =>
  usable(judged).find(({ kind }) => kinds.includes(kind));

export const passed = (reason: string): Finding => ({ passed: true, reason });
export const failed = (reason: string): Finding => ({ passed: false, reason });

/** Passes where a text is stated. */
export const stated = (text: string, found: string, missing: string): Finding =>
  text.trim() === '' ? failed(missing) : passed(found);
