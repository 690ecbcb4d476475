import { MongoServerFault } from '../errors.ts';
import type { Doc } from '../values/types.ts';

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** Runs the statements of a write command one after another; an ordered command stops at the first error. */
export function runStatements(
  statements: readonly Doc[],
  ordered: boolean,
  act: (statement: Doc, index: number) => void,
): WriteError[] {
  const errors: WriteError[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      act(statement, index);
    } catch (error) {
      if (!(error instanceof MongoServerFault)) throw error;
      errors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return errors;
}

/** The reply of a write command, with its errors where there are any. */
export const withErrors = (reply: Doc, writeErrors: WriteError[]): Doc =>
  writeErrors.length > 0 ? { ...reply, writeErrors, ok: 1 } : { ...reply, ok: 1 };
