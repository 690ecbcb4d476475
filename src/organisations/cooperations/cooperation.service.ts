import { Types } from 'mongoose';
import { notFound } from '../../shared/errors.ts';
import { compareText } from '../../shared/german.ts';
import type { Finding } from '../record/find.service.ts';
import type { HistoryEntry, Organisation } from '../record/organisation.types.ts';
import type { CooperationModel, StoredCooperation } from './cooperation.model.ts';

/** A cooperation as everybody may see it, with all its sides. */
export type Cooperation = Omit<StoredCooperation, '_id' | 'organisationIds' | 'history' | 'tell'> & {
  organisations: Organisation[];
};

const publicFields = { history: 0, tell: 0 } as const;

/** Those that run first, then by title. */
const inOrder = (a: Cooperation, b: Cooperation): number =>
  Number(a.ended !== null) - Number(b.ended !== null) || compareText(a.title, b.title);

/** Reading cooperations; all but their history is public. */
export function makeCooperations(model: CooperationModel, finding: Finding) {
  async function withSides(docs: Omit<StoredCooperation, 'history' | 'tell'>[]): Promise<Cooperation[]> {
    const sides = await finding.getByIds(docs.flatMap((doc) => doc.organisationIds.map(String)));
    return docs
      .map(({ _id, organisationIds, ...doc }) => ({
        ...doc,
        organisations: organisationIds.flatMap((id) => sides.get(String(id)) ?? []),
      }))
      .sort(inOrder);
  }

  return {
    /** The cooperations of an organisation and of those it follows; ended ones stand last. */
    async cooperationsOf(organisationId: string): Promise<Cooperation[]> {
      const held = (await finding.idsHeldBy(organisationId)).map((id) => new Types.ObjectId(id));
      const docs = await model
        .find({ organisationIds: { $in: held } }, publicFields)
        .lean<StoredCooperation[]>();
      return withSides(docs);
    },

    /** Every cooperation; ended ones stand last. */
    async allCooperations(): Promise<Cooperation[]> {
      return withSides(await model.find({}, publicFields).lean<StoredCooperation[]>());
    },

    /** One cooperation. @throws notFound */
    async cooperationByKey(key: string): Promise<Cooperation> {
      const doc = await model.findOne({ key }, publicFields).lean<StoredCooperation>();
      const [found] = doc === null ? [] : await withSides([doc]);
      if (found === undefined) throw notFound('Diese Kooperation gibt es nicht.');
      return found;
    },

    /** What was done to a cooperation, newest first; for the operator's page. */
    async cooperationHistory(key: string): Promise<HistoryEntry[]> {
      const doc = await model.findOne({ key }, { history: 1 }).lean<StoredCooperation>();
      return [...(doc?.history ?? [])].reverse();
    },
  };
}
