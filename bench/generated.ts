import type { SearchDocument } from '../src/catalogue/search/index.ts';

const seed = 20_260_101;
/** Share of nouns that are not among the real words, and how often such a noun is a new one (Pitman-Yor). */
const otherNouns = 0.4;
const newness = { strength: 200, discount: 0.82 };
/** Full entries are up to this many times as long as the real ones, of which most are Bestandseinträge of a few sentences. */
const longest = 4;

/** Mulberry32: the same documents in every run. */
export function makeRandom(start = seed): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The real documents and as many made ones as are missing to `size`. A made text walks through the pairs of
 * neighbouring words of the real ones, so common words stay as common as they are (Zipf). A part of its nouns is
 * replaced by compounds of real parts; an old one is taken the more often the more often it was taken before, and new
 * ones never cease, so that the vocabulary grows with the texts as that of real ones does (Heaps).
 */
export function grown(real: SearchDocument[], size: number): SearchDocument[] {
  const random = makeRandom();
  const pick = <T>(list: T[]): T | undefined => list[Math.floor(random() * list.length)];
  const words = real.flatMap((document) => [...tokens(allText(document)), '']);
  const followers = new Map<string, string[]>();
  for (const [place, word] of words.entries()) {
    const list = followers.get(word) ?? [];
    list.push(words[place + 1] ?? '');
    followers.set(word, list);
  }
  const noun = makeNouns(words, random);

  function text(model: string, times: number): string {
    const made: string[] = [];
    const wanted = tokens(model).length * times;
    let word = '';
    for (let length = 0; length < wanted; length += 1) {
      word = pick(followers.get(word) ?? []) || pick(words) || '';
      made.push(isNoun(word) && random() < otherNouns ? noun() : word);
    }
    return made.join(' ');
  }

  const made = Array.from({ length: size - real.length }, (_, number): SearchDocument[] => {
    const model = pick(real);
    if (!model) return [];
    const id = `generated-${number}`;
    const times = longest ** random();
    const fields = model.fields.map((field) => ({ ...field, text: text(field.text, times) }));
    const publishedAt = new Date(Date.UTC(2019, 0, 1) + Math.floor(random() * 2500) * 86_400_000);
    return [
      {
        ...model,
        id,
        slug: id,
        title: text(model.title, 1),
        summary: text(model.summary, 1),
        description: text(model.description, times),
        fields,
        publishedAt,
        reuseCount: Math.floor(12 * random() ** 6),
      },
    ];
  });
  return [...real, ...made.flat()];
}

/** Makes compounds of the beginnings and ends of real nouns: "Pflegekataster", "Bewohnerplattformen". */
function makeNouns(words: string[], random: () => number): () => string {
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const nouns = words.filter(isNoun).map((word) => word.replace(/[^\p{L}-]/gu, ''));
  const heads = nouns.filter((word) => word.length <= 9);
  const taken: string[] = [];
  let kinds = 0;
  return () => {
    const { strength, discount } = newness;
    if (random() < (strength + discount * kinds) / (strength + taken.length)) {
      kinds += 1;
      const middle = random() < 0.3 ? pick(heads).toLowerCase() : '';
      taken.push(`${pick(heads)}${pick(['', 's', 'n', ''])}${middle}${pick(heads).toLowerCase()}`);
    } else taken.push(pick(taken));
    return taken.at(-1) ?? '';
  };
}

const isNoun = (word: string): boolean => /^\p{Lu}\p{Ll}{3,}/u.test(word);

const tokens = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

function allText({ title, description, fields }: SearchDocument): string {
  return [title, description, ...fields.map(({ text }) => text)].join(' ');
}
