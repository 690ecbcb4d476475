import { dictionary } from '@zxcvbn-ts/language-common';

const minimumLength = 12;
const maximumLength = 128;

const leaked = new Set(dictionary['passwords-common'].filter((word) => word.length >= 4));
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
/** What has to remain of a password when what everybody can guess is taken away. */
const ownCharacters = 6;

/**
 * Why a password is not acceptable; null where it is. Length and guessability only, no rules about kinds of
 * characters (ASVS 5.0 6.2.1, 6.2.4, 6.2.5, 6.2.11).
 * @param context words that must not be the password: names of the person, the organisation, the address
 */
export function passwordFault(password: string, context: string[]): string | null {
  const length = [...password].length;
  if (length < minimumLength) {
    return `Das Kennwort braucht mindestens ${minimumLength} Zeichen, zum Beispiel mehrere Wörter hintereinander.`;
  }
  if (length > maximumLength) return `Das Kennwort darf höchstens ${maximumLength} Zeichen haben.`;
  if (isCommon(password) || isMonotonous(password)) {
    return 'Dieses Kennwort ist leicht zu erraten oder steht auf Listen bekannt gewordener Kennwörter. Bitte wählen Sie ein anderes.';
  }
  if (isContext(password, context)) {
    return 'Das Kennwort darf nicht im Wesentlichen aus dem Namen der Organisation, Ihrem Namen oder Ihrer Adresse bestehen.';
  }
  return null;
}

/** On the list as it stands, or with nothing but digits and signs around it. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return leaked.has(lower) || leaked.has(plain(lower)) || (core.length >= 4 && leaked.has(core));
}

/** A short piece again and again, or characters in the order of the code table. */
function isMonotonous(password: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/u.test(password)) return true;
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1;
}

function isContext(password: string, context: string[]): boolean {
  const names = ['blaupause', ...context];
  const parts = names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u));
  const words = [...names, ...parts].map(plain).filter((word) => word.length >= 4);
  words.sort((a, b) => b.length - a.length);
  const typed = plain(password);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), typed);
  return rest !== typed && rest.length < ownCharacters;
}
