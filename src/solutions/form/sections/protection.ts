import { optionalDay, optionalText, optionalWebAddress } from '../../../shared/fields.ts';
import { isoDate } from '../../../shared/german.ts';
import type { Content } from '../../record/content.ts';
import {
  accessibilityMethodLabels,
  accessibilityMethods,
  accessibilityStatuses,
  accessibilityStatusLabels,
  dataProtectionStatuses,
  dataProtectionStatusLabels,
  personalDataKinds,
  personalDataLabels,
} from '../../record/documentation.ts';
import { field, selectField } from '../form-field.ts';
import { labelled } from '../labelled.ts';
import type { Section } from '../sections.ts';

/** The day of a test, which cannot lie ahead. */
const pastDay = (key: 'accessibility' | 'dataProtection', name: string, label: string) =>
  field(
    { name, label, input: 'date' },
    optionalDay(`${label}: Bitte ein gültiges Datum angeben.`)
      .default('')
      .refine((day) => day <= isoDate(new Date()), { error: `${label}: Das Datum liegt in der Zukunft.` }),
    (content) => content[key].on,
    (content: Content, on) => {
      content[key].on = on;
    },
  );

const choose = <V extends string>(list: readonly V[], value: string): V | '' =>
  list.find((one) => one === value) ?? '';

/** What the data protection officer and the accessibility officer of a reusing town must know. */
export const protectionSection = (): Section => ({
  key: 'schutz',
  title: 'Barrierefreiheit und Datenschutz',
  intro:
    'Jede Kommune muss beides vor der Einführung prüfen. Ihr ehrlicher Stand spart ihr Arbeit, auch wenn noch etwas offen ist.',
  fields: [
    selectField(
      {
        name: 'accessibilityStatus',
        label: 'Stand der Barrierefreiheit',
        options: labelled(accessibilityStatuses, accessibilityStatusLabels),
      },
      ({ accessibility }) => accessibility.status,
      ({ accessibility }, value) => {
        accessibility.status = choose(accessibilityStatuses, value);
      },
    ),
    selectField(
      {
        name: 'accessibilityMethod',
        label: 'Wie geprüft wurde',
        options: labelled(accessibilityMethods, accessibilityMethodLabels),
      },
      ({ accessibility }) => accessibility.method,
      ({ accessibility }, value) => {
        accessibility.method = choose(accessibilityMethods, value);
      },
    ),
    pastDay('accessibility', 'accessibilityOn', 'Barrierefreiheit geprüft am'),
    field(
      {
        name: 'accessibilityReport',
        label: 'Adresse des Prüfberichts',
        input: 'line',
        hint: 'Oder laden Sie ihn als Projektergebnis hoch.',
      },
      optionalWebAddress('Adresse des Prüfberichts'),
      ({ accessibility }) => accessibility.report,
      ({ accessibility }, value) => {
        accessibility.report = value;
      },
    ),
    selectField(
      {
        name: 'personalData',
        label: 'Welche personenbezogenen Daten verarbeitet werden',
        options: labelled(personalDataKinds, personalDataLabels),
      },
      ({ dataProtection }) => dataProtection.personalData,
      ({ dataProtection }, value) => {
        dataProtection.personalData = choose(personalDataKinds, value);
      },
    ),
    selectField(
      {
        name: 'dataProtectionStatus',
        label: 'Stand der Datenschutzprüfung',
        options: labelled(dataProtectionStatuses, dataProtectionStatusLabels),
      },
      ({ dataProtection }) => dataProtection.status,
      ({ dataProtection }, value) => {
        dataProtection.status = choose(dataProtectionStatuses, value);
      },
    ),
    pastDay('dataProtection', 'dataProtectionOn', 'Datenschutz geprüft am'),
    field(
      {
        name: 'dataProtectionNote',
        label: 'Anmerkung zum Datenschutz',
        input: 'text',
        rows: 3,
        hint: 'Was die nachnutzende Kommune noch selbst klären muss, zum Beispiel Löschfristen.',
      },
      optionalText('Anmerkung zum Datenschutz', { max: 2000 }),
      ({ dataProtection }) => dataProtection.note,
      ({ dataProtection }, value) => {
        dataProtection.note = value;
      },
    ),
  ],
});
