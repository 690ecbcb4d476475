import { type Content, emptyContent, noRights } from '../../solutions/index.ts';
import type { ExampleFile } from './example-files.ts';

/** A filled-in solution of a fictitious organisation, to show every field. */
export type Example = {
  provider: string;
  content: Content;
  files: ExampleFile[];
  /** Parts of others by the title of the artifact that holds them. */
  parts?: { name: string; licence: string; inTitle: string }[];
  links: { title: string; url: string; kind: 'website' | 'sourceCode'; licence: string }[];
};

const example = (content: Partial<Content> & Pick<Content, 'terms'>): Content => ({
  ...emptyContent(),
  ...content,
});

/** The examples by name; each says in its title and first sentence that it is made up. */
export const examples = {
  dogTax: {
    provider: 'musterstadt',
    content: example({
      title: 'Beispiel: Hundesteuer online anmelden, ändern und abmelden',
      summary:
        'Bürgerinnen und Bürger melden ihren Hund in fünf Minuten online an; das Fachverfahren veranlagt ohne Abtippen.',
      description:
        'Dies ist ein **erfundenes Beispiel** für die Vorführung.\n\nDie Anmeldung läuft vom Formular bis zum Bescheid ohne Medienbruch:\n\n1. Formular mit Nutzerkonto oder ohne\n2. Abgleich mit dem Melderegister\n3. Übergabe an das Steuerfachverfahren\n4. Bescheid ins Postfach oder per Post',
      situation:
        'Rund 2.400 Hunde, jede Anmeldung auf Papier, im Mittel neun Tage bis zum Bescheid, viele Rückfragen wegen fehlender Angaben.',
      special:
        'Die Sätze der Satzung stehen in einer Datei, nicht im Ablauf. Eine andere Kommune ändert nur diese Datei.',
      benefit: 'Bescheid am selben Tag statt nach neun Tagen; etwa 20 Minuten weniger Arbeit je Anmeldung.',
      transferable:
        'Fachkonzept, Prozessmodell, Konfiguration des Formulars und die Leistungsbeschreibung für die Anbindung; alles ohne Lizenzkosten.',
      transferableFrom: '2026-01',
      targetGroups: ['Steueramt', 'IT-Abteilung', 'Digitalisierungsbeauftragte'],
      beneficiaries: 'Hundehalterinnen und Hundehalter, Sachbearbeitung im Steueramt',
      topics: ['Verwaltung'],
      ozgFields: ['Steuern & Zoll'],
      periodStart: '2024-03',
      periodEnd: '2025-12',
      periodText: '2024 – 2025',
      fundingTotalEur: 84000,
      fundingStateEur: 67200,
      maturity: 'production',
      operatingModels: ['self', 'provider'],
      operatingOffers: 'Der IT-Verbund Beispielregion betreibt den Formularserver für seine Mitglieder.',
      standards: ['BPMN 2.0'],
      xoev: ['XMeld'],
      ozg: { id: '', maturity: 3, model: '1.1' },
      accessibility: { status: 'partial', method: 'selfAssessment', on: '2026-02-10', report: '' },
      dataProtection: {
        personalData: 'ordinary',
        status: 'checked',
        on: '2026-02-03',
        note: 'Löschfristen legt jede Kommune selbst fest.',
      },
      waivedDocuments: [{ kind: 'avv', reason: 'Wer selbst betreibt, hat keinen Auftragsverarbeiter.' }],
      technology: ['Formularserver', 'REST-Schnittstelle zum Steuerfachverfahren'],
      prerequisites:
        'Ein Formularserver und ein Steuerfachverfahren mit Schnittstelle; Anbindung an das Melderegister ist hilfreich, nicht nötig.',
      effort:
        'Etwa zehn Personentage: drei für das Formular, fünf für die Anbindung, zwei für Test und Schulung.',
      cost: '5.000 bis 9.000 Euro für die Anbindung durch den Hersteller des Fachverfahrens, danach keine laufenden Kosten über den Formularserver hinaus.',
      contactFunction: 'Projektteam Digitale Bürgerdienste',
      links: [{ kind: 'documentation', url: 'https://musterstadt.example/hundesteuer/handbuch' }],
      sources: [],
      terms: {
        licenceFree: true,
        rightsConfirmed: true,
        rightsConfirmation: null,
        rights: noRights(),
        rightsHolder: 'Stadt Musterstadt (Beispiel)',
        thirdParty: 'Der Formularserver selbst gehört nicht dazu.',
        remainingCosts: 'Anbindung des Fachverfahrens durch dessen Hersteller.',
        support: 'Zwei Videotermine zur Einführung; danach Fragen über diese Seite, Antwort in zwei Wochen.',
        statement: '',
      },
    }),
    files: [
      {
        file: 'hundesteuer-fachkonzept.md',
        title: 'Fachkonzept',
        kind: 'concept',
        licence: 'CC-BY-4.0',
        access: 'everyone',
      },
      {
        file: 'hundesteuer-prozess.bpmn',
        title: 'Prozessmodell Anmeldung',
        kind: 'processModel',
        licence: 'CC-BY-4.0',
        access: 'everyone',
      },
      {
        file: 'hundesteuer-leistungsbeschreibung.md',
        title: 'Leistungsbeschreibung Anbindung',
        kind: 'tenderSpecification',
        licence: 'CC0-1.0',
        access: 'publicBodies',
      },
      {
        file: 'hundesteuer-konfiguration.json',
        title: 'Konfiguration des Formulars',
        kind: 'configuration',
        licence: 'EUPL-1.2',
        access: 'accepted',
      },
      {
        file: 'hundesteuer-sicherheitskonzept.md',
        title: 'Sicherheitskonzept',
        kind: 'securityConcept',
        licence: 'CC-BY-4.0',
        access: 'publicBodies',
      },
    ],
    links: [],
  },
  council: {
    provider: 'musterstadt',
    content: example({
      title: 'Beispiel: Papierlose Ratssitzung mit Schulung für das Ehrenamt',
      summary:
        'Vorlagen, Einladungen und Niederschriften ohne Papier, mit einer Schulung, die an einem Abend passt.',
      description:
        'Dies ist ein **erfundenes Beispiel** für die Vorführung.\n\nUmstellung des Sitzungsdienstes in drei Monaten, gemeinsam mit dem Rat.',
      situation: 'Je Sitzung wurden 38 Mappen gedruckt und gefahren.',
      special: 'Die Schulung richtet sich an Ehrenamtliche ohne Vorwissen.',
      benefit: 'Keine Mappen mehr, Vorlagen sind drei Tage früher da.',
      transferable: 'Schulungsunterlagen und Einführungsplan.',
      transferableFrom: '2026-04',
      targetGroups: ['Sitzungsdienst', 'Ratsbüro'],
      beneficiaries: 'Ratsmitglieder und Sitzungsdienst',
      topics: ['Verwaltung', 'Bürgerbeteiligung'],
      ozgFields: ['Querschnittsleistungen'],
      periodText: '2025',
      periodStart: '2025',
      maturity: 'production',
      operatingModels: ['none'],
      accessibility: { status: 'partial', method: 'selfAssessment', on: '2026-03-17', report: '' },
      dataProtection: { personalData: 'none', status: '', on: '', note: '' },
      prerequisites: 'Ein Ratsinformationssystem ist vorhanden.',
      effort: 'Ein Abend je Fraktion, zwei Tage Vorbereitung.',
      cost: 'Keine über Endgeräte hinaus.',
      contactFunction: 'Ratsbüro',
      terms: {
        licenceFree: true,
        rightsConfirmed: true,
        rightsConfirmation: null,
        rights: noRights(),
        rightsHolder: 'Stadt Musterstadt (Beispiel)',
        thirdParty: 'Keine.',
        remainingCosts: 'Endgeräte für Ratsmitglieder, falls nicht vorhanden.',
        support: 'Keine; Fragen über diese Seite.',
        statement: '',
      },
    }),
    files: [
      {
        file: 'sitzung-schulung.md',
        title: 'Schulungsunterlage',
        kind: 'training',
        licence: 'CC-BY-SA-4.0',
        access: 'everyone',
      },
    ],
    links: [],
  },
  defects: {
    provider: 'musterland',
    content: example({
      title: 'Beispiel: Mängelmelder für kleine Gemeinden ohne eigene IT',
      summary:
        'Ein Kreis betreibt den Mängelmelder, jede Gemeinde bekommt ihre eigene Seite und ihre eigenen Zuständigkeiten.',
      description:
        'Dies ist ein **erfundenes Beispiel** für die Vorführung.\n\nMeldungen kommen über die Website oder am Telefon und landen bei der zuständigen Stelle.',
      situation: 'Meldungen kamen auf fünf Wegen und gingen verloren.',
      special: 'Eine Gemeinde richtet sich in einer Stunde selbst ein.',
      benefit: 'Jede Meldung bekommt eine Antwort; der Kreis sieht, wo es klemmt.',
      transferable: 'Datenmodell, Quellcode und Zuständigkeitsmatrix.',
      targetGroups: ['Bauhof', 'Ordnungsamt', 'Gemeinden unter 20.000 Einwohnern'],
      beneficiaries: 'Bürgerinnen und Bürger, Bauhöfe',
      topics: ['Infrastruktur', 'Bürgerbeteiligung', 'ländlicher Raum'],
      ozgFields: ['Mobilität & Reisen', 'Umwelt'],
      periodText: '2024 – 2026',
      maturity: 'pilot',
      operatingModels: ['provider', 'cloud'],
      standards: ['Open311', 'WMS'],
      technology: ['PostgreSQL/PostGIS', 'Node.js'],
      prerequisites: 'Ein Stadtplan als Kartendienst.',
      effort: 'Fünf Personentage beim Kreis, ein halber je Gemeinde.',
      cost: 'Rund 200 Euro im Monat für den Betrieb, geteilt durch alle Gemeinden.',
      contactFunction: 'Stabsstelle Digitalisierung',
      links: [{ kind: 'repository', url: 'https://git.musterland.example/maengelmelder' }],
      terms: {
        licenceFree: true,
        rightsConfirmed: true,
        rightsConfirmation: null,
        rights: noRights(),
        rightsHolder: 'Kreis Musterland (Beispiel)',
        thirdParty: 'Kartendaten des Landes nach dl-de/zero-2-0.',
        remainingCosts: 'Betrieb des Servers.',
        support: 'Monatliche Sprechstunde.',
        statement: '',
      },
    }),
    files: [
      {
        file: 'mangel-datenmodell.csv',
        title: 'Datenmodell',
        kind: 'dataModel',
        licence: 'CC0-1.0',
        access: 'everyone',
      },
    ],
    links: [
      {
        title: 'Quellcode',
        url: 'https://git.musterland.example/maengelmelder',
        kind: 'sourceCode',
        licence: 'EUPL-1.2',
      },
    ],
    parts: [
      { name: 'Leaflet (Kartenanzeige)', licence: 'BSD-2-Clause', inTitle: 'Quellcode' },
      { name: 'Express', licence: 'MIT', inTitle: 'Quellcode' },
      { name: 'Stadtplan des Landes', licence: 'DL-DE-ZERO-2.0', inTitle: '' },
    ],
  },
} satisfies Record<string, Example>;
