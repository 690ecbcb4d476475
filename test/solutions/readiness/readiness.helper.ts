import type { ArtifactKind } from '../../../src/solutions/artifacts/artifact.ts';
import { type Artifact, noCheck } from '../../../src/solutions/index.ts';
import type { Evidence, Judged } from '../../../src/solutions/readiness/check.ts';
import type { Content } from '../../../src/solutions/record/content.ts';
import type { SecurityNotice } from '../../../src/solutions/record/solution.model.ts';
import { completeContent } from '../publishing.helper.ts';

/** A link under EUPL; `id` and kind decide. */
export function artifact(id: string, kind: ArtifactKind, more: Partial<Artifact> = {}): Artifact {
  return {
    id,
    kind,
    title: id,
    licence: 'EUPL-1.2',
    licenceText: '',
    access: 'everyone',
    check: noCheck(),
    source: { type: 'link', url: `https://code.example/${id}` },
    addedAt: new Date(0),
    addedBy: 'x',
    ...more,
  };
}

/** An open critical notice about the first release. */
export const notice = (more: Partial<SecurityNotice> = {}): SecurityNotice => ({
  id: 'n',
  releases: [1],
  severity: 'critical',
  title: 'Lücke im Formular',
  text: 'Text',
  remedy: 'Abhilfe',
  at: new Date(0),
  by: 'x',
  supplements: [],
  resolved: null,
  ...more,
});

/** A content that lacks nothing. */
export function readyContent(): Content {
  const content = completeContent();
  return {
    ...content,
    description:
      'Der Antrag geht direkt in das Fachverfahren und von dort als Bescheid in das Postfach. '.repeat(2),
    benefit: 'Bescheid am selben Tag',
    targetGroups: ['Steueramt'],
    topics: ['Verwaltung'],
    prerequisites: 'Ein Formularserver',
    effort: 'Zehn Personentage',
    cost: 'keine',
    operatingModels: ['self'],
    dataProtection: { personalData: 'ordinary', status: 'dsfaDone', on: '', note: '' },
    accessibility: { status: 'partial', method: 'selfAssessment', on: '', report: '' },
    terms: { ...content.terms, thirdParty: 'keine' },
  };
}

/** A solution that passes every check but those of use. */
export const readySolution = (): Judged => ({
  release: {
    number: 1,
    content: readyContent(),
    artifacts: [
      artifact('quellcode', 'sourceCode'),
      artifact('dsfa', 'dsfa'),
      artifact('sicherheit', 'securityConcept'),
      artifact('handbuch', 'manual'),
    ],
  },
  blocks: [],
  inventory: null,
  notices: [],
  scans: new Map(),
});

export const wellUsed: Evidence = { confirmedReuses: 2, operatingOffers: 0 };
