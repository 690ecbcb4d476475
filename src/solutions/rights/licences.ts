import parseExpression from 'spdx-expression-parse';
import spdxLicences from 'spdx-license-list';
import { remembered } from '../../shared/remembered.ts';

/** Offered in this order: EUPL first (the EU's own, with a German text that binds), then what towns use most. */
const offered = [
  'EUPL-1.2',
  'MIT',
  'Apache-2.0',
  'AGPL-3.0-or-later',
  'GPL-3.0-or-later',
  'LGPL-3.0-or-later',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC0-1.0',
  'DL-DE-BY-2.0',
  'DL-DE-ZERO-2.0',
] as const;

/** Names that German offices know better than SPDX's own. */
const germanNames: Record<string, string> = {
  'EUPL-1.2': 'Open-Source-Lizenz der Europäischen Union 1.2',
  'CC-BY-4.0': 'Creative Commons Namensnennung 4.0',
  'CC-BY-SA-4.0': 'Creative Commons Namensnennung, Weitergabe unter gleichen Bedingungen 4.0',
  'CC0-1.0': 'Creative Commons Verzicht auf Rechte 1.0',
  'DL-DE-BY-2.0': 'Datenlizenz Deutschland Namensnennung 2.0',
  'DL-DE-ZERO-2.0': 'Datenlizenz Deutschland Zero 2.0',
};

/** How GovData and others write them (https://www.dcat-ap.de/def/licenses/). */
const aliases: Record<string, string> = {
  'dl-de/by-2-0': 'DL-DE-BY-2.0',
  'dl-de-by-2.0': 'DL-DE-BY-2.0',
  'dl-de/zero-2-0': 'DL-DE-ZERO-2.0',
  'dl-de-zero-2.0': 'DL-DE-ZERO-2.0',
};

/** The SPDX name of terms that no known licence fits; their text stands beside it. */
export const ownTerms = 'LicenseRef-Eigene-Bedingungen';
/** Values of the choice beside the licences themselves. */
export const otherLicence = 'andere';
export const ownLicence = 'eigene';

export const licenceChoices: { value: string; label: string }[] = [
  ...offered.map((id) => ({ value: id, label: licenceLabel(id) })),
  { value: otherLicence, label: 'Andere Lizenz (SPDX-Kennung angeben)' },
  { value: ownLicence, label: 'Eigene Bedingungen (Text angeben)' },
];

const idsByLowerCase = new Map(Object.keys(spdxLicences).map((id) => [id.toLowerCase(), id]));

/**
 * Reads an SPDX identifier or expression as people type it: letter case and German spellings of the data licences are
 * mended.
 * @returns the expression in its official spelling; null where it is none or where it names a text that nobody attached
 */
export function checkLicence(typed: string): string | null {
  const trimmed = typed.trim().replace(/\s+/g, ' ');
  const mended =
    aliases[trimmed.toLowerCase()] ??
    trimmed.replace(/[A-Za-z0-9.-]+/g, (word) =>
      /^(and|or|with)$/i.test(word) ? word.toUpperCase() : (idsByLowerCase.get(word.toLowerCase()) ?? word),
    );
  if (/(License|Document)Ref-/i.test(mended)) return null;
  try {
    parseExpression(mended);
    return mended;
  } catch {
    return null;
  }
}

/**
 * The single licences of an expression, e.g. MIT and Apache-2.0 of "MIT OR Apache-2.0"; [] of none and of what is no
 * expression. Few stand in a catalogue, and a page of results asks for each of them again and again.
 */
export const licencesIn = remembered(readLicences, { most: 1000 });

function readLicences(expression: string): readonly string[] {
  const leaves = (node: ReturnType<typeof parseExpression>): string[] =>
    'license' in node ? [node.license] : [...leaves(node.left), ...leaves(node.right)];
  try {
    return expression === '' ? [] : [...new Set(leaves(parseExpression(expression)))];
  } catch {
    return [];
  }
}

/** What a licence is called on a page, e.g. "Open-Source-Lizenz der Europäischen Union 1.2 (EUPL-1.2)". */
export function licenceLabel(expression: string): string {
  if (expression === '') return 'nicht angegeben';
  if (ownTermsOnly(expression)) return 'eigene Bedingungen';
  const name = germanNames[expression] ?? spdxLicences[expression]?.name;
  if (name !== undefined) return `${name} (${expression})`;
  return expression.replace(/ (AND|OR|WITH) /g, (_all, operator: string) => ` ${germanOperators[operator]} `);
}

const germanOperators: Record<string, string> = { AND: 'und', OR: 'oder', WITH: 'mit der Ausnahme' };

/** True for own terms, whose text stands beside them and which no table knows. */
export function ownTermsOnly(expression: string): boolean {
  return /^LicenseRef-[A-Za-z0-9.-]+$/.test(expression);
}
