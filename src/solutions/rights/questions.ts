import type { Artifact } from '../artifacts/artifact.ts';
import {
  makerLabels,
  partsAnswerLabels,
  passOnLabels,
  payerLabels,
  permittedUseLabels,
  type Rights,
} from '../record/rights.ts';
import { proposalsOf } from './proposal.ts';

export type QuestionKey = 'urheber' | 'bezahlung' | 'bestandteile' | 'lizenzen' | 'erlaubnis';

/** One question of the assistant: what is asked, why it matters, and the answer so far in a line. */
export type Question = {
  key: QuestionKey;
  title: string;
  why: string;
  answerOf(rights: Rights, artifacts: Artifact[]): string;
};

/** In the order in which a legal office asks. */
export const questions: readonly Question[] = [
  {
    key: 'urheber',
    title: 'Wer hat die Projektergebnisse gemacht?',
    why: 'Das Urheberrecht entsteht bei den Menschen, die etwas schaffen. Was eigene Beschäftigte im Dienst schreiben, darf die Organisation in der Regel verwerten (bei Programmen nach § 69b UrhG). Was andere gemacht haben, darf sie nur weitergeben, soweit es vereinbart ist.',
    answerOf: ({ madeBy }) => madeBy.map((one) => makerLabels[one]).join(', '),
  },
  {
    key: 'bezahlung',
    title: 'Wer hat bezahlt, und dürfen Sie weitergeben?',
    why: 'Zuwendungsbescheide verlangen oft, dass Ergebnisse anderen offenstehen, und manchmal, dass der Fördergeber zustimmt. Verträge mit Unternehmen räumen nicht von selbst das Recht zur Weitergabe ein. Beides steht in den Unterlagen, die Ihre Vergabestelle hat.',
    answerOf: ({ paidBy, passOn }) =>
      [
        paidBy.map((one) => payerLabels[one]).join(', '),
        passOn === '' ? '' : `Weitergabe: ${passOnLabels[passOn]}`,
      ]
        .filter((part) => part !== '')
        .join('. '),
  },
  {
    key: 'bestandteile',
    title: 'Stecken Bestandteile Dritter darin?',
    why: 'Programmbibliotheken, Schriften, Bilder, Karten und Textbausteine anderer bringen ihre eigenen Bedingungen mit, und sie gelten auch für alle, die von Ihnen übernehmen. Manche Lizenzen lassen sich nicht verbinden.',
    answerOf: ({ partsKnown, parts }) => {
      if (partsKnown === '') return '';
      if (partsKnown !== 'some') return partsAnswerLabels[partsKnown];
      return parts.map(({ name, licence }) => `${name} (${licence || 'Lizenz nicht bekannt'})`).join(', ');
    },
  },
  {
    key: 'lizenzen',
    title: 'Unter welcher Lizenz steht jedes Projektergebnis?',
    why: 'Ohne Lizenz darf niemand etwas verwenden, auch wenn es öffentlich liegt. Eine bekannte Lizenz muss keine Rechtsstelle neu prüfen. Für Software empfiehlt sich die EUPL-1.2, für Texte CC-BY-4.0, für Daten DL-DE-BY-2.0.',
    answerOf: (rights, artifacts) => {
      const chosen = proposalsOf(rights, artifacts).flatMap(({ own }) => (own === '' ? [] : [own]));
      return [...new Set(chosen)].join(', ');
    },
  },
  {
    key: 'erlaubnis',
    title: 'Was dürfen andere damit tun?',
    why: 'Daran prüfen wir, ob die gewählten Lizenzen sagen, was Sie meinen. Viele kleine Kommunen lassen sich Verfahren von einem IT-Dienstleister betreiben. Das geht nur, wenn auch der Betrieb gegen Entgelt erlaubt ist.',
    answerOf: ({ permits }) => permits.map((one) => permittedUseLabels[one]).join(', '),
  },
];

export const questionOf = (key: string): Question | undefined => questions.find((one) => one.key === key);

/** The question after this one; null after the last. */
export const questionAfter = (key: QuestionKey): QuestionKey | null =>
  questions[questions.findIndex((one) => one.key === key) + 1]?.key ?? null;
/** The question before this one; null before the first. */
export const questionBefore = (key: QuestionKey): QuestionKey | null =>
  questions[questions.findIndex((one) => one.key === key) - 1]?.key ?? null;
