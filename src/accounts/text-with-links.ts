export type TextPart = { text: string; href: string | null };

/** Cuts a text into pieces, those that are addresses of this installation as local links. */
export function textWithLinks(text: string, baseUrl: string): TextPart[] {
  const escaped = baseUrl.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.split(new RegExp(`(${escaped}/[^\\s]*)`)).flatMap((piece) => {
    if (piece === '') return [];
    return [{ text: piece, href: piece.startsWith(`${baseUrl}/`) ? piece.slice(baseUrl.length) : null }];
  });
}
