import { type Connection, Types } from 'mongoose';
import { z } from 'zod';
import { compareText } from '../shared/german.ts';
import { type CooperationModel, makeCooperationModel, type StoredCooperation } from './cooperation.model.ts';
import { readJson } from './files.ts';
import type { Finding } from './find.service.ts';
import { makeOrganisationModel } from './organisation.model.ts';
import type { Organisation } from './organisation.types.ts';

export type Cooperation = Omit<StoredCooperation, '_id' | 'organisationIds'> & {
  organisations: Organisation[];
};

const seed = z.array(
  z.object({
    key: z.string(),
    title: z.string(),
    organisations: z.array(z.string()).min(2),
    signedOn: z.iso.date().nullable(),
    dateText: z.string(),
    description: z.string(),
    documentUrl: z.url().nullable(),
    source: z.string(),
  }),
);

/** Writes the documented cooperations into the database; those already there stay as they are. */
export async function loadCooperations(connection: Connection): Promise<void> {
  const [model, organisations] = [makeCooperationModel(connection), makeOrganisationModel(connection)];
  await model.createIndexes();
  for (const { organisations: slugs, signedOn, ...item } of readJson('cooperations.json', seed)) {
    const found = await organisations.find({ slug: { $in: slugs } }, { _id: 1 }).lean();
    await model.updateOne(
      { key: item.key },
      {
        $setOnInsert: {
          ...item,
          organisationIds: found.map(({ _id }) => _id),
          signedOn: signedOn === null ? null : new Date(signedOn),
        },
      },
      { upsert: true },
    );
  }
}

export function makeCooperations(model: CooperationModel, finding: Finding) {
  return {
    /** The signed cooperations of an organisation with all their sides, by title. */
    async cooperationsOf(organisationId: string): Promise<Cooperation[]> {
      const docs = await model
        .find({ organisationIds: new Types.ObjectId(organisationId) })
        .lean<StoredCooperation[]>();
      const sides = await finding.getByIds(docs.flatMap((doc) => doc.organisationIds.map(String)));
      return docs
        .map(({ _id, organisationIds, ...doc }) => ({
          ...doc,
          organisations: organisationIds.flatMap((id) => sides.get(String(id)) ?? []),
        }))
        .sort((a, b) => compareText(a.title, b.title));
    },
  };
}
