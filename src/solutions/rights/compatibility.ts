import parseExpression, { type Info } from 'spdx-expression-parse';
import matrix from './data/osadl-matrix.json' with { type: 'json' };

/**
 * Whether a part under one licence may go into a work under another, by the OSADL compatibility matrix alone (source,
 * licence and meaning: data/README.md). `notListed`: the table does not know one of the two.
 */
export type Verdict = 'fits' | 'dependent' | 'unclear' | 'notListed' | 'conflict';

/** When OSADL made the table that is used here. */
export const tableAsOf = new Date(matrix.asOf);

const letters: Record<string, Verdict> = {
  S: 'fits',
  Y: 'fits',
  N: 'conflict',
  U: 'unclear',
  C: 'dependent',
};
/** From best to worst. */
const order: Verdict[] = ['fits', 'dependent', 'unclear', 'notListed', 'conflict'];
const indexes = new Map(matrix.licences.map((id, index) => [id, index]));

/** The table's row is the licence of the whole ("leading"), its column that of the part ("subordinate"). */
function lookUp(whole: string, part: string): Verdict {
  if (whole === part) return 'fits';
  const [row, column] = [indexes.get(whole), indexes.get(part)];
  if (row === undefined || column === undefined) return 'notListed';
  return letters[matrix.rows[row]?.[column] ?? ''] ?? 'notListed';
}

const nameOf = (leaf: Exclude<Info, { conjunction: string }>): string =>
  `${leaf.license}${leaf.plus ? '+' : ''}${leaf.exception ? ` WITH ${leaf.exception}` : ''}`;

/** Every licence an expression names. */
export function licencesIn(expression: string): string[] {
  const names = (info: Info): string[] =>
    'conjunction' in info ? [...names(info.left), ...names(info.right)] : [nameOf(info)];
  const info = parsed(expression);
  return info === null ? [] : [...new Set(names(info))];
}

/**
 * Judges a part against the licence of the whole. Of a part offered under several licences ("OR") the best one counts,
 * of one under several at once ("AND") the worst; the whole must fit under every licence it names.
 * @param whole SPDX expression of the artifact
 * @param part SPDX expression of what is inside
 */
export function fitOf(whole: string, part: string): Verdict {
  const inner = parsed(part);
  const wholes = licencesIn(whole);
  if (inner === null || wholes.length === 0) return 'notListed';
  return worst(wholes.map((one) => partFit(one, inner)));
}

function partFit(whole: string, part: Info): Verdict {
  if (!('conjunction' in part)) return lookUp(whole, nameOf(part));
  const both = [partFit(whole, part.left), partFit(whole, part.right)];
  return part.conjunction === 'or' ? best(both) : worst(both);
}

const rank = (verdict: Verdict): number => order.indexOf(verdict);
const worst = (all: Verdict[]): Verdict => all.reduce((a, b) => (rank(b) > rank(a) ? b : a), 'fits');
const best = (all: Verdict[]): Verdict => all.reduce((a, b) => (rank(b) < rank(a) ? b : a), 'conflict');

function parsed(expression: string): Info | null {
  try {
    return parseExpression(expression);
  } catch {
    return null;
  }
}
