import table from './derivations.json' with { type: 'json' };
import { stem, type Term } from './normalise.ts';

const shortestBase = 3;
const prefixes = table.prefixes.join('|');
const infinitiveWithTo = new RegExp(`^(${prefixes})zu(.{3,}n)$`);
const participle = new RegExp(`^(${prefixes}|)ge(.{3,}?)e?[tn]$`);

/**
 * Words of the same family that a word may stand for where it stands nowhere itself: the infinitive of a participle
 * ("vorgemerkt"), the noun of a verb ("umziehen" gives "umzug", "melden" gives "meldung") and what an adjective or an abstract noun is made of
 * ("städtisch" gives "stadt"). Most of them are no words; the caller asks which are.
 */
export function derivedForms(folded: string): Term[] {
  const infinitives = [folded, ...infinitivesOf(folded)];
  const forms = new Set<string>(infinitives.flatMap((verb) => [verb, ...nounsOf(verb)]));
  for (const ending of table.endings) {
    if (!folded.endsWith(ending)) continue;
    const base = folded.slice(0, -ending.length);
    if (base.length < shortestBase) continue;
    for (const other of table.otherEndings) forms.add(base + other);
  }
  forms.delete(folded);
  return [...forms].map((form) => ({ text: form, folded: form, key: stem(form) }));
}

function infinitivesOf(folded: string): string[] {
  const [, before, after] = infinitiveWithTo.exec(folded) ?? [];
  const [, prefix = '', base] = participle.exec(folded) ?? [];
  return [...(before && after ? [before + after] : []), ...(base ? [`${prefix}${base}en`] : [])];
}

/** By the endings of strong verbs, which change their vowel, else by leaving out or changing the ending. */
function nounsOf(verb: string): string[] {
  const strong = table.nounsOfVerbs.flatMap(([ending = '', ...nouns]) =>
    verb.endsWith(ending) ? nouns.map((noun) => verb.slice(0, -ending.length) + noun) : [],
  );
  if (!/(?:e|er|el)n$/.test(verb)) return strong;
  const base = verb.replace(/e?n$/, '');
  return base.length < shortestBase ? strong : [...strong, base, `${base}ung`, `${base}e`];
}
