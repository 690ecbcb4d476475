import type { ArtifactKind } from '../artifacts/artifact.ts';
import { type Artifact, blockOf } from '../artifacts/artifact.ts';
import { isGiven, type ScanStanding } from '../artifacts/scanning/scans.service.ts';
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
  /** What the virus scanner said of the files, by SHA-256; one that is not named here counts as given. */
  scans: ReadonlyMap<string, ScanStanding>;
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

/** What keeps an artifact from everybody, as the end of a sentence about it; '' where nothing does. */
function obstacle({ blocks, scans }: Judged, artifact: Artifact): string {
  if (blockOf(blocks, artifact) !== undefined) return 'ist gesperrt';
  const scan = artifact.source.type === 'file' ? scans.get(artifact.source.sha256) : undefined;
  if (scan === undefined || isGiven(scan)) return '';
  return scan.state === 'infected'
    ? 'ist gesperrt, weil Schadsoftware darin gefunden wurde'
    : 'wird noch auf Schadsoftware geprüft';
}

/** Artifacts that can be had: blocked ones, and those that the virus scanner holds back, count for nothing. */
export const usable = (judged: Judged): Artifact[] =>
  judged.release.artifacts.filter((artifact) => obstacle(judged, artifact) === '');

/**
 * What is there but cannot be had, each as a sentence with its reason, to be set behind what is lacking:
 * " „Handbuch“ wird noch auf Schadsoftware geprüft."; '' where nothing is.
 */
export function heldBack(judged: Judged, wanted: (artifact: Artifact) => boolean): string {
  return judged.release.artifacts
    .filter(wanted)
    .map((artifact) => ({ title: artifact.title, why: obstacle(judged, artifact) }))
    .filter(({ why }) => why !== '')
    .map(({ title, why }) => ` „${title}“ ${why}.`)
    .join('');
}

/** The first usable artifact of a kind. */
export const artifactOf = (judged: Judged, ...kinds: ArtifactKind[]): Artifact | undefined =>
  usable(judged).find(({ kind }) => kinds.includes(kind));

export const passed = (reason: string): Finding => ({ passed: true, reason });
export const failed = (reason: string): Finding => ({ passed: false, reason });

/** Passes where a text is stated. */
export const stated = (text: string, found: string, missing: string): Finding =>
  text.trim() === '' ? failed(missing) : passed(found);
