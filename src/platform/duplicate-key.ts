const duplicateKey = 11_000;

/** True for MongoDB's answer that a unique index holds the value already. */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === duplicateKey;

/**
 * Runs an upsert; once more where another one inserted the same document at that moment, which MongoDB may answer
 * with a duplicate key (its manual, "Upsert with Unique Index"). Then the document is there and is updated.
 */
export async function upserting<T>(upsert: () => PromiseLike<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return await upsert();
  }
}
