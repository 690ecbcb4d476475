import { badValue, MongoServerFault, notImplemented } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { compile } from '../query/matcher.ts';
import { sameValue } from '../values/compare.ts';
import { type Doc, isDoc } from '../values/types.ts';

/** What the catalog keeps of an index. */
export interface IndexDefinition {
  /** Number within the collection, part of its entries' keys. */
  readonly id: number;
  readonly name: string;
  readonly key: Record<string, 1 | -1>;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
  /** Per field: whether some document has an array on its path. Stays set once it was. */
  multikey: boolean[];
  /** Whether some key was too long to be stored whole, so that the entries' order is not exact. */
  shortened?: boolean;
}

export type IndexOptions = Omit<IndexDefinition, 'id' | 'multikey' | 'shortened'>;

const OPTIONS = new Set(
  'key name unique sparse partialFilterExpression expireAfterSeconds background v ns hidden collation'.split(
    ' ',
  ),
);
const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in']);
const MAX_TTL_SECONDS = 2147483647;

/** Reads one entry of createIndexes. Errors: 67 CannotCreateIndex, 197 for unknown options, 238 for what the engine lacks. */
export function parseIndexSpecification(specification: unknown): IndexOptions {
  if (!isDoc(specification)) throw badValue("The elements of the 'indexes' array must be objects");
  for (const option of Object.keys(specification)) {
    if (!OPTIONS.has(option)) {
      throw new MongoServerFault(
        197,
        `The field '${option}' is not valid for an index specification. Specification: ${JSON.stringify(specification)}`,
      );
    }
  }
  const { key, name, unique, sparse, collation } = specification;
  if (isDoc(collation) && collation.locale !== 'simple')
    throw notImplemented('The embedded engine does not support collations');
  if (specification.hidden) throw notImplemented('The embedded engine does not support hidden indexes');
  if (typeof name !== 'string' || name === '')
    throw new MongoServerFault(9, "The 'name' field is a required property of an index specification");
  return {
    name,
    key: parseKey(key),
    ...(unique ? { unique: true } : {}),
    ...(sparse ? { sparse: true } : {}),
    ...parsePartial(specification),
    ...parseExpiry(specification),
  };
}

function parseKey(key: unknown): Record<string, 1 | -1> {
  if (!isDoc(key) || Object.keys(key).length === 0)
    throw new MongoServerFault(67, 'Index keys cannot be empty.');
  const parsed: Record<string, 1 | -1> = {};
  for (const [path, direction] of Object.entries(key)) {
    if (path === '' || path.split('.').includes(''))
      throw new MongoServerFault(67, 'Index keys cannot contain an empty field.');
    if (path.startsWith('$') || path.includes('$**'))
      throw notImplemented('The embedded engine does not support wildcard indexes');
    if (typeof direction === 'string')
      throw notImplemented(`The embedded engine does not support indexes of type ${direction}`);
    if (typeof direction !== 'number' || direction === 0 || Number.isNaN(direction)) {
      throw new MongoServerFault(67, 'Values in the index key pattern must be numbers other than 0');
    }
    parsed[path] = direction > 0 ? 1 : -1;
  }
  return parsed;
}

function parsePartial({ partialFilterExpression: partial, sparse }: Doc): { partialFilterExpression?: Doc } {
  if (partial === undefined) return {};
  if (!isDoc(partial)) throw badValue("'partialFilterExpression' for an index has to be a document");
  if (sparse) throw new MongoServerFault(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const filter = parseFilter(partial);
  assertPartialOperators(filter);
  compile(filter);
  return { partialFilterExpression: partial };
}

function assertPartialOperators(filter: Doc): void {
  for (const [field, test] of Object.entries(filter)) {
    if (field === '$and' || field === '$or') (test as Doc[]).forEach(assertPartialOperators);
    else if (field.startsWith('$'))
      throw new MongoServerFault(67, `Expression not supported in partial index: ${field}`);
    else {
      for (const [operator, argument] of Object.entries(test as Doc)) {
        if (PARTIAL_OPERATORS.has(operator) && !(operator === '$exists' && !argument)) continue;
        throw new MongoServerFault(67, `Expression not supported in partial index: ${operator}`);
      }
    }
  }
}

function parseExpiry({ expireAfterSeconds: seconds, key }: Doc): { expireAfterSeconds?: number } {
  if (seconds === undefined) return {};
  if (typeof seconds !== 'number' || seconds < 0 || seconds > MAX_TTL_SECONDS) {
    throw new MongoServerFault(67, "TTL index 'expireAfterSeconds' must be a number within 0 and 2147483647");
  }
  const fields = Object.keys(key as Doc);
  if (fields.length > 1)
    throw new MongoServerFault(
      67,
      'TTL indexes are single-field indexes, compound indexes do not support TTL',
    );
  if (fields[0] === '_id')
    throw new MongoServerFault(
      197,
      "The field 'expireAfterSeconds' is not valid for an _id index specification",
    );
  return { expireAfterSeconds: seconds };
}

const COMPARED = ['key', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'] as const;

/**
 * Whether an index like the wanted one exists already. Errors: 86 when its name belongs to another key, 85 when the same key exists
 * under another name or with other options.
 */
export function existsAlready(existing: readonly IndexDefinition[], wanted: IndexOptions): boolean {
  const sameName = existing.find((index) => index.name === wanted.name);
  const sameKey = existing.find(
    (index) =>
      sameValue(index.key, wanted.key) &&
      sameValue(index.partialFilterExpression, wanted.partialFilterExpression),
  );
  if (!sameName && !sameKey) return false;
  if (sameName && COMPARED.every((field) => sameValue(sameName[field], wanted[field]))) return true;
  if (sameName && !sameValue(sameName.key, wanted.key)) {
    throw new MongoServerFault(
      86,
      `An existing index has the same name as the requested index. Requested index: ${JSON.stringify(wanted)}, existing index: ${JSON.stringify(describeIndex(sameName))}`,
    );
  }
  if (sameName) {
    throw new MongoServerFault(
      85,
      `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(wanted)}, existing index: ${JSON.stringify(describeIndex(sameName))}`,
    );
  }
  if (wanted.key._id !== undefined && sameKey?.name === '_id_' && Object.keys(wanted.key).length === 1)
    return true;
  throw new MongoServerFault(85, `Index already exists with a different name: ${sameKey?.name}`);
}

/** The form in which listIndexes shows an index. */
export function describeIndex({
  name,
  key,
  unique,
  sparse,
  partialFilterExpression,
  expireAfterSeconds,
}: IndexDefinition): Doc {
  return { v: 2, key, name, unique, sparse, partialFilterExpression, expireAfterSeconds };
}
