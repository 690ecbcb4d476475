import { badRequest } from '../shared/errors.ts';

/** Where a list goes on: the next page and the page size it was begun with. */
export type Cursor = { page: number; limit: number };

/** An opaque text for a cursor. */
export const encodeCursor = ({ page, limit }: Cursor): string =>
  Buffer.from(`${page}.${limit}`).toString('base64url');

/**
 * Reads a cursor.
 * @throws DomainError bad-request for anything `encodeCursor` did not make
 */
export function decodeCursor(text: string): Cursor {
  const match = /^([1-9]\d{0,4})\.([1-9]\d{0,2})$/.exec(
    Buffer.from(text.slice(0, 40), 'base64url').toString('latin1'),
  );
  const cursor = { page: Number(match?.[1]), limit: Number(match?.[2]) };
  if (!match || cursor.limit > maxLimit || encodeCursor(cursor) !== text)
    throw badRequest('cursor: unknown value.');
  return cursor;
}

export const maxLimit = 100;
