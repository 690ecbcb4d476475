import {
  type FacetValues,
  perFacet,
  regionWords,
  type SearchDocument,
} from '../../../src/catalogue/search/index.ts';
import projects from '../../../src/cli/demo/projects.json' with { type: 'json' };

type Project = (typeof projects)[number];

/** The 62 real projects as the search sees them. */
export function projectDocuments(): SearchDocument[] {
  return projects.map(projectDocument);
}

function projectDocument(project: Project): SearchDocument {
  return {
    id: project.id,
    slug: project.id,
    title: project.title,
    summary: project.description.split(/(?<=\.)\s/)[0] ?? '',
    description: project.description,
    fields: [
      { name: 'topics', text: project.topics.join(', '), weight: 3 },
      { name: 'technology', text: project.technology.join(', '), weight: 2 },
      { name: 'lead', text: project.lead, weight: 2 },
      { name: 'partners', text: project.partners.join(', '), weight: 1 },
      {
        name: 'region',
        text: `${project.model_region_label}, ${regionWords(project.model_region)}`,
        weight: 1,
      },
      { name: 'programme', text: project.origin_label, weight: 1 },
      { name: 'terms', text: `${project.licence}\n${project.reuse_terms}`, weight: 1 },
    ],
    facets: facetsOf(project),
    publishedAt: new Date(`${project.transferable_from || '2018-01'}-01T00:00:00Z`),
    reuseCount: project.partners.length,
  };
}

function facetsOf(project: Project): FacetValues {
  return {
    ...perFacet(() => []),
    topic: project.topics,
    modelRegion: project.model_region === '' ? [] : [project.model_region],
    programme: [project.origin],
    organisationKind: project.lead === '' ? [] : [project.lead.split(' ')[0] ?? ''],
    artifactKind: [...new Set(project.artifacts.map((artifact) => artifact.kind))],
    licence: [project.licence_spdx || 'unstated'],
    maturity: [project.status === 'abgeschlossen' ? 'abgeschlossen' : 'offen'],
    reused: [project.partners.length > 1 ? 'ja' : 'nein'],
  };
}
