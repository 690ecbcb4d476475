import type { Artifact } from '../artifacts/artifact.ts';
import type { Rights } from '../record/rights.ts';
import { type FitBadge, fitBadge, fitReason } from './fit-words.ts';
import { licenceLabel } from './licences.ts';
import { proposalsOf } from './proposal.ts';

/** A part made by others, as tables show it. */
export type PartRow = {
  name: string;
  licence: string;
  /** Title of the artifact that holds it. */
  where: string;
  /** Null where the part is not passed on, so that nothing has to fit. */
  fit: FitBadge | null;
  reason: string;
};

/** Every part of others with its licence, its place and how the published table judges it. */
export function partRows(rights: Rights, artifacts: Artifact[]): PartRow[] {
  const fits = new Map(
    proposalsOf(rights, artifacts).flatMap(({ own, fits: all }) =>
      all.map((fit) => [fit.part, { own, fit }]),
    ),
  );
  return rights.parts.map((part) => {
    const judged = fits.get(part);
    const artifact = artifacts.find(({ id }) => id === part.artifactId);
    return {
      name: part.name,
      licence: part.licence === '' ? 'nicht bekannt' : licenceLabel(part.licence),
      where: artifact?.title ?? 'wird nicht mitgegeben',
      fit: judged ? fitBadge(judged.fit) : null,
      reason: judged ? fitReason(judged.own, judged.fit) : 'Wer übernimmt, beschafft ihn selbst.',
    };
  });
}

/** The parts as a text for those who read only the terms: "Leaflet (BSD-2-Clause)", one a line. */
export function partsInWords({ partsKnown, parts }: Rights): string {
  if (partsKnown === 'none') return 'keine';
  return parts
    .map(({ name, licence }) => `${name} (${licence === '' ? 'Lizenz nicht bekannt' : licence})`)
    .join('\n');
}
