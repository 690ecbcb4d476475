import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import spdxLicences from 'spdx-license-list';
import { z } from 'zod';

const { resolve } = createRequire(import.meta.url);
const stored = z.object({ licenseText: z.string() });

/**
 * The full texts of the licences that SPDX expressions name, by identifier, from the package that also gives their
 * names. Words that name no licence (exceptions, LicenseRef) are left out.
 */
export async function licenceTexts(expressions: string[]): Promise<Map<string, string>> {
  const words = expressions.flatMap((expression) => expression.match(/[A-Za-z0-9.-]+/g) ?? []);
  const ids = [...new Set(words)].filter((id) => Object.hasOwn(spdxLicences, id)).sort();
  const texts = await Promise.all(
    ids.map(async (id): Promise<[string, string]> => {
      const json = await readFile(resolve(`spdx-license-list/licenses/${id}.json`), 'utf8');
      return [id, stored.parse(JSON.parse(json)).licenseText];
    }),
  );
  return new Map(texts);
}
