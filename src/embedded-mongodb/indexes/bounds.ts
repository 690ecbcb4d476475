import { encodeKey, typeMark } from '../values/key.ts';
import { type Doc, isDoc } from '../values/types.ts';

/** Encoded values between which a field of an index must lie; `to` is exclusive. */
export interface Range {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** What a filter demands of one path, in a form that an index can serve; everything found is checked by the filter again. */
export interface Bounds {
  /** Encoded values of which the field must have one. */
  readonly points?: Buffer[];
  readonly range?: Range;
}

/** Conditions of a parsed filter by path; those inside `$and` and `$elemMatch` included, as far as they must hold for some value. */
export function conditionsByPath(
  filter: Doc,
  prefix = '',
  into = new Map<string, Doc[]>(),
): Map<string, Doc[]> {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and') for (const part of value as Doc[]) conditionsByPath(part, prefix, into);
    else if (!key.startsWith('$') && isDoc(value)) {
      const path = prefix + key;
      into.set(path, [...(into.get(path) ?? []), value]);
      const inner = value.$elemMatch;
      if (!isDoc(inner)) continue;
      if (Object.keys(inner)[0]?.startsWith('$') && !('$and' in inner)) into.get(path)?.push(inner);
      else conditionsByPath(inner, `${path}.`, into);
    }
  }
  return into;
}

/**
 * The narrowest bounds that the conditions of one path allow. For a field with arrays each condition may be met by another element,
 * so only one of them is used.
 */
export function boundsOf(conditions: readonly Doc[], multikey: boolean): Bounds | undefined {
  const all = conditions.flatMap((condition) =>
    Object.entries(condition).map(([operator, value]) => bound(operator, value)),
  );
  const usable = all.filter((entry) => entry !== undefined);
  const points = usable
    .filter((entry) => entry.points)
    .sort((a, b) => (a.points?.length ?? 0) - (b.points?.length ?? 0))[0];
  if (points) return points;
  const ranges = usable.flatMap((entry) => (entry.range ? [entry.range] : []));
  if (ranges.length === 0) return undefined;
  return { range: multikey ? ranges[0] : ranges.reduce(intersect) };
}

const intersect = (a: Range, b: Range): Range => ({
  from: Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from,
  to: Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to,
});

/** Arrays are indexed by their elements and null has cases of its own: neither is looked up in an index as a range. */
function bound(operator: string, value: unknown): Bounds | undefined {
  switch (operator) {
    case '$eq':
      return isPoint(value) ? { points: [encodeKey([value])] } : undefined;
    case '$in':
      return (value as unknown[]).every(isPoint) ? { points: distinct(value as unknown[]) } : undefined;
    case '$regex':
      return prefixRange(value as RegExp);
  }
  if (value === null || value === undefined || Array.isArray(value) || value instanceof RegExp)
    return undefined;
  const lowest = Buffer.from([typeMark(value)]);
  const highest = Buffer.from([typeMark(value) + 1]);
  const exact = encodeKey([value]);
  if (operator === '$gt' || operator === '$gte') return { range: { from: exact, to: highest } };
  if (operator === '$lt' || operator === '$lte')
    return { range: { from: lowest, to: Buffer.concat([exact, AFTER]) } };
  return undefined;
}

/** Above everything that begins with the bytes before it: no encoded value begins with FF. */
export const AFTER = Buffer.from([0xff]);

const isPoint = (value: unknown): boolean => !Array.isArray(value) && !(value instanceof RegExp);

function distinct(values: readonly unknown[]): Buffer[] {
  const encoded = values.map((value) => encodeKey([value])).sort(Buffer.compare);
  return encoded.filter((key, i) => i === 0 || !key.equals(encoded[i - 1] ?? AFTER));
}

const LITERAL_PREFIX = /^\^([^\\^$.*+?()[\]{}|]+)(.*)$/su;

/** `/^abc/` as a range; the last literal is left out where a quantifier could make it optional. */
function prefixRange(regex: RegExp): Bounds | undefined {
  if (/[im]/.test(regex.flags) || regex.source.includes('|')) return undefined;
  const [, literal = '', rest = ''] = regex.source.match(LITERAL_PREFIX) ?? [];
  const prefix = /^[?*{]/.test(rest) ? [...literal].slice(0, -1).join('') : literal;
  if (prefix === '') return undefined;
  const from = encodeKey([prefix]).subarray(0, -2);
  return { range: { from, to: Buffer.concat([from, AFTER]) } };
}
