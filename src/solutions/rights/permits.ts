import spdxLicences from 'spdx-license-list';
import {
  type PermittedUse,
  permittedUseLabels,
  permittedUses,
  type ThirdPartyPart,
} from '../record/rights.ts';
import { licencesIn } from './compatibility.ts';

/** Licences for texts and data whose words allow all four uses; the Open Source Definition does not cover them. */
const openContent = /^(CC-BY(-SA)?-\d|CC0-|DL-DE-)/;

/**
 * What a licence allows, as far as it can be known without reading: what the Open Source Initiative approved allows all
 * four (Open Source Definition 1, 3 and 6); Creative Commons says "NC" and "ND" in the name.
 * @returns null where that is not known
 */
export function allowedBy(licence: string): PermittedUse[] | null {
  if (spdxLicences[licence]?.osiApproved || openContent.test(licence)) return [...permittedUses];
  if (!licence.startsWith('CC-BY-')) return null;
  return permittedUses.filter(
    (use) =>
      !(use === 'sellOperation' && licence.includes('-NC')) && !(use === 'change' && licence.includes('-ND')),
  );
}

const words = (uses: PermittedUse[]) => uses.map((use) => permittedUseLabels[use]).join(', ');

/**
 * Sentences about uses that the provider promised for the whole and that a part's licence forbids, as "NC" does with
 * paid operation. Where a part is offered under one of several licences, one that allows them is enough.
 */
export function partWarnings(
  title: string,
  { name, licence }: Pick<ThirdPartyPart, 'name' | 'licence'>,
  permits: PermittedUse[],
): string[] {
  const forbidden = licencesIn(licence).map((one) =>
    permits.filter((use) => allowedBy(one)?.includes(use) === false),
  );
  if (forbidden.some((uses) => uses.length === 0) && licence.includes(' OR ')) return [];
  const all = permits.filter((use) => forbidden.some((uses) => uses.includes(use)));
  return all.length === 0
    ? []
    : [`„${title}“, ${name}: ${licence} erlaubt nicht: ${words(all)}. Das gilt auch für das Ganze.`];
}

/** Sentences about uses that the provider promised and a licence forbids, or left out and a licence allows. */
export function permitWarnings(title: string, own: string, permits: PermittedUse[]): string[] {
  return licencesIn(own).flatMap((licence) => {
    const allowed = allowedBy(licence);
    if (allowed === null)
      return [
        `„${title}“: Ob ${licence} erlaubt, was Sie zusagen, ist nicht geklärt. Fragen Sie Ihre Rechtsstelle.`,
      ];
    const forbidden = permits.filter((use) => !allowed.includes(use));
    const more = allowed.filter((use) => !permits.includes(use));
    return [
      ...(forbidden.length > 0 ? [`„${title}“: ${licence} erlaubt nicht: ${words(forbidden)}.`] : []),
      ...(more.length > 0
        ? [`„${title}“: ${licence} erlaubt auch: ${words(more)}. Einschränken lässt sich das mit ihr nicht.`]
        : []),
    ];
  });
}
