import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { makeOrganisationModel, type OrganisationModel } from '../record/organisation.model.ts';
import { normalisePlain, searchKeysOf } from './names.ts';
import { populationDate, populationSource, type RegistryEntry, registryEntries } from './registry.ts';

const batchSize = 1000;

/** Fields that the registry owns; a newer registry overwrites them, and nothing else. */
function registryFields(entry: RegistryEntry) {
  const { aliases, publicBody, publicBodyReason, slug, ...facts } = entry;
  const fields = {
    ...facts,
    populationDate: entry.population === null ? null : populationDate,
    populationSource: entry.population === null ? null : populationSource,
    searchKeys: searchKeysOf([entry.name, entry.fullName, ...aliases], [entry.ags, entry.districtKey]),
    sortKey: normalisePlain(entry.name),
    rank: entry.kind === 'municipality' ? 0 : 1,
  };
  return { ...fields, registryHash: createHash('sha256').update(JSON.stringify(fields)).digest('base64url') };
}

/** What the registry sets once and the operator may change afterwards. */
const firstFields = ({ publicBody, publicBodyReason }: RegistryEntry) => ({
  publicBody,
  publicBodyReason,
  website: null,
  mailDomains: [],
  members: [],
  serviceProviders: [],
  succession: null,
  revision: 1,
  history: [],
  tell: [],
});

/**
 * Writes the registry into the database. Idempotent: a second run compares hashes and writes nothing; memberships,
 * mail domains and what the operator changed stay. Two at the same time are harmless: the slug is unique.
 * @returns how many organisations were added and how many brought up to date
 */
export async function loadRegistry(connection: Connection): Promise<{ added: number; updated: number }> {
  const model = makeOrganisationModel(connection);
  await model.createIndexes();
  const stored = await model.find({}, { slug: 1, registryHash: 1 }).lean();
  const hashes = new Map(stored.map((doc) => [doc.slug, doc.registryHash]));
  const added: object[] = [];
  const updates: { slug: string; fields: ReturnType<typeof registryFields> }[] = [];
  for (const entry of registryEntries()) {
    const fields = registryFields(entry);
    if (!hashes.has(entry.slug)) added.push({ slug: entry.slug, ...fields, ...firstFields(entry) });
    else if (hashes.get(entry.slug) !== fields.registryHash) updates.push({ slug: entry.slug, fields });
  }
  for (let at = 0; at < added.length; at += batchSize) await insert(model, added.slice(at, at + batchSize));
  for (let at = 0; at < updates.length; at += batchSize) {
    await model.bulkWrite(
      updates.slice(at, at + batchSize).map(({ slug, fields }) => ({
        updateOne: { filter: { slug }, update: { $set: fields, $inc: { revision: 1 } } },
      })),
    );
  }
  return { added: added.length, updated: updates.length };
}

async function insert(model: OrganisationModel, documents: object[]): Promise<void> {
  try {
    await model.insertMany(documents, { ordered: false, lean: true });
  } catch (error) {
    // Another instance that starts at the same moment wrote the same organisations.
    if ((error as { code?: unknown }).code !== 11_000) throw error;
  }
}
