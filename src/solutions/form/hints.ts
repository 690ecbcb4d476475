/** Hints that several fields share. */
export const markdownHint = 'Absätze, Listen und Verweise sind möglich (Markdown).';
export const onePerLine = 'Eine Angabe pro Zeile.';
