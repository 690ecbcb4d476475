import { Types } from 'mongoose';
import { tell } from '../../platform/tell.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import { date, isoDate } from '../../shared/german.ts';
import { slugify } from '../../shared/slug.ts';
import { demandOperator } from '../operator/operator.service.ts';
import type { CooperationModel, StoredCooperation } from './cooperation.model.ts';

/** What the operator records of a signed agreement; organisations by their ids, at least two. */
export type CooperationInput = {
  title: string;
  organisationIds: string[];
  signedOn: Date | null;
  description: string;
  documentUrl: string | null;
  source: string;
};

/** The revision shown when somebody began to change a cooperation, and why it changes. */
export type CooperationChange = { revision: number; reason: string };

/** Addresses that mean something else. */
const reservedKeys = new Set(['neu']);
const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11_000;
const fault = (field: string, message: string) => new InvalidInput([{ field, message }]);

/** What the operator does with cooperations: record, correct, end, take the ending back. */
export function makeCooperationActs({ model, now }: { model: CooperationModel; now: () => Date }) {
  const entry = (actor: Actor, action: string, detail: string) => ({
    at: now(),
    by: actor.userId,
    action,
    detail,
  });

  const toldOf = (kind: string, actor: Actor, organisationIds: string[]) =>
    tell(kind, { organisationIds, roles: ['administrator'], exceptUserId: actor.userId }, now());

  /** Days are compared as they are in Germany. */
  const isToCome = (day: Date): boolean => isoDate(day) > isoDate(now());

  function checked({ organisationIds, ...input }: CooperationInput) {
    if (new Set(organisationIds).size < 2)
      throw fault('organisation', 'Eine Kooperation braucht mindestens zwei Organisationen.');
    if (input.signedOn !== null && isToCome(input.signedOn))
      throw fault('signedOn', 'Das Datum der Unterzeichnung liegt in der Zukunft.');
    return { ...input, organisationIds: [...new Set(organisationIds)].map((id) => new Types.ObjectId(id)) };
  }

  async function stored(key: string): Promise<StoredCooperation> {
    const doc = await model.findOne({ key }).lean<StoredCooperation>();
    if (doc === null) throw notFound('Diese Kooperation gibt es nicht.');
    return doc;
  }

  /** 404 for an unknown cooperation, else 409 with who was faster. */
  async function lostRace(key: string) {
    const { history } = await stored(key);
    const last = history.at(-1);
    const when = last ? ` Letzte Änderung: ${date(last.at)}.` : '';
    return conflict(`Die Kooperation wurde inzwischen geändert.${when} Bitte prüfen Sie die neuen Angaben.`);
  }

  return {
    /**
     * Records a signed agreement; the administrators of its organisations are told.
     * @returns its key
     * @throws InvalidInput for fewer than two organisations, a date to come, or a title that another one bears
     */
    async recordCooperation(actor: Actor, input: CooperationInput): Promise<string> {
      demandOperator(actor);
      const fields = checked(input);
      const key = slugify(input.title);
      const taken = fault(
        'title',
        'Eine Kooperation mit diesem Titel gibt es schon. Bitte unterscheiden Sie sie, zum Beispiel durch das Jahr.',
      );
      if (reservedKeys.has(key)) throw taken;
      try {
        await model.create({
          ...fields,
          key,
          revision: 1,
          history: [entry(actor, 'cooperation-recorded', '')],
          tell: [toldOf('cooperation-recorded', actor, input.organisationIds)],
        });
      } catch (error) {
        throw isDuplicate(error) ? taken : error;
      }
      return key;
    },

    /**
     * Corrects what is recorded. Organisations that are added thereby are told as if it were recorded now.
     * @throws InvalidInput as `recordCooperation`, conflict if it was changed since the page was opened
     */
    async correctCooperation(
      actor: Actor,
      key: string,
      input: CooperationInput,
      { revision, reason }: CooperationChange,
    ): Promise<void> {
      demandOperator(actor);
      const fields = checked(input);
      const { organisationIds, ended } = await stored(key);
      if (ended !== null && fields.signedOn !== null && fields.signedOn > ended.on)
        throw fault('signedOn', 'Die Kooperation kann nicht erst nach ihrem Ende unterzeichnet worden sein.');
      const before = new Set(organisationIds.map(String));
      const added = input.organisationIds.filter((id) => !before.has(id));
      const told = added.length > 0 ? { tell: toldOf('cooperation-recorded', actor, added) } : {};
      const result = await model.updateOne(
        { key, revision },
        {
          $set: fields,
          $push: { history: entry(actor, 'cooperation-corrected', reason), ...told },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await lostRace(key);
    },

    /**
     * Says that a cooperation has ended. It stays visible; the administrators of its organisations are told.
     * @throws InvalidInput for a day to come or before the signing, conflict if it was changed or ended meanwhile
     */
    async endCooperation(
      actor: Actor,
      key: string,
      on: Date,
      { revision, reason }: CooperationChange,
    ): Promise<void> {
      demandOperator(actor);
      const { signedOn, organisationIds } = await stored(key);
      if (isToCome(on)) throw fault('endedOn', 'Das Ende liegt in der Zukunft.');
      if (signedOn !== null && on < signedOn)
        throw fault('endedOn', `Die Kooperation wurde erst am ${date(signedOn)} unterzeichnet.`);
      const result = await model.updateOne(
        { key, revision, ended: null },
        {
          $set: { ended: { on, reason } },
          $push: {
            history: entry(actor, 'cooperation-ended', reason),
            tell: toldOf('cooperation-ended', actor, organisationIds.map(String)),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await lostRace(key);
    },

    /** Takes an ending back that was recorded by mistake. @throws conflict if it was changed meanwhile */
    async reopenCooperation(actor: Actor, key: string, change: CooperationChange): Promise<void> {
      demandOperator(actor);
      const { organisationIds } = await stored(key);
      const result = await model.updateOne(
        { key, revision: change.revision, ended: { $ne: null } },
        {
          $set: { ended: null },
          $push: {
            history: entry(actor, 'cooperation-reopened', change.reason),
            tell: toldOf('cooperation-reopened', actor, organisationIds.map(String)),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await lostRace(key);
    },
  };
}
