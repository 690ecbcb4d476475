import { selectField, termsField, tickField } from '../form-field.ts';
import type { Section } from '../sections.ts';

/** The reuse terms. */
export const termsSection = (): Section => ({
  key: 'bedingungen',
  title: 'Nachnutzungsbedingungen',
  intro: 'Danach weiß jede Kommune, ob und wie sie die Lösung verwenden darf.',
  fields: [
    {
      ...selectField(
        {
          name: 'licenceFree',
          label: 'Fallen für die Nachnutzung Lizenzkosten an?',
          needed: true,
          options: [
            { value: 'ja', label: 'Nein, die Nachnutzung ist frei von Lizenzkosten' },
            { value: 'nein', label: 'Ja' },
          ],
          hint: 'Veröffentlicht werden Lösungen, die frei von Lizenzkosten sind.',
        },
        ({ terms }) => (terms.licenceFree === null ? '' : terms.licenceFree ? 'ja' : 'nein'),
        ({ terms }, value) => {
          terms.licenceFree = value === '' ? null : value === 'ja';
        },
      ),
      input: 'radio',
    },
    tickField(
      {
        name: 'rightsConfirmed',
        label:
          'Unsere Organisation hat die Rechte, die Projektergebnisse unter den angegebenen Lizenzen weiterzugeben.',
        needed: true,
      },
      ({ terms }) => terms.rightsConfirmed,
      ({ terms }, value) => {
        terms.rightsConfirmed = value;
      },
    ),
    termsField('rightsHolder', 'Wer die Rechte hat', { rows: 2 }),
    termsField('thirdParty', 'Bestandteile Dritter', {
      hint: 'Fremde Software, Bilder, Daten und ihre Bedingungen.',
    }),
    termsField('remainingCosts', 'Verbleibende Kosten', {
      needed: true,
      hint: 'Zum Beispiel Hosting, Datenbanklizenzen, Schulung. Wo keine bleiben, schreiben Sie „keine“.',
    }),
    termsField('support', 'Unterstützung', {
      needed: true,
      hint: 'Wer bei der Einführung hilft und bis wann. Wo es keine gibt, schreiben Sie „keine“.',
    }),
  ],
});
