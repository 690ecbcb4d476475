import { badValue, failedToParse, MongoServerFault } from '../errors.ts';
import { type PipelineScope, parsePipeline, runPipeline } from '../pipeline/run.ts';
import { assertSupported } from '../values/check.ts';
import { cloneValue, type Doc, isDoc } from '../values/types.ts';
import { assertNoConflicts, assertPath, assertSameId, comparePaths } from './checks.ts';
import { type Apply, operators, unknownOperator } from './operators.ts';
import { placeAt } from './path.ts';
import { expandTargets, parseArrayFilters, type TargetContext } from './targets.ts';

/** A parsed update. `apply` returns the changed copy; `isInsert` says that an upsert makes a new document. */
export interface Update {
  readonly kind: 'operators' | 'replacement' | 'pipeline';
  apply(doc: Doc, isInsert: boolean): Doc;
}

export interface UpdateSettings {
  /** The parsed filter that finds the documents. */
  readonly filter: Doc;
  readonly arrayFilters?: unknown;
  readonly multi?: boolean;
  readonly scope: PipelineScope;
}

const PIPELINE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/**
 * Reads an update: operators, a replacement document or a pipeline. Errors as mongod's: 9 unknown or mixed operators, 40 conflicting
 * paths, 56 empty path, 52 `$` names, 66 when `_id` would change, 28, 14, 2 when an operator does not fit the document.
 */
export function parseUpdate(update: unknown, settings: UpdateSettings): Update {
  if (Array.isArray(update)) return pipelineUpdate(update, settings);
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  assertSupported(update, 'update');
  const names = Object.keys(update);
  if (!names[0]?.startsWith('$')) return replacement(update, settings);
  return operatorUpdate(update, settings);
}

function replacement(update: Doc, settings: UpdateSettings): Update {
  if (settings.multi) throw failedToParse('multi update is not supported for replacement-style update');
  if (settings.arrayFilters)
    throw failedToParse('arrayFilters may not be specified for replacement-style updates');
  const dollar = Object.keys(update).find((name) => name.startsWith('$'));
  if (dollar)
    throw new MongoServerFault(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  return {
    kind: 'replacement',
    apply(doc) {
      const { _id: id = doc._id, ...fields } = update;
      const result: Doc = id === undefined ? cloneValue(fields) : { _id: id, ...cloneValue(fields) };
      assertSameId(doc, result);
      return result;
    },
  };
}

function pipelineUpdate(update: unknown[], settings: UpdateSettings): Update {
  if (settings.arrayFilters)
    throw failedToParse('arrayFilters may not be specified for pipeline-style updates');
  const pipeline = parsePipeline(update);
  for (const stage of pipeline) {
    const name = Object.keys(stage)[0] ?? '';
    if (!PIPELINE_STAGES.has(name))
      throw new MongoServerFault(72, `${name} is not allowed to be used within an update`);
  }
  return {
    kind: 'pipeline',
    apply(doc) {
      const [result = {}] = runPipeline([doc], pipeline, settings.scope);
      const { _id: id = doc._id, ...fields } = result;
      const whole: Doc = id === undefined ? fields : { _id: id, ...fields };
      assertSameId(doc, whole);
      assertSupported(whole, 'update');
      return whole;
    },
  };
}

interface Step {
  readonly path: string;
  readonly onInsertOnly: boolean;
  readonly run: (doc: Doc, context: TargetContext) => void;
}

function operatorUpdate(update: Doc, settings: UpdateSettings): Update {
  const steps: Step[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const known = name === '$rename' || Object.hasOwn(operators, name);
    if (!known) throw unknownOperator(name);
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${Array.isArray(fields) ? 'array' : typeof fields} instead. For example: {$mod: {<field>: ...}} not {${name}: ${JSON.stringify(fields)}}`,
      );
    }
    for (const [path, argument] of Object.entries(fields)) steps.push(...readStep(name, path, argument));
  }
  assertNoConflicts(steps.flatMap((step) => step.path));
  steps.sort((a, b) => comparePaths(a.path, b.path));
  const arrayFilters = parseArrayFilters(
    settings.arrayFilters,
    steps.map((step) => step.path),
  );
  return {
    kind: 'operators',
    apply(doc, isInsert) {
      const changed = cloneValue(doc);
      for (const step of steps)
        if (isInsert || !step.onInsertOnly) step.run(changed, { filter: settings.filter, arrayFilters });
      assertSameId(doc, changed);
      return changed;
    },
  };
}

function readStep(name: string, path: string, argument: unknown): Step[] {
  assertPath(path);
  if (name === '$rename') return renameSteps(path, argument);
  const apply: Apply | undefined = operators[name]?.(argument, path);
  if (!apply) throw unknownOperator(name);
  const run = (doc: Doc, context: TargetContext) => {
    for (const parts of expandTargets(doc, path, context)) apply(placeAt(doc, parts), doc);
  };
  return [{ path, onInsertOnly: name === '$setOnInsert', run }];
}

/** The step stands at both paths, so that conflicts with either are seen, and runs once. */
function renameSteps(path: string, argument: unknown): Step[] {
  if (typeof argument !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${JSON.stringify(argument)}`);
  assertPath(argument);
  if (/(^|\.)\$/.test(`${path}.${argument}`))
    throw badValue(`The source and target field for $rename may not be dynamic: ${path}`);
  if (path === argument)
    throw badValue(`The source and target field for $rename must differ: ${path}: "${argument}"`);
  const run = (doc: Doc) => {
    assertNoArray(doc, path, 'source');
    assertNoArray(doc, argument, 'destination');
    const source = placeAt(doc, path.split('.'));
    const value = source.get();
    if (value === undefined) return;
    source.unset();
    const target = placeAt(doc, argument.split('.'));
    target.unset();
    target.set(value);
  };
  return [
    { path, onInsertOnly: false, run },
    { path: argument, onInsertOnly: false, run: () => undefined },
  ];
}

function assertNoArray(doc: Doc, path: string, role: string): void {
  let value: unknown = doc;
  for (const part of path.split('.')) {
    if (Array.isArray(value))
      throw badValue(
        `The ${role} field cannot be an array element, '${path}' in doc with _id: ${JSON.stringify(doc._id)} has an array field`,
      );
    value = isDoc(value) ? value[part] : undefined;
  }
}
