import {
  modelRegion,
  type Organisation,
  type SizeClass,
  sizeClasses,
  sizeClassOf,
} from '../../organisations/index.ts';
import { date, number } from '../../shared/german.ts';
import {
  artifactAccessLabels,
  artifactKindLabels,
  artifactKinds,
  blockOf,
  leikaText,
  maturityLabels,
  operatingModelLabels,
  ozgMaturityText,
  type PublishedSolution,
  type Readiness,
  readinessStepLabels,
  readinessSteps,
} from '../../solutions/index.ts';
import { accessibilityText, dataProtectionText } from './assurances.ts';

/** A use by another organisation, as the comparison counts it. */
export type ComparedUse = {
  organisation: Organisation | null;
  confirmed: boolean;
  outdated: boolean;
  ended: boolean;
};

/** A solution with what is known around it. */
export type Compared = {
  solution: PublishedSolution;
  provider: Organisation | null;
  readiness: Readiness;
  uses: ComparedUse[];
  /** Betriebsangebote, each as a line. */
  offers: string[];
};

/** One line of the table; a cell without texts means "nicht angegeben". */
export type Row = { label: string; cells: string[][]; differs: boolean };
export type RowGroup = { title: string; rows: Row[] };

type Reader = (one: Compared) => string | string[];

/** Everything that is compared, in the order of a decision; pure, so that tables test it. */
export function comparisonRows(compared: Compared[]): RowGroup[] {
  const group = (title: string, readers: [string, Reader][]): RowGroup => ({
    title,
    rows: readers.map(([label, read]) => toRow(label, compared.map(read))),
  });
  return [
    group('Überblick', overview),
    group('Reife und Nachnutzung', proof),
    group('Rechte und Kosten', terms),
    group('Projektergebnisse', artifactReaders(compared)),
    group('Technik und Betrieb', operation),
    group('Zusicherungen', assurances),
  ].filter(({ rows }) => rows.length > 0);
}

/** The groups with only those lines in which the solutions differ. */
export const differences = (groups: RowGroup[]): RowGroup[] =>
  groups
    .map((one) => ({ ...one, rows: one.rows.filter(({ differs }) => differs) }))
    .filter(({ rows }) => rows.length > 0);

function toRow(label: string, values: (string | string[])[]): Row {
  const cells = values.map((value) =>
    [value]
      .flat()
      .flatMap((text) => text.split('\n'))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  );
  return { label, cells, differs: new Set(cells.map((cell) => JSON.stringify(cell))).size > 1 };
}

const contentOf = ({ solution }: Compared) => solution.release.content;

const overview: [string, Reader][] = [
  ['Beschreibung', (one) => contentOf(one).summary],
  [
    'Organisation',
    ({ solution, provider }) =>
      provider === null ? '' : solution.inventory ? `betreut von ${provider.fullName}` : provider.fullName,
  ],
  ['Modellregion', (one) => modelRegion(contentOf(one).modelRegion)?.name ?? ''],
  ['Themen', (one) => contentOf(one).topics],
  ['Zielgruppen', (one) => contentOf(one).targetGroups],
  [
    'Art des Eintrags',
    ({ solution: { inventory, release } }) =>
      inventory
        ? 'Bestandseintrag aus öffentlichen Quellen, nicht bestätigt'
        : `veröffentlicht, Version ${release.number} vom ${date(release.publishedAt)}`,
  ],
];

const proof: [string, Reader][] = [
  ['Reifegrad', (one) => labelOf(maturityLabels, contentOf(one).maturity)],
  [
    'Nachnutzungsreife',
    ({ readiness: { reached } }) =>
      reached === null ? 'noch keine Stufe erreicht' : readinessStepLabels[reached],
  ],
  ...readinessSteps.map((step): [string, Reader] => [
    `Stufe „${readinessStepLabels[step]}“`,
    ({ readiness }) => {
      const open = readiness.checks.filter((check) => check.step === step && !check.passed);
      return open.length === 0 ? 'erfüllt' : open.map(({ label }) => `offen: ${label}`);
    },
  ]),
  ['Bestätigte Nachnutzungen', ({ uses }) => confirmedText(uses)],
  ['Davon nach Größe der Kommune', ({ uses }) => sizesText(uses)],
  ['Gemeldet, noch nicht bestätigt', ({ uses }) => number(uses.filter(({ confirmed }) => !confirmed).length)],
];

const running = (uses: ComparedUse[]): ComparedUse[] =>
  uses.filter(({ confirmed, ended }) => confirmed && !ended);

