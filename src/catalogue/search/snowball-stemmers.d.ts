/** The package ships no types; this is the part of it that is used. */
declare module 'snowball-stemmers' {
  export type Stemmer = { stem(word: string): string };
  const snowball: { newStemmer(language: 'german'): Stemmer };
  export default snowball;
}
