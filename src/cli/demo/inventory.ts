import { modelRegion, programmeOfOrigin, resolveOrganisationNames } from '../../organisations/index.ts';
import {
  type Artifact,
  type ArtifactKind,
  type Content,
  emptyContent,
  type InventoryRecord,
  noCheck,
} from '../../solutions/index.ts';
import type { Project } from './projects.ts';

/** Who answers for records without a lead in the sources. */
const leaderless = 'kdn';

/** What the sources call a link, and what it is: a page about the project, or a result that others can use. */
const linkKinds: Record<string, Content['links'][number]['kind']> = {
  Website: 'website',
  Projektseite: 'website',
  Dashboard: 'demo',
  Dokumentation: 'documentation',
};
const artifactKinds: Record<string, ArtifactKind> = {
  Quellcode: 'sourceCode',
  'Quellcode (iOS)': 'sourceCode',
  'Quellcode (Android)': 'sourceCode',
  Vorlagen: 'template',
  'Hinweis auf Übertragbarkeitsdokument': 'concept',
  'Pflichtenhefte, Rollen- und Schulungskonzepte': 'concept',
  'Broschüre „Drei Jahre stadtLABOR“': 'other',
  'Handbuch (PDF im Repositorium)': 'manual',
};

/**
 * Turns a project of the public sources into a Bestandseintrag. Nothing is added: what the sources do not say stays
 * empty, links that are only pages about the project do not become results.
 * @param idOf gives the id of an organisation by its slug
 */
export function toInventoryRecord(
  project: Project,
  idOf: (slug: string) => string,
  takenOverAt: Date,
): InventoryRecord {
  const leads = resolveOrganisationNames(project.lead);
  const partners = project.partners.map(resolveOrganisationNames);
  const content: Content = {
    ...emptyContent(),
    title: project.title,
    summary: firstSentence(project.description),
    description: project.description,
    topics: project.topics,
    modelRegion: modelRegion(project.model_region)?.key ?? '',
    leadIds: leads.organisationSlugs.map(idOf),
    partnerIds: partners.flatMap(({ organisationSlugs }) => organisationSlugs.map(idOf)),
    otherPartners: partners.flatMap(({ unresolved }) => (unresolved ? [unresolved] : [])),
    programme: programmeOfOrigin(project.origin)?.key ?? '',
    periodStart: project.start,
    periodEnd: project.end,
    periodText: project.period_text,
    fundingTotalEur: project.funding_total_eur,
    fundingStateEur: project.funding_state_eur,
    transferableFrom: project.transferable_from,
    technology: project.technology,
    languages: [],
    links: project.artifacts.flatMap(({ kind, url }) => {
      const linkKind = linkKinds[kind];
      return linkKind ? [{ kind: linkKind, url }] : [];
    }),
    sources: project.sources,
  };
  content.terms.statement = [
    project.reuse_terms,
    project.licence && `Lizenzangabe der Quelle: ${project.licence}`,
  ]
    .filter(Boolean)
    .join('\n\n');
  return {
    slug: project.id,
    providerId: idOf(leads.organisationSlugs[0] ?? leaderless),
    content,
    artifacts: project.artifacts.flatMap((link, index) => asArtifact(project, link, index, takenOverAt)),
    inventory: {
      sourceId: project.id,
      takenOverAt,
      status: project.status,
      statusEvidence: project.status_evidence,
      completeness: project.completeness,
      missingFields: project.missing_fields,
      assignmentCertain: project.assignment_certain,
      note: project.note,
    },
  };
}

function asArtifact(
  project: Project,
  link: Project['artifacts'][number],
  index: number,
  at: Date,
): Artifact[] {
  const kind = artifactKinds[link.kind];
  if (!kind) return [];
  return [
    {
      id: `${project.id}-${index + 1}`,
      kind,
      title: link.kind,
      licence: kind === 'sourceCode' ? project.licence_spdx : '',
      licenceText: '',
      access: 'everyone',
      check: noCheck(),
      source: { type: 'link', url: link.url },
      addedAt: at,
      addedBy: '',
    },
  ];
}

/** Up to the first full stop that ends a sentence ("u. a." and "z. B." do not). */
function firstSentence(text: string): string {
  const end = /(?<!(?<!\p{L})\p{L})(?<!\b(?:bzw|ca|inkl|rd|Nr|St))\.(?=\s+[\p{Lu}„]|$)/u.exec(text);
  return end ? text.slice(0, end.index + 1) : text;
}
