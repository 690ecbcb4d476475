import { slugify } from '../shared/slug.ts';
import { isDuplicateKey } from './duplicate-key.ts';

const tries = 200;

/**
 * Writes with the first free address made from a text: `titel`, `titel-2`, `titel-3` … The unique index decides.
 * @param reserved words that are pages themselves and so can be no record's address
 * @param write throws the index's error where the address is taken
 */
export async function withFreeSlug<T>(
  text: string,
  reserved: ReadonlySet<string>,
  write: (slug: string) => Promise<T>,
): Promise<T> {
  const base = slugify(text);
  for (let n = reserved.has(base) ? 2 : 1; ; n += 1) {
    try {
      return await write(n === 1 ? base : `${base}-${n}`);
    } catch (error) {
      if (!isDuplicateKey(error) || n >= tries) throw error;
    }
  }
}
