/** Projektergebnisse: the files and links of a working copy or a release. */

export const artifactKinds = [
  'sourceCode',
  'concept',
  'processModel',
  'tenderSpecification',
  'dsfa',
  'avv',
  'securityConcept',
  'training',
  'slides',
  'dataModel',
  'configuration',
  'manual',
  'template',
  'accessibilityReport',
  'picture',
  'website',
  'other',
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];
export const artifactKindLabels: Record<ArtifactKind, string> = {
  sourceCode: 'Quellcode',
  concept: 'Konzept',
  processModel: 'Prozessmodell',
  tenderSpecification: 'Leistungsbeschreibung',
  dsfa: 'Datenschutz-Folgenabschätzung',
  avv: 'Vertrag zur Auftragsverarbeitung',
  securityConcept: 'Sicherheitskonzept',
  training: 'Schulungsunterlage',
  slides: 'Präsentation',
  dataModel: 'Datenmodell',
  configuration: 'Konfiguration',
  manual: 'Handbuch',
  template: 'Vorlage',
  accessibilityReport: 'Prüfbericht zur Barrierefreiheit',
  picture: 'Bild',
  website: 'Website',
  other: 'Sonstiges',
};

/** Who may get an artifact. */
export const artifactAccesses = ['everyone', 'publicBodies', 'accepted'] as const;
export type ArtifactAccess = (typeof artifactAccesses)[number];
export const artifactAccessLabels: Record<ArtifactAccess, string> = {
  everyone: 'alle',
  publicBodies: 'angemeldete öffentliche Stellen',
  accepted: 'nach angenommener Anfrage',
};

export type ArtifactSource =
  | { type: 'file'; sha256: string; size: number; filename: string; mediaType: string }
  | { type: 'link'; url: string };

/** How far a document has been checked. `on` is 'YYYY-MM-DD' or ''; `by` names a function, never a person. */
export const checkStates = ['draft', 'checked'] as const;
export type CheckState = (typeof checkStates)[number];
export const checkStateLabels: Record<CheckState, string> = { draft: 'Entwurf', checked: 'geprüft' };
export type DocumentCheck = { state: CheckState | ''; by: string; on: string };
export const noCheck = (): DocumentCheck => ({ state: '', by: '', on: '' });

export type Artifact = {
  id: string;
  kind: ArtifactKind;
  title: string;
  /** SPDX expression, or `LicenseRef-…` with `licenceText`; '' while not stated. */
  licence: string;
  licenceText: string;
  access: ArtifactAccess;
  check: DocumentCheck;
  source: ArtifactSource;
  addedAt: Date;
  addedBy: string;
};

/** An artifact blocked after a report of a rights violation: 410 for everybody, hash and reason stay. */
export type ArtifactBlock = {
  artifactId: string;
  sha256: string;
  at: Date;
  by: string;
  reason: string;
  /** The report it follows: lifting one leaves the blocks of others. Missing in the oldest blocks. */
  reportId?: string;
};

/** SHA-256 of the files among these artifacts. */
export const fileHashes = (artifacts: Pick<Artifact, 'source'>[]): string[] =>
  artifacts.flatMap(({ source }) => (source.type === 'file' ? [source.sha256] : []));

/** The block that stands against an artifact: by its id or, wherever the same content occurs again, by its hash. */
export function blockOf(blocks: ArtifactBlock[], { id, source }: Artifact): ArtifactBlock | undefined {
  const sha256 = source.type === 'file' ? source.sha256 : null;
  return blocks.find((block) => block.artifactId === id || block.sha256 === sha256);
}
