import type { Content } from '../record/content.ts';
import { ozgMaturityText } from './ozg.ts';

/** "99 050 012 104 000": the five parts of a Leistungsschlüssel as the LeiKa writes them. */
export const leikaText = (key: string): string =>
  key.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4 $5');

/** Which public services a solution is for, and by which standards it exchanges data. */
export function serviceFacts({
  ozgFields,
  leikaKeys,
  ozg,
  xoev,
}: Pick<Content, 'ozgFields' | 'leikaKeys' | 'ozg' | 'xoev'>) {
  return [
    { term: 'Themenfelder des OZG', text: ozgFields },
    { term: 'Leistungsschlüssel (LeiKa)', text: leikaKeys.map(leikaText) },
    { term: 'OZG-Leistung', text: ozg.id },
    { term: 'OZG-Reifegrad', text: ozgMaturityText(ozg) },
    { term: 'XÖV-Standards', text: xoev },
  ];
}