function confirmedText(uses: ComparedUse[]): string[] {
  const [now, outdated] = [running(uses), running(uses).filter((use) => use.outdated)];
  const ended = uses.filter((use) => use.confirmed && use.ended);
  const more = (list: ComparedUse[], word: string): string[] =>
    list.length === 0 ? [] : [`${number(list.length)} ${word}`];
  return [
    now.length === 0 ? 'keine' : number(now.length),
    ...more(outdated, 'davon veraltet'),
    ...more(ended, 'beendet'),
  ];
}

/** "2 Kommunen mit 5.000 bis unter 20.000 Einwohnern" and so on, the smallest first; outdated ones are left out. */
function sizesText(uses: ComparedUse[]): string[] {
  const fresh = running(uses).filter(({ outdated }) => !outdated);
  const counts = new Map<SizeClass, number>();
  for (const { organisation } of fresh) {
    const size = organisation?.kind === 'municipality' ? sizeClassOf(organisation.population) : null;
    if (size !== null) counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  const rest = fresh.length - [...counts.values()].reduce((sum, count) => sum + count, 0);
  const lines = sizeClasses.flatMap(({ key, label }) => {
    const count = counts.get(key);
    return count === undefined ? [] : [`${number(count)}: ${label}`];
  });
  if (rest > 0) lines.push(`${number(rest)}: andere Organisationen`);
  return lines.length > 0 ? lines : ['keine'];
}

const terms: [string, Reader][] = [
  [
    'Frei von Lizenzkosten',
    (one) => {
      const { licenceFree } = contentOf(one).terms;
      return licenceFree === null ? '' : licenceFree ? 'ja' : 'nein';
    },
  ],
  ['Lizenzen', ({ solution }) => [...new Set(solution.release.artifacts.map(({ licence }) => licence))]],
  [
    'Rechte zur Weitergabe',
    (one) => (contentOf(one).terms.rightsConfirmed ? 'von der bereitstellenden Organisation bestätigt' : ''),
  ],
  ['Wer die Rechte hat', (one) => contentOf(one).terms.rightsHolder],
  ['Bestandteile Dritter', (one) => contentOf(one).terms.thirdParty],
  ['Verbleibende Kosten', (one) => contentOf(one).terms.remainingCosts],
  ['Kosten der Übernahme', (one) => contentOf(one).cost],
  ['Aufwand der Übernahme', (one) => contentOf(one).effort],
  ['Unterstützung', (one) => contentOf(one).terms.support],
];

/** One line per kind of artifact that any of the solutions has. */
function artifactReaders(compared: Compared[]): [string, Reader][] {
  const usable = ({ solution: { release, blocks } }: Compared) =>
    release.artifacts.filter((artifact) => blockOf(blocks, artifact) === undefined);
  return artifactKinds
    .filter((kind) => compared.some((one) => usable(one).some((artifact) => artifact.kind === kind)))
    .map((kind) => [
      artifactKindLabels[kind],
      (one) => {
        const lines = usable(one)
          .filter((artifact) => artifact.kind === kind)
          .map(({ title, access }) =>
            `${title}, für ${artifactAccessLabels[access]}`.replace('für nach', 'nach'),
          );
        return lines.length > 0 ? lines : 'nicht vorhanden';
      },
    ]);
}

const operation: [string, Reader][] = [
  ['Voraussetzungen', (one) => contentOf(one).prerequisites],
  ['Betrieb', (one) => contentOf(one).operatingModels.map((model) => operatingModelLabels[model])],
  ['Betriebsangebote', (one) => [...one.offers, contentOf(one).operatingOffers]],
  ['Technik', (one) => contentOf(one).technology],
  ['Standards und Schnittstellen', (one) => contentOf(one).standards],
  ['XÖV-Standards', (one) => contentOf(one).xoev],
  ['Themenfelder des OZG', (one) => contentOf(one).ozgFields],
  ['Leistungen (LeiKa)', (one) => contentOf(one).leikaKeys.map(leikaText)],
  ['OZG-Leistung', (one) => contentOf(one).ozg.id],
  ['OZG-Reifegrad', (one) => ozgMaturityText(contentOf(one).ozg)],
  ['Sprachen der Lösung', (one) => contentOf(one).languages],
];

const assurances: [string, Reader][] = [
  ['Barrierefreiheit', (one) => accessibilityText(contentOf(one).accessibility)],
  ['Datenschutz', (one) => dataProtectionText(contentOf(one).dataProtection)],
];

const labelOf = <K extends string>(labels: Record<K, string>, key: K | ''): string =>
  key === '' ? '' : labels[key];
