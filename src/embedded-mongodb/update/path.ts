import { badValue, MongoServerFault } from '../errors.ts';
import { isIndex } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

/** mongod's limit for filling up an array with nulls. */
const MAX_PADDING = 1500000;

type Container = Doc | unknown[];
const isContainer = (value: unknown): value is Container => Array.isArray(value) || isDoc(value);

/** A place in a document that an update operator reads and writes. */
export interface Place {
  readonly path: string;
  /** The present value; undefined where there is none. */
  get(): unknown;
  set(value: unknown): void;
  /** Takes the field away; an element of an array becomes null. */
  unset(): void;
}

/**
 * Finds the place of a concrete path. Missing parents are made by the first `set`. Error 28 PathNotViable from `set` when the path
 * leads through a value that cannot hold fields.
 */
export function placeAt(doc: Doc, parts: readonly string[]): Place {
  const path = parts.join('.');
  const last = parts.at(-1) ?? '';
  const find = (): Container | undefined => {
    let value: unknown = doc;
    for (const part of parts.slice(0, -1)) value = isContainer(value) ? read(value, part) : undefined;
    return isContainer(value) ? value : undefined;
  };
  return {
    path,
    get() {
      const parent = find();
      return parent && read(parent, last);
    },
    set(value) {
      write(makeParents(doc, parts), last, value);
    },
    unset() {
      const parent = find();
      if (parent === undefined || read(parent, last) === undefined) return;
      if (Array.isArray(parent)) parent[Number(last)] = null;
      else delete parent[last];
    },
  };
}

function read(container: Container, part: string): unknown {
  if (Array.isArray(container)) return isIndex(part) ? container[Number(part)] : undefined;
  return Object.hasOwn(container, part) ? container[part] : undefined;
}

function makeParents(doc: Doc, parts: readonly string[]): Container {
  let container: Container = doc;
  let name = '';
  for (const [i, part] of parts.slice(0, -1).entries()) {
    let next: unknown = read(container, part);
    assertElement(container, part, name);
    if (next === undefined) {
      next = {};
      write(container, part, next);
    }
    if (!isContainer(next)) throw notViable(parts[i + 1] ?? '', part, next);
    container = next;
    name = part;
  }
  assertElement(container, parts.at(-1) ?? '', name);
  return container;
}

function assertElement(container: Container, part: string, name: string): void {
  if (Array.isArray(container) && !isIndex(part)) throw notViable(part, name, container);
}

function write(container: Container, part: string, value: unknown): void {
  if (!Array.isArray(container)) {
    container[part] = value;
    return;
  }
  const index = Number(part);
  if (index - container.length > MAX_PADDING)
    throw badValue(`can't backfill more than ${MAX_PADDING} elements`);
  while (container.length < index) container.push(null);
  container[index] = value;
}

const notViable = (field: string, parent: string, value: unknown) =>
  new MongoServerFault(28, `Cannot create field '${field}' in element {${parent}: ${JSON.stringify(value)}}`);
