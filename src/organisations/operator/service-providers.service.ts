import { parse } from 'csv-parse/sync';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { type FieldError, forbidden, InvalidInput } from '../../shared/errors.ts';
import type { OrganisationModel } from '../record/organisation.model.ts';

/** One fault of an import: the line of the file (the heading is line 1) and what to mend. */
export type RowFault = { row: number; message: string };

/** What an import would do. `towns` maps the organisation's slug to the slugs of its providers. */
export type ImportPlan = { rows: number; towns: Map<string, string[]>; faults: RowFault[] };

const columns = ['ags', 'dienstleister'];

/**
 * Which IT service provider serves which municipality: only the operator tells, by a CSV file with the columns `ags`
 * (8 digits, or 5 for a Kreis) and `dienstleister` (the slug of its page). Several rows per municipality add up.
 */
export function makeServiceProviderImport({ model, now }: { model: OrganisationModel; now: () => Date }) {
  /** Reads and checks every row without writing anything. */
  async function planServiceProviders(actor: Actor, csv: string): Promise<ImportPlan> {
    if (!isPlatform(actor, 'operator')) throw forbidden();
    const rows = parseRows(csv);
    const keys = [...new Set(rows.map(([key]) => key))];
    const slugs = [...new Set(rows.map(([, slug]) => slug))];
    const [towns, providers] = await Promise.all([
      model
        .find(
          { $or: [{ ags: { $in: keys } }, { districtKey: { $in: keys } }] },
          { slug: 1, ags: 1, districtKey: 1 },
        )
        .lean(),
      model.find({ slug: { $in: slugs } }, { slug: 1, kind: 1 }).lean(),
    ]);
    const townOf = new Map(
      towns.flatMap(
        ({ slug, ags, districtKey }) =>
          [
            [ags, slug],
            [districtKey, slug],
          ] as const,
      ),
    );
    const kindOf = new Map(providers.map(({ slug, kind }) => [slug, kind]));
    const plan: ImportPlan = { rows: rows.length, towns: new Map(), faults: [] };
    for (const [index, [key, provider]] of rows.entries()) {
      const row = index + 2;
      const town = townOf.get(key);
      const kind = kindOf.get(provider);
      if (town === undefined)
        plan.faults.push({ row, message: `„${key}“ ist kein Schlüssel im Verzeichnis.` });
      else if (kind === undefined)
        plan.faults.push({ row, message: `„${provider}“ ist keine Organisation im Verzeichnis.` });
      else if (kind !== 'itServiceProvider' && kind !== 'zweckverband') {
        plan.faults.push({ row, message: `„${provider}“ ist weder IT-Dienstleister noch Zweckverband.` });
      } else plan.towns.set(town, [...new Set([...(plan.towns.get(town) ?? []), provider])]);
    }
    return plan;
  }

  return {
    /** The plan of a readable file and every fault of it, by row; nothing is written. */
    async checkServiceProviders(
      actor: Actor,
      csv: string,
    ): Promise<{ plan: ImportPlan | null; errors: FieldError[] }> {
      try {
        const plan = await planServiceProviders(actor, csv);
        const errors = plan.faults.map(({ row, message }) => ({
          field: 'csv',
          message: `Zeile ${row}: ${message}`,
        }));
        return { plan, errors };
      } catch (error) {
        if (error instanceof InvalidInput) return { plan: null, errors: error.errors };
        throw error;
      }
    },

    /**
     * Writes the providers of every municipality named in the file; others keep theirs. Repeating it is harmless.
     * @throws InvalidInput while the file has a fault: nothing is written then
     * @returns for how many organisations providers were set
     */
    async importServiceProviders(actor: Actor, csv: string): Promise<number> {
      const { towns, faults } = await planServiceProviders(actor, csv);
      if (faults.length > 0)
        throw new InvalidInput([
          { field: 'csv', message: 'Die Datei hat noch Fehler. Es wurde nichts übernommen.' },
        ]);
      const slugs = [...new Set([...towns.values()].flat())];
      const providers = await model.find({ slug: { $in: slugs } }, { slug: 1 }).lean();
      const idOf = new Map(providers.map(({ slug, _id }) => [slug, _id]));
      const entry = { at: now(), by: actor.userId, action: 'service-providers-imported' };
      await model.bulkWrite(
        [...towns].map(([slug, names]) => ({
          updateOne: {
            filter: { slug },
            update: {
              $set: { serviceProviders: names.flatMap((name) => idOf.get(name) ?? []) },
              $push: { history: { ...entry, detail: names.join(', ') } },
              $inc: { revision: 1 },
            },
          },
        })),
      );
      return towns.size;
    },
  };
}

function parseRows(csv: string): [string, string][] {
  const fault = (message: string) => new InvalidInput([{ field: 'csv', message }]);
  let records: string[][];
  try {
    records = parse(csv, { delimiter: [';', ','], bom: true, trim: true, skip_empty_lines: true });
  } catch {
    throw fault('Die Datei ist nicht lesbar. Jede Zeile braucht genau zwei Spalten.');
  }
  const [head, ...rows] = records;
  if (head?.map((name) => name.toLowerCase()).join() !== columns.join()) {
    throw fault('Die erste Zeile muss „ags;dienstleister“ lauten.');
  }
  if (rows.length === 0) throw fault('Die Datei hat keine Zeile mit Angaben.');
  return rows.map(([key = '', provider = '']) => [key, provider]);
}
