import type { Artifact } from '../artifacts/artifact.ts';
import { checkLicence } from './licences.ts';

/**
 * The one place that refuses a licence. An artifact is published only with a licence that others can look up: a file
 * without one, a name that SPDX does not know, and own terms without their text are refused; whether licences fit
 * together is a warning and refuses nothing (compatibility.ts).
 * @returns what to do, as a German sentence; null where the licence may stay
 */
export function licenceFault({
  title,
  source,
  licence,
  licenceText,
}: Pick<Artifact, 'title' | 'source' | 'licence' | 'licenceText'>): string | null {
  if (licence === '') return source.type === 'file' ? `Wählen Sie eine Lizenz für „${title}“.` : null;
  if (/(^|[\s(])LicenseRef-/.test(licence))
    return licenceText.trim() === '' ? `Fügen Sie den Lizenztext für „${title}“ hinzu.` : null;
  return checkLicence(licence) === null
    ? `„${licence}“ ist keine Lizenz der SPDX-Liste. Wählen Sie für „${title}“ eine andere, oder geben Sie eigene Bedingungen mit ihrem Text an.`
    : null;
}
