import { listField, textField } from '../form-field.ts';
import { timeField } from '../form-field-kinds.ts';
import { markdownHint, onePerLine } from '../hints.ts';
import type { Section } from '../sections.ts';

/** What somebody reads who decides whether a solution fits. */
export const textsSection = (): Section => ({
  key: 'inhalt',
  title: 'Inhalt',
  intro: 'Was jemand lesen will, der entscheidet, ob die Lösung passt.',
  fields: [
    textField('description', 'Worum es geht', { needed: true, rows: 8, hint: markdownHint }),
    textField('situation', 'Ausgangslage', { hint: 'Welches Problem gelöst wurde.' }),
    textField('special', 'Was besonders ist'),
    textField('benefit', 'Nutzen für andere Kommunen', {
      hint: 'Möglichst mit Zahlen: Zeit, Kosten, Zufriedenheit.',
    }),
    textField('transferable', 'Was übertragbar ist', {
      needed: true,
      hint: 'Was andere lizenzkostenfrei übernehmen können: Quellcode, Konzept, Vorlage, Verfahren.',
    }),
    timeField(
      'transferableFrom',
      'Übertragbar ab',
      /^(19|20)\d\d-(0[1-9]|1[0-2])$/,
      'Monat und Jahr, zum Beispiel 09/2026.',
    ),
    listField('targetGroups', 'Zielgruppen', {
      hint: `Für welche Organisationen, zum Beispiel „kreisangehörige Gemeinden“. ${onePerLine}`,
    }),
    textField('beneficiaries', 'Wer profitiert', {
      rows: 2,
      hint: 'Zum Beispiel Familien mit Kita-Kindern, das Standesamt.',
    }),
  ],
});
