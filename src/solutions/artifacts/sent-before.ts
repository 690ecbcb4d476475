import { createHash } from 'node:crypto';
import type { Upload } from '../../platform/uploads.ts';
import type { WorkingCopy } from '../record/solution.model.ts';

/**
 * A form of files that is sent again after a broken connection adds nothing twice, whether the first sending came to
 * its end or not. Each file counts for itself, so that others may be chosen for the second sending.
 */

/** As many as a working copy has artifacts at most. */
export const remembered = 200;

type Sent = Pick<Upload, 'sha256' | 'filename'>;

/** What is remembered of a file that a form has sent. @param form the key made with the form */
export const keyOf = (form: string, { sha256, filename }: Sent): string =>
  createHash('sha256')
    .update(JSON.stringify([form, sha256, filename]))
    .digest('base64url');

/** True where the form has sent the file and it is still there: one that was removed since may come back. */
export function sentBefore({ uploads = [], artifacts }: WorkingCopy, form: string, file: Sent): boolean {
  const there = artifacts.some(({ source }) => source.type === 'file' && source.sha256 === file.sha256);
  return there && uploads.includes(keyOf(form, file));
}
