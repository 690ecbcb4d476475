const spelled: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/**
 * A readable address part: lower case a-z, digits and single hyphens, at most `max` characters, German umlauts
 * spelled out. Empty input gives 'eintrag'.
 */
export function slugify(text: string, max = 80): string {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const cut = plain.slice(0, max).replace(/-+$/, '');
  return cut === '' ? 'eintrag' : cut;
}
