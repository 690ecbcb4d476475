import { maturities, maturityLabels, operatingModelLabels, operatingModels } from '../../record/content.ts';
import { choicesField, listField, selectField, textField } from '../form-field.ts';
import { onePerLine } from '../hints.ts';
import { labelled } from '../labelled.ts';
import type { Section } from '../sections.ts';

/** What is needed to run a solution. */
export const technologySection = (): Section => ({
  key: 'technik',
  title: 'Technik und Betrieb',
  intro: 'Was gebraucht wird, damit die Lösung läuft.',
  fields: [
    selectField(
      {
        name: 'maturity',
        label: 'Reifegrad',
        needed: true,
        options: labelled(maturities, maturityLabels),
      },
      (content) => content.maturity,
      (content, value) => {
        content.maturity = maturities.find((one) => one === value) ?? '';
      },
    ),
    choicesField(
      {
        name: 'operatingModels',
        label: 'Betriebsmodelle',
        options: labelled(operatingModels, operatingModelLabels),
      },
      (content) => content.operatingModels,
      (content, values) => {
        content.operatingModels = values;
      },
    ),
    textField('operatingOffers', 'Hinweise zum Betrieb', {
      rows: 3,
      hint: 'Was beim Betrieb zu beachten ist. Betriebsangebote veröffentlichen die IT-Dienstleister selbst auf der Seite der Lösung.',
    }),
    listField('technology', 'Technik', { hint: `Sprachen, Datenbanken, Fachverfahren. ${onePerLine}` }),
    listField('standards', 'Standards und Schnittstellen', {
      hint: `Zum Beispiel XÖV, FIM, OGC. ${onePerLine}`,
    }),
    textField('prerequisites', 'Voraussetzungen', {
      rows: 3,
      hint: 'Was vorher da sein muss: Verfahren, Verträge, Fachkräfte.',
    }),
    listField('languages', 'Sprachen der Lösung', { hint: onePerLine }),
  ],
});
