import { z } from 'zod';
import { fold, isUsableSynonym } from '../search/index.ts';

const maxWords = 40;
const maxLength = 80;

/** Words of a group as typed: one a line or separated by commas; doubled ones count once. */
const wordsField = z
  .string({ error: 'Bitte geben Sie die Wörter der Gruppe an.' })
  .max(5000, { error: 'Wörter der Gruppe: höchstens 5.000 Zeichen.' })
  .transform((typed) => {
    const words = typed
      .split(/[\n,;]/)
      .map((word) => word.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
      .filter((word) => word !== '');
    return [...new Map(words.map((word) => [fold(word), word])).values()];
  })
  .superRefine((words, context) => {
    const fault = faultOf(words);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

function faultOf(words: string[]): string | null {
  if (words.length < 2) return 'Eine Gruppe braucht mindestens zwei Wörter, eins je Zeile.';
  if (words.length > maxWords) return `Eine Gruppe hat höchstens ${maxWords} Wörter.`;
  const long = words.find((word) => word.length > maxLength);
  if (long) return `„${long.slice(0, 30)} …“ ist zu lang: höchstens ${maxLength} Zeichen je Zeile.`;
  const unusable = words.find((word) => !isUsableSynonym(word));
  if (!unusable) return null;
  return `„${unusable}“ kann die Suche nicht verwenden: ein bis vier Wörter je Zeile, Artikel und Bindewörter nicht gezählt.`;
}

const revision = z.coerce.number({ error: 'Bitte laden Sie die Seite neu.' }).int().min(0);

export const addSchema = z.object({ words: wordsField });
export const changeSchema = z.object({ words: wordsField, revision });
export const turnSchema = z.object({ revision });
