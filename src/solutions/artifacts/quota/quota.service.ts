import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import { upserting } from '../../../platform/duplicate-key.ts';
import { DomainError } from '../../../shared/errors.ts';
import { bytes } from '../../../shared/german.ts';
import type { Holding } from '../../record/holding.ts';
import type { Solution, SolutionModel } from '../../record/solution.model.ts';
import type { Reservation, Storage } from './storage.model.ts';

/** What an organisation has stored and may store, in bytes. */
export type StorageUse = { held: number; quota: number };

/** Stored bytes by name; the same content twice counts once. */
type Contents = Reservation['contents'];

type Dependencies = {
  storage: Model<Storage>;
  model: SolutionModel;
  holding: Pick<Holding, 'holderId' | 'idsHeldBy'>;
  /** For organisations that the operator set none for. */
  defaultQuota: number;
  now: () => Date;
};

/** No upload takes longer; what is older was left by a process that died. */
const staleReservationMs = 24 * 60 * 60 * 1000;

/**
 * Keeps organisations within their quota. Each distinct content of an organisation's solutions counts once, whichever
 * versions name it, so a copy or a new version costs nothing. An upload reserves its bytes by one update whose filter
 * holds the quota, so that uploads at the same time cannot overrun it together.
 */
export function makeQuotas({ storage, model, holding, defaultQuota, now }: Dependencies) {
  async function record(organisationId: string): Promise<Storage> {
    const found = await upserting(() =>
      storage
        .findOneAndUpdate(
          { _id: organisationId },
          { $setOnInsert: { held: 0, reservations: [], quota: null, revision: 0, recounts: 0 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Storage>(),
    );
    if (found === null) throw new Error('the record of what is stored is not there');
    if (found.revision > 0) return found;
    await recount(organisationId);
    return (await storage.findById(organisationId).lean<Storage>()) ?? found;
  }

  /** The organisation's distinct contents with their sizes. */
  async function contentsOf(organisationId: string): Promise<Map<string, number>> {
    const filter = { providerId: { $in: await holding.idsHeldBy(organisationId) } };
    const fields = { 'working.artifacts.source': 1, 'releases.artifacts.source': 1 };
    const sizes = new Map<string, number>();
    for await (const found of model.find(filter, fields).lean<Solution>().cursor()) {
      const { working, releases } = found as unknown as Solution;
      for (const { source } of [
        ...(working?.artifacts ?? []),
        ...(releases ?? []).flatMap(({ artifacts }) => artifacts),
      ])
        if (source.type === 'file') sizes.set(source.sha256, source.size);
    }
    return sizes;
  }

  /**
   * Counts anew what an organisation stores. What is written while counting is not lost: then it is counted again.
   * @returns bytes before and after, reservations included
   */
  async function recount(organisationId: string): Promise<{ before: number; after: number }> {
    for (;;) {
      const before = await storage.findById(organisationId).lean<Storage>();
      if (before === null) return { before: 0, after: 0 };
      const oldest = now().getTime() - staleReservationMs;
      const reservations = before.reservations.filter(({ at }) => at.getTime() > oldest);
      const reserved = new Map(reservations.flatMap(({ contents }) => contents.map(pair)));
      const after = sum(new Map([...reserved, ...(await contentsOf(organisationId))]).values());
      const right = after === before.held && reservations.length === before.reservations.length;
      // Uploads that are refused all count anew: they need not wait for each other where nothing is to be mended.
      if (right && before.revision > 0) return { before: after, after };
      const { matchedCount } = await storage.updateOne(
        { _id: organisationId, revision: before.revision },
        { $set: { held: after, reservations }, $inc: { revision: 1, recounts: 1 } },
      );
      if (matchedCount === 1) return { before: before.held, after };
    }
  }

  /**
   * Reserves all contents, adding up those that are new; one that is stored already and taken away meanwhile is then
   * still counted. Tried again where a recount came between looking and reserving.
   * @returns bytes that there was no room for; 0 where it is reserved
   */
  async function tryToReserve(organisationId: string, id: string, contents: Contents): Promise<number> {
    for (;;) {
      const { quota, recounts } = await record(organisationId);
      const fresh = new Map(contents.map(pair));
      for (const sha256 of (await contentsOf(organisationId)).keys()) fresh.delete(sha256);
      const needed = sum(fresh.values());
      const { matchedCount } = await storage.updateOne(
        { _id: organisationId, quota, recounts, held: { $lte: (quota ?? defaultQuota) - needed } },
        { $inc: { held: needed, revision: 1 }, $push: { reservations: { id, contents, at: now() } } },
      );
      if (matchedCount === 1) return 0;
      const present = await record(organisationId);
      if (present.quota === quota && present.recounts === recounts) return needed;
    }
  }

  const release = (organisationId: string, id: string) =>
    storage.updateOne({ _id: organisationId }, { $inc: { revision: 1 }, $pull: { reservations: { id } } });

  async function useOf(providerId: string): Promise<StorageUse> {
    const { held, quota } = await record(await holding.holderId(providerId));
    return { held, quota: quota ?? defaultQuota };
  }

  return {
    defaultQuota,
    useOf,
    recount,

    /** What the operator set for an organisation; null for the installation's default. */
    async ownQuotaOf(organisationId: string): Promise<number | null> {
      return (await record(organisationId)).quota;
    },

    /**
     * Runs `write`, which keeps and records contents, with room reserved for what is new to the organisation.
     * @throws DomainError too-large where the quota has no room; then `write` did not run
     */
    async within<T>(providerId: string, incoming: Contents, write: () => Promise<T>): Promise<T> {
      const organisationId = await holding.holderId(providerId);
      const contents = [...new Map(incoming.map(pair))].map(([sha256, size]) => ({ sha256, size }));
      const id = randomUUID();
      if ((await tryToReserve(organisationId, id, contents)) > 0) {
        // What was removed meanwhile may not have been counted off yet.
        await recount(organisationId);
        const lacking = await tryToReserve(organisationId, id, contents);
        if (lacking > 0) throw full(await useOf(providerId), lacking);
      }
      try {
        const result = await write();
        await release(organisationId, id);
        return result;
      } catch (error) {
        await release(organisationId, id);
        await recount(organisationId);
        throw error;
      }
    },

    /**
     * Asked before a body is read: a body larger than the whole quota cannot fit. A smaller one may hold what is stored
     * already, as when a form is sent again.
     * @throws DomainError too-large
     */
    async refuseBeyond(providerId: string, length: number): Promise<void> {
      const use = await useOf(providerId);
      if (length - formBytes > use.quota) throw full(use, length);
    },

    /** Counts off what an organisation no longer stores; harmless where it still does. */
    async settle(providerId: string): Promise<void> {
      await recount(await holding.holderId(providerId));
    },

    /** Counts anew for every organisation with a record. @returns those where it had come apart */
    async recountAll(): Promise<{ organisationId: string; before: number; after: number }[]> {
      const mended: { organisationId: string; before: number; after: number }[] = [];
      for (const { _id } of await storage.find({}, { _id: 1 }).lean<Pick<Storage, '_id'>[]>()) {
        const { before, after } = await recount(_id);
        if (before !== after) mended.push({ organisationId: _id, before, after });
      }
      return mended;
    },

    /** What each organisation stores, most first. */
    async list(): Promise<(StorageUse & { organisationId: string; own: boolean })[]> {
      const all = await storage.find({}).sort({ held: -1 }).limit(500).lean<Storage[]>();
      return all.map(({ _id, held, quota }) => ({
        organisationId: _id,
        held,
        quota: quota ?? defaultQuota,
        own: quota !== null,
      }));
    },

    /** Sets an organisation's own quota in bytes; null takes the installation's again. */
    async setQuota(organisationId: string, quota: number | null): Promise<void> {
      await record(organisationId);
      await storage.updateOne({ _id: organisationId }, { $set: { quota } });
    },
  };
}

export type Quotas = ReturnType<typeof makeQuotas>;

/** Fields and boundaries of a multipart form, licence texts included. */
const formBytes = 200_000;

const pair = ({ sha256, size }: Contents[number]): [string, number] => [sha256, size];
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

function full({ held, quota }: StorageUse, needed: number): DomainError {
  return new DomainError(
    'too-large',
    `Der Speicher Ihrer Organisation reicht dafür nicht: ${bytes(held)} von ${bytes(quota)} sind belegt, gebraucht werden noch ${bytes(needed)}. Es wurde nichts gespeichert. Entfernen Sie Projektergebnisse aus Entwürfen, oder bitten Sie den Plattformbetrieb um mehr Speicher.`,
  );
}
