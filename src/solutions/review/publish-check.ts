import type { FieldError } from '../../shared/errors.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import type { Content } from '../record/content.ts';
import { licenceFault } from '../rights/refuse-licence.ts';

/**
 * What must be stated before anything is published (product.md "Nachnutzungsbedingungen", and costs and contacts
 * because their lack is what users of other catalogues complain of). Bestandseinträge are not checked.
 * @returns one fault per field, in the order of the form; the field is the id of a form field, or `artifact-<id>`
 */
export function missingForPublication(content: Content, artifacts: Artifact[]): FieldError[] {
  return [...missingInContent(content), ...missingInTerms(content), ...missingInArtifacts(artifacts)];
}

function missingInContent(content: Content): FieldError[] {
  const faults: FieldError[] = [];
  const need = (field: keyof Content, message: string) => {
    if (content[field] === '') faults.push({ field, message });
  };
  need('title', 'Geben Sie der Lösung einen Titel.');
  need('summary', 'Beschreiben Sie die Lösung in einem Satz.');
  need('contactFunction', 'Nennen Sie die Stelle, die Anfragen beantwortet.');
  need('description', 'Beschreiben Sie, worum es geht.');
  need('transferable', 'Sagen Sie, was andere übernehmen können.');
  need('maturity', 'Geben Sie den Reifegrad an.');
  return faults;
}

function missingInTerms({ terms }: Content): FieldError[] {
  const faults: FieldError[] = [];
  if (terms.licenceFree !== true)
    faults.push({
      field: 'licenceFree',
      message: 'Bestätigen Sie, dass für die Nachnutzung keine Lizenzkosten anfallen.',
    });
  if (!terms.rightsConfirmed)
    faults.push({
      field: 'rightsConfirmed',
      message: 'Bestätigen Sie, dass Ihre Organisation die nötigen Rechte hat.',
    });
  if (terms.remainingCosts === '')
    faults.push({
      field: 'remainingCosts',
      message: 'Sagen Sie, welche Kosten trotzdem bleiben, auch wenn es keine sind.',
    });
  if (terms.support === '')
    faults.push({
      field: 'support',
      message: 'Sagen Sie, welche Unterstützung es gibt, auch wenn es keine gibt.',
    });
  return faults;
}

function missingInArtifacts(artifacts: Artifact[]): FieldError[] {
  return artifacts.flatMap((artifact) => {
    const message = licenceFault(artifact);
    return message === null ? [] : [{ field: `artifact-${artifact.id}`, message }];
  });
}
