import { projectDocuments } from '../test/catalogue/search/documents.ts';

/** The nouns of the real projects, each once: what people look for. */
export const words: readonly string[] = [
  ...new Set(
    projectDocuments()
      .flatMap(({ title, description }) => `${title} ${description}`.split(/[^\p{L}-]+/u))
      .filter((word) => /^\p{Lu}\p{Ll}{3,}/u.test(word)),
  ),
];
