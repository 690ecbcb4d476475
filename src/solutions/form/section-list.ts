import { modelRegions, programmes } from '../../organisations/index.ts';
import { maturities, maturityLabels, operatingModelLabels, operatingModels } from '../record/content.ts';
import { topics } from '../record/topics.ts';
import {
  choicesField,
  lineField,
  listField,
  selectField,
  termsField,
  textField,
  tickField,
} from './form-field.ts';
import { euroField, linksField, relatedField, sourcesField, timeField } from './form-field-kinds.ts';
import type { Section } from './sections.ts';

const markdownHint = 'Absätze, Listen und Verweise sind möglich (Markdown).';
const onePerLine = 'Eine Angabe pro Zeile.';
const known = /^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const knownWanted = 'Jahr, Monat oder Tag, so genau wie bekannt: 2021, 2021-06 oder 2021-06-30.';

const labelled = <K extends string>(values: readonly K[], labels: Record<K, string>) =>
  values.map((value) => ({ value, label: labels[value] }));

/** Every section with its fields, as the form shows them. */
export function makeSections(): readonly Section[] {
  return [
    {
      key: 'grundlagen',
      title: 'Grundlagen',
      intro: 'Damit wird die Lösung gefunden und eingeordnet.',
      fields: [
        lineField('title', 'Titel', {
          needed: true,
          max: 150,
          hint: 'Kurz und so, wie andere danach suchen.',
        }),
        lineField('summary', 'Ein Satz dazu', {
          needed: true,
          max: 300,
          hint: 'Was die Lösung für wen tut. Steht in jeder Trefferliste.',
        }),
        lineField('contactFunction', 'Fachliche Ansprechstelle', {
          needed: true,
          hint: 'Eine Stelle, keine Person, zum Beispiel „Projektbüro Digitale Modellregion“. Nachrichten kommen über Formulare.',
        }),
        choicesField(
          { name: 'topics', label: 'Themen', options: topics.map((value) => ({ value, label: value })) },
          (content) => content.topics,
          (content, values) => {
            content.topics = values;
          },
        ),
        selectField(
          {
            name: 'modelRegion',
            label: 'Modellregion',
            options: modelRegions().map(({ key, name }) => ({ value: key, label: name })),
            hint: 'Wo die Lösung entstanden ist.',
          },
          (content) => content.modelRegion,
          (content, value) => {
            content.modelRegion = value;
          },
        ),
        selectField(
          {
            name: 'programme',
            label: 'Programm',
            options: programmes().map(({ key, name }) => ({ value: key, label: name })),
          },
          (content) => content.programme,
          (content, value) => {
            content.programme = value;
          },
        ),
      ],
    },
    {
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
          'Jahr und Monat, zum Beispiel 2026-09.',
        ),
        listField('targetGroups', 'Zielgruppen', {
          hint: `Für welche Organisationen, zum Beispiel „kreisangehörige Gemeinden“. ${onePerLine}`,
        }),
        textField('beneficiaries', 'Wer profitiert', {
          rows: 2,
          hint: 'Zum Beispiel Familien mit Kita-Kindern, das Standesamt.',
        }),
      ],
    },
    {
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
        textField('operatingOffers', 'Betriebsangebote', {
          rows: 3,
          hint: 'Welcher IT-Dienstleister die Lösung für andere betreibt und zu welchen Bedingungen.',
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
    },
    {
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
    },
    {
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
    },
    {
      key: 'verweise',
      title: 'Verweise und Quellen',
      intro: 'Was es anderswo dazu gibt.',
      fields: [
        linksField('website', 'linkWebsite', 'Website', 'Eine Adresse pro Zeile.'),
        linksField('repository', 'linkRepository', 'Quellcode-Repositorium', 'Eine Adresse pro Zeile.'),
        linksField('demo', 'linkDemo', 'Vorführung', 'Wo man die Lösung ausprobieren kann.'),
        linksField('documentation', 'linkDocumentation', 'Dokumentation', 'Eine Adresse pro Zeile.'),
        relatedField('Verwandte Lösungen', 'Die Adresse der Lösung auf Blaupause, eine pro Zeile.'),
        sourcesField(
          'Quellen',
          'Eine Quelle pro Zeile: zuerst die Adresse, dann ein Leerzeichen und wer sie veröffentlicht hat.',
        ),
      ],
    },
  ];
}
