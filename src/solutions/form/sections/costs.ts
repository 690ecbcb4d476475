import { lineField, textField } from '../form-field.ts';
import { euroField, timeField } from '../form-field-kinds.ts';
import type { Section } from '../sections.ts';

const known = /^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const knownWanted = 'Jahr, Monat oder Tag, so genau wie bekannt: 2021, 06/2021 oder 30.06.2021.';

/** What taking over costs, and what the project cost. */
export const costsSection = (): Section => ({
  key: 'aufwand',
  title: 'Aufwand und Kosten',
  intro: 'Was die Übernahme kostet, und was das Projekt gekostet hat.',
  fields: [
    textField('effort', 'Aufwand der Übernahme', {
      rows: 3,
      hint: 'Zum Beispiel „zehn Personentage, davon drei für die Anbindung des Fachverfahrens“.',
    }),
    textField('cost', 'Kosten der Übernahme', { rows: 3, hint: 'Einmalig und laufend.' }),
    timeField('periodStart', 'Projektbeginn', known, knownWanted),
    timeField('periodEnd', 'Projektende', known, knownWanted),
    lineField('periodText', 'Laufzeit in Worten', { hint: 'Wo Beginn und Ende nicht genügen.' }),
    euroField('fundingTotalEur', 'Gesamtkosten des Projekts'),
    euroField('fundingStateEur', 'Davon Förderung des Landes'),
  ],
});
