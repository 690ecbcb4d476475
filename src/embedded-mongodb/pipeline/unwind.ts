import { type Iterator, Lazy } from 'mingo/lazy';
import { MongoServerFault } from '../errors.ts';
import { enterShape, type Shape, shapeDoc } from '../query/shape.ts';
import { splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

interface Settings {
  readonly path: string;
  readonly includeArrayIndex?: string;
  readonly preserveNullAndEmptyArrays?: boolean;
}

function readSettings(argument: unknown): Settings {
  const settings = (isDoc(argument) ? argument : { path: argument }) as unknown as Settings;
  if (typeof settings.path !== 'string')
    throw new MongoServerFault(28812, 'no path specified to $unwind stage');
  if (!settings.path.startsWith('$'))
    throw new MongoServerFault(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${settings.path}`,
    );
  return settings;
}

/** One document per element of the array at a path; a value that is no array counts as its own only element. */
export function unwind(input: Iterator, argument: unknown): Iterator {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = readSettings(argument);
  const field = path.slice(1);
  const expand = (doc: Doc): Doc[] => {
    const value = plainValue(doc, field);
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item, index) => withFields(doc, field, item, includeArrayIndex, index));
    }
    const empty = value === undefined || value === null || Array.isArray(value);
    if (empty && !preserveNullAndEmptyArrays) return [];
    return [withFields(doc, field, Array.isArray(value) ? undefined : value, includeArrayIndex, null)];
  };
  return input.transform((docs) => Lazy((docs as Doc[]).flatMap(expand)));
}

function plainValue(doc: Doc, path: string): unknown {
  let value: unknown = doc;
  for (const part of splitPath(path)) value = isDoc(value) ? value[part] : undefined;
  return value;
}

function withFields(
  doc: Doc,
  field: string,
  item: unknown,
  indexField: string | undefined,
  index: number | null,
): Doc {
  const children = new Map<string, Shape>();
  enterShape(children, field, { kind: 'compute', run: () => item });
  if (indexField) enterShape(children, indexField, { kind: 'compute', run: () => index });
  return shapeDoc(doc, children, 'add');
}
