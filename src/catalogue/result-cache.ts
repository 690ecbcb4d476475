/** Enough for what many people look at in the same minutes; an entry of 10,000 finds takes some 100 kB. */
const maxEntries = 200;

/**
 * Keeps answers that are costly to find, the least recently used given up first. Only ids and counts belong in here:
 * what is shown is read afresh, so that nothing withdrawn shows (decision 8).
 */
export function makeResultCache<T>() {
  const entries = new Map<string, T>();
  return {
    /** The kept answer, or what `find` makes. */
    get(key: string, find: () => T): T {
      const kept = entries.get(key);
      const answer = kept ?? find();
      entries.delete(key);
      entries.set(key, answer);
      const oldest = entries.keys().next();
      if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
      return answer;
    },
    /** Forgets everything; called whenever the index changes. */
    clear: (): void => entries.clear(),
  };
}
