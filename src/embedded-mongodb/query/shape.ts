import { type Doc, isDoc } from '../values/types.ts';

/** What happens to a field when a document is shaped by a projection, `$addFields` or `$unset`. */
export type Shape =
  | { readonly kind: 'keep' | 'drop' }
  | { readonly kind: 'branch'; readonly children: Map<string, Shape> }
  /** A new value, made from the whole document. */
  | { readonly kind: 'compute'; run(root: Doc): unknown }
  /** The present value changed, as by `$slice`; undefined leaves the field out. */
  | { readonly kind: 'transform'; run(value: unknown, root: Doc): unknown };

/** include: only named fields stay; exclude: all but the named stay; add: all stay, named ones are set in place. */
export type Mode = 'include' | 'exclude' | 'add';

/** Builds the shaped copy of a document; the original and what it shares with the copy are not changed. */
export function shapeDoc(doc: Doc, children: Map<string, Shape>, mode: Mode, root: Doc = doc): Doc {
  const shaped: Doc = {};
  for (const key of Object.keys(doc)) {
    const shape = children.get(key);
    if (!shape) {
      if (mode !== 'include') shaped[key] = doc[key];
    } else if (shape.kind !== 'compute' || mode === 'add') {
      assign(shaped, key, shapeValue(doc[key], shape, mode, root));
    }
  }
  for (const [key, shape] of children) {
    if (
      shape.kind === 'compute'
        ? mode !== 'add' || !Object.hasOwn(doc, key)
        : !Object.hasOwn(doc, key) && computes(shape)
    ) {
      assign(shaped, key, shapeValue(undefined, shape, mode, root));
    }
  }
  return shaped;
}

function assign(target: Doc, key: string, value: unknown): void {
  if (value !== undefined) target[key] = value;
}

function shapeValue(value: unknown, shape: Shape, mode: Mode, root: Doc): unknown {
  switch (shape.kind) {
    case 'keep':
      return value;
    case 'drop':
      return undefined;
    case 'compute':
      return shape.run(root);
    case 'transform':
      return shape.run(value, root);
    case 'branch':
      return shapeBranch(value, shape, mode, root);
  }
}

function shapeBranch(value: unknown, shape: Shape & { kind: 'branch' }, mode: Mode, root: Doc): unknown {
  if (isDoc(value)) return shapeDoc(value, shape.children, mode, root);
  if (Array.isArray(value)) {
    return value.map((item) => shapeBranch(item, shape, mode, root)).filter((item) => item !== undefined);
  }
  if (computes(shape)) return shapeDoc({}, shape.children, mode, root);
  return mode === 'include' ? undefined : value;
}

/** Whether a shape sets a value even where the document has none. */
function computes(shape: Shape): boolean {
  if (shape.kind === 'compute') return true;
  return shape.kind === 'branch' && [...shape.children.values()].some(computes);
}

/** Enters a shape at a dotted path; false where another entry already claims the path or a part of it. */
export function enterShape(children: Map<string, Shape>, path: string, shape: Shape): boolean {
  const parts = path.split('.');
  let level = children;
  for (const part of parts.slice(0, -1)) {
    const next = level.get(part) ?? { kind: 'branch', children: new Map<string, Shape>() };
    if (next.kind !== 'branch') return false;
    level.set(part, next);
    level = next.children;
  }
  const last = parts.at(-1) ?? '';
  if (level.has(last)) return false;
  level.set(last, shape);
  return true;
}
