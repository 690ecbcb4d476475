import { badValue, failedToParse, MongoServerFault } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { compile, type Matcher } from '../query/matcher.ts';
import { matchedIndex } from '../query/positional.ts';
import { isIndex } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

/** What an update path may refer to beside the document. */
export interface TargetContext {
  /** The parsed filter that found the document, for the positional `$`. */
  readonly filter: Doc;
  readonly arrayFilters: ReadonlyMap<string, Matcher>;
}

const IDENTIFIER = /^\$\[([a-z][a-zA-Z0-9]*)?\]$/;

/** Reads `arrayFilters` into one matcher per identifier. Errors: 9 FailedToParse for malformed, unused or doubly defined ones. */
export function parseArrayFilters(filters: unknown, paths: readonly string[]): Map<string, Matcher> {
  const parsed = new Map<string, Matcher>();
  if (filters === undefined) return parsed;
  if (!Array.isArray(filters)) throw new MongoServerFault(14, 'arrayFilters must be an array');
  for (const filter of filters) {
    if (!isDoc(filter)) throw new MongoServerFault(14, 'Each array filter must be an object');
    const names = new Set(identifiersOf(filter));
    const [name] = names;
    if (names.size !== 1 || !name) {
      throw failedToParse(`Expected a single top-level field name, found '${[...names].join("' and '")}'`);
    }
    if (parsed.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    parsed.set(name, compile(parseFilter(filter)));
  }
  for (const name of parsed.keys()) {
    if (!paths.some((path) => path.split('.').includes(`$[${name}]`))) {
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
    }
  }
  return parsed;
}

const identifiersOf = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && Array.isArray(value) ? value.flatMap(identifiersOf) : [key.split('.')[0] ?? ''],
  );

/**
 * The concrete paths that an update path stands for in a document: `$` is the matched element, `$[]` every element, `$[name]` those
 * that pass the array filter. Error 2 where there is no array to select from.
 */
export function expandTargets(doc: Doc, path: string, context: TargetContext): string[][] {
  return expand(doc, path.split('.'), [], doc, context);
}

function expand(
  value: unknown,
  rest: readonly string[],
  done: string[],
  doc: Doc,
  context: TargetContext,
): string[][] {
  const [part, ...after] = rest;
  if (part === undefined) return [done];
  if (part === '$') {
    const index = matchedIndex(doc, context.filter, done.join('.'));
    if (index === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    return expand(child(value, String(index)), after, [...done, String(index)], doc, context);
  }
  const selector = part.match(IDENTIFIER);
  if (!selector) return expand(child(value, part), after, [...done, part], doc, context);
  if (!Array.isArray(value)) {
    throw badValue(
      value === undefined
        ? `The path '${done.join('.')}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${done.at(-1)}: ${JSON.stringify(value)}`,
    );
  }
  const name = selector[1];
  const matcher = name === undefined ? undefined : context.arrayFilters.get(name);
  if (name !== undefined && !matcher)
    throw badValue(
      `No array filter found for identifier '${name}' in path '${[...done, ...rest].join('.')}'`,
    );
  return value.flatMap((item, index) =>
    !matcher || matcher.test({ [name ?? '']: item })
      ? expand(item, after, [...done, String(index)], doc, context)
      : [],
  );
}

function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return isIndex(part) ? value[Number(part)] : undefined;
  return isDoc(value) ? value[part] : undefined;
}
