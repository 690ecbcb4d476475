/** A function that remembers what it gave, until `forget`. */
export type Remembered<T> = { (text: string): T; forget(): void };

/**
 * Makes each text's result once, for functions that are asked the same again and again. Where so many are kept, all are
 * forgotten: what is asked often is soon there again.
 * @param make what to make of a text; never undefined
 * @param most how many results are kept
 * @param longest of a longer text, in UTF-16 code units, none is kept
 */
export function remembered<T>(
  make: (text: string) => T,
  { most, longest = Number.POSITIVE_INFINITY }: { most: number; longest?: number },
): Remembered<T> {
  const known = new Map<string, T>();
  const get = (text: string): T => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const made = make(text);
    if (text.length > longest) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
  return Object.assign(get, { forget: () => known.clear() });
}
