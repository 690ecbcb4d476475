import type { Connection } from 'mongoose';
import { z } from 'zod';
import { makeOrganisationModel } from '../record/organisation.model.ts';
import { readJson } from '../registry/files.ts';
import { makeCooperationModel } from './cooperation.model.ts';

const seed = z.array(
  z.object({
    key: z.string(),
    title: z.string(),
    organisations: z.array(z.string()).min(2),
    signedOn: z.iso.date().nullable(),
    description: z.string(),
    documentUrl: z.url().nullable(),
    source: z.string(),
  }),
);

/** Writes the documented cooperations into the database; those already there stay as they are. */
export async function loadCooperations(connection: Connection): Promise<void> {
  const [model, organisations] = [makeCooperationModel(connection), makeOrganisationModel(connection)];
  await model.createIndexes();
  // Records of a time when cooperations could not be changed yet.
  const unchanged = { revision: 1, ended: null, history: [], tell: [] };
  await model.updateMany({ revision: { $exists: false } }, { $set: unchanged });
  for (const { organisations: slugs, signedOn, ...item } of readJson('cooperations.json', seed)) {
    const found = await organisations.find({ slug: { $in: slugs } }, { _id: 1 }).lean();
    await model.updateOne(
      { key: item.key },
      {
        $setOnInsert: {
          ...item,
          ...unchanged,
          organisationIds: found.map(({ _id }) => _id),
          signedOn: signedOn === null ? null : new Date(signedOn),
        },
      },
      { upsert: true },
    );
  }
}
