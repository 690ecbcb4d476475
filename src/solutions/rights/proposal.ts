import type { Artifact } from '../artifacts/artifact.ts';
import type { Rights, ThirdPartyPart } from '../record/rights.ts';
import { fitOf, licencesIn, type Verdict } from './compatibility.ts';

/** A part that goes into an artifact, and how the published table judges it. */
export type PartFit = { part: ThirdPartyPart; verdict: Verdict | 'unstated'; reverse: boolean };

/** What the assistant proposes for one artifact. */
export type Proposal = {
  artifact: Artifact;
  /** Licence of the provider's own part; '' while none is chosen. */
  own: string;
  /** SPDX expression of the artifact with everything in it; '' without a licence of its own. */
  expression: string;
  fits: PartFit[];
};

/** The licence of the provider's own part: as chosen in the assistant, else as it stands at the artifact. */
export function ownLicenceOf({ licences }: Pick<Rights, 'licences'>, artifact: Artifact): string {
  return licences.find(({ artifactId }) => artifactId === artifact.id)?.licence ?? artifact.licence;
}

/** The parts inside an artifact; those of removed artifacts are nowhere. */
export const partsOf = ({ parts }: Pick<Rights, 'parts'>, artifactId: string): ThirdPartyPart[] =>
  parts.filter((part) => part.artifactId === artifactId);

/** What each artifact's licence becomes once third-party parts are counted in, and whether they fit. */
export function proposalsOf(rights: Rights, artifacts: Artifact[]): Proposal[] {
  return artifacts.map((artifact) => {
    const own = ownLicenceOf(rights, artifact);
    const parts = partsOf(rights, artifact.id);
    return { artifact, own, expression: joined(own, parts), fits: parts.map((part) => judge(own, part)) };
  });
}

function judge(own: string, part: ThirdPartyPart): PartFit {
  if (part.licence === '' || own === '') return { part, verdict: 'unstated', reverse: false };
  const verdict = fitOf(own, part.licence);
  return { part, verdict, reverse: verdict === 'conflict' && fitOf(part.licence, own) === 'fits' };
}

/** "EUPL-1.2 AND MIT AND (Apache-2.0 OR GPL-2.0-only)"; each licence once. */
function joined(own: string, parts: ThirdPartyPart[]): string {
  if (own === '') return '';
  const seen = new Set(licencesIn(own));
  const added = parts.flatMap(({ licence }) => {
    const names = licencesIn(licence);
    if (names.length === 0 || names.every((name) => seen.has(name))) return [];
    for (const name of names) seen.add(name);
    return [licence];
  });
  if (added.length === 0) return own;
  const bracketed = (expression: string) => (expression.includes(' OR ') ? `(${expression})` : expression);
  return [own, ...added].map(bracketed).join(' AND ');
}
