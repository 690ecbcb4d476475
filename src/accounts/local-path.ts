/**
 * A path of this site to go on to, from an untrusted parameter; everything that could leave it becomes `fallback`.
 * Browsers read a backslash as a slash and drop tabs and line breaks, so "/\evil" and "/<tab>/evil" leave the site.
 */
export function localPath(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || value.length > 2000) return fallback;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes('\\')) return fallback;
  const base = 'http://local.invalid';
  if (!URL.canParse(value, base)) return fallback;
  const url = new URL(value, base);
  // Dot segments are resolved by the browser: "/.//evil" would become "//evil".
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
