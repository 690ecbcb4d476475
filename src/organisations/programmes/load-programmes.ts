import type { Connection } from 'mongoose';
import { upserting } from '../../platform/duplicate-key.ts';
import { makeProgrammeModel } from './programme.model.ts';
import { programmes } from './programmes.ts';

/** Writes what sources tell of the programmes into the database; programmes already there stay as they are. */
export async function loadProgrammes(connection: Connection): Promise<void> {
  const model = makeProgrammeModel(connection);
  await model.createIndexes();
  for (const { key, entries } of programmes())
    await upserting(() =>
      model.updateOne({ key }, { $setOnInsert: { entries, revision: 1, history: [] } }, { upsert: true }),
    );
}
