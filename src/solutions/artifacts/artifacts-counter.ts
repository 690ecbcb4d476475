import { createHash, randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { upserting } from '../../platform/duplicate-key.ts';

const day = 24 * 60 * 60 * 1000;

type Count = { _id: string; solutionId: string; artifactId: string; day: string; count: number };
type Mark = { _id: string; salt?: string; expiresAt: Date };

const countSchema = new Schema<Count>(
  {
    _id: String,
    solutionId: { type: String, required: true, index: true },
    artifactId: { type: String, required: true },
    day: { type: String, required: true, index: true },
    count: { type: Number, required: true },
  },
  { collection: 'artifactDownloads', versionKey: false },
);
const markSchema = new Schema<Mark>(
  { _id: String, salt: String, expiresAt: { type: Date, index: { expireAfterSeconds: 0 } } },
  { collection: 'artifactDownloadMarks', versionKey: false },
);

/**
 * Counts downloads per artifact and day (UTC). A client counts once a day: it is known only by a hash with a salt that
 * is made anew each day and deleted with the hashes, so that no address is stored and no client is known again.
 */
export function makeDownloadCounter(connection: Connection, now: () => Date) {
  const counts: Model<Count> = connection.model<Count>('ArtifactDownload', countSchema);
  const marks: Model<Mark> = connection.model<Mark>('ArtifactDownloadMark', markSchema);

  async function saltOf(today: string, expiresAt: Date): Promise<string> {
    const mark = await upserting(() =>
      marks
        .findOneAndUpdate(
          { _id: `salt:${today}` },
          { $setOnInsert: { salt: randomBytes(32).toString('hex'), expiresAt } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Mark>(),
    );
    return mark?.salt ?? '';
  }

  return {
    /** @param client whatever tells clients apart, e.g. address and browser; it is not stored */
    async count(solutionId: string, artifactId: string, client: string): Promise<void> {
      const today = now().toISOString().slice(0, 10);
      const expiresAt = new Date(Date.parse(today) + 2 * day);
      const salt = await saltOf(today, expiresAt);
      const mark = createHash('sha256').update(`${salt}\n${artifactId}\n${client}`).digest('hex');
      const { upsertedCount } = await upserting(() =>
        marks.updateOne({ _id: mark }, { $setOnInsert: { expiresAt } }, { upsert: true }),
      );
      if (upsertedCount === 0) return;
      await upserting(() =>
        counts.updateOne(
          { _id: `${artifactId}:${today}` },
          { $inc: { count: 1 }, $setOnInsert: { solutionId, artifactId, day: today } },
          { upsert: true },
        ),
      );
    },

    /** Downloads of each artifact of a solution since it was published, by the artifact's id. */
    async downloadsOf(solutionId: string): Promise<Map<string, number>> {
      const rows = await counts.find({ solutionId }).lean<Count[]>();
      const sums = new Map<string, number>();
      for (const { artifactId, count } of rows) sums.set(artifactId, (sums.get(artifactId) ?? 0) + count);
      return sums;
    },

    /** Downloads of all artifacts on the days from `from` to before `to`, for the statistics. */
    async downloadsBetween(
      from: Date,
      to: Date,
    ): Promise<{ solutionId: string; day: string; count: number }[]> {
      const range = { $gte: from.toISOString().slice(0, 10), $lt: to.toISOString().slice(0, 10) };
      const rows = await counts.find({ day: range }).lean<Count[]>();
      return rows.map(({ solutionId, day, count }) => ({ solutionId, day, count }));
    },
  };
}
