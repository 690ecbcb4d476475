import type { Model } from 'mongoose';
import type { BlobStore } from '../../../platform/blob-store.ts';
import { upserting } from '../../../platform/duplicate-key.ts';
import { tell } from '../../../platform/tell.ts';
import { type Scanner, ScannerDown, ScannerRefused, type ScanResult } from '../../../platform/virus/clamd.ts';
import type { Holding } from '../../record/holding.ts';
import type { Solution, SolutionModel } from '../../record/solution.model.ts';
import { type Artifact, fileHashes } from '../artifact.ts';
import type { FileScan } from './scan.model.ts';

/** What is known of a content: `unscanned` where no scanner is set up and none ever looked at it. */
export type ScanStanding = {
  state: FileScan['state'] | 'unscanned';
  at: Date | null;
  signature: string;
};

type Dependencies = {
  scans: Model<FileScan>;
  model: SolutionModel;
  holding: Pick<Holding, 'holderId'>;
  blobs: Pick<BlobStore, 'open' | 'stat'>;
  /** Null where none is set up. */
  scanner: Scanner | null;
  now: () => Date;
};

const hour = 60 * 60 * 1000;
const firstRetryMs = 30_000;

/** Asks the virus scanner about every stored content, and says what it answered. */
export function makeScans({ scans, model, holding, blobs, scanner, now }: Dependencies) {
  function standing(scan: FileScan | undefined): ScanStanding {
    const unknown = scan === undefined || scan.state === 'waiting' || scan.state === 'unscannable';
    if (!unknown) return { state: scan.state, at: scan.scannedAt, signature: scan.signature };
    // Without a scanner nothing would ever end the waiting.
    if (scanner === null) return { state: 'unscanned', at: null, signature: '' };
    return { state: scan?.state ?? 'waiting', at: null, signature: '' };
  }

  async function standingsOf(hashes: string[]): Promise<Map<string, ScanStanding>> {
    if (hashes.length === 0) return new Map();
    const found = await scans.find({ _id: { $in: hashes } }).lean<FileScan[]>();
    const byHash = new Map(found.map((scan) => [scan._id, scan]));
    return new Map(hashes.map((sha256) => [sha256, standing(byHash.get(sha256))]));
  }

  /** Has these contents scanned where they were not yet; until then nobody gets them. */
  async function expect(hashes: string[]): Promise<void> {
    if (scanner === null) return;
    for (const _id of new Set(hashes))
      await upserting(() =>
        scans.updateOne(
          { _id },
          {
            $setOnInsert: {
              state: 'waiting',
              signature: '',
              scannedAt: null,
              dueAt: now(),
              attempts: 0,
              tell: [],
            },
          },
          { upsert: true },
        ),
      );
  }

  /** The organisations that are told, and the operator. */
  async function warnings(sha256: string) {
    const held = await model.find(namedIn(sha256), { providerId: 1 }).lean<Pick<Solution, 'providerId'>[]>();
    const holders = await Promise.all(held.map(({ providerId }) => holding.holderId(providerId)));
    const at = now();
    return [
      ...[...new Set(holders)].map((id) => tell('file-infected', { organisationIds: [id] }, at)),
      tell('file-infected', { platformRole: 'operator' }, at),
    ];
  }

  async function settle({ _id, dueAt, state }: FileScan, result: ScanResult): Promise<void> {
    const found = result.clean ? '' : result.signature;
    const news = !result.clean && state !== 'infected' ? await warnings(_id) : [];
    await scans.updateOne(
      { _id, dueAt },
      {
        $set: {
          state: result.clean ? 'clean' : 'infected',
          signature: found,
          scannedAt: now(),
          dueAt: null,
          attempts: 0,
        },
        $push: { tell: { $each: news } },
      },
    );
  }

  /** @returns false where the scanner cannot be asked now */
  async function scanOne(scan: FileScan, by: Scanner): Promise<boolean> {
    const { _id, dueAt, attempts } = scan;
    if ((await blobs.stat(_id)) === null) {
      await scans.deleteOne({ _id, dueAt });
      return true;
    }
    try {
      await settle(scan, await by.scan(blobs.open(_id)));
      return true;
    } catch (error) {
      if (error instanceof ScannerRefused) {
        // It passes when the operator has raised the scanner's limit; what was clean before stays so.
        const state = scan.state === 'waiting' ? 'unscannable' : scan.state;
        const later = new Date(now().getTime() + 24 * hour);
        await scans.updateOne({ _id, dueAt }, { $set: { state, dueAt: later, attempts: 0 } });
        return true;
      }
      if (!(error instanceof ScannerDown)) throw error;
      const wait = Math.min(firstRetryMs * 2 ** attempts, hour);
      await scans.updateOne(
        { _id, dueAt },
        { $set: { dueAt: new Date(now().getTime() + wait) }, $inc: { attempts: 1 } },
      );
      return false;
    }
  }

  return {
    enabled: scanner !== null,
    expect,
    standingsOf,

    /** Which of these contents the scanner holds back from everybody: infected, or not scanned yet. */
    async heldBack(hashes: string[]): Promise<Set<string>> {
      const standings = await standingsOf(hashes);
      return new Set(hashes.filter((sha256) => !isGiven(standings.get(sha256))));
    },

    /** All that are held back from everybody, by hash. */
    async allHeldBack(): Promise<Map<string, ScanStanding>> {
      const found = await scans.find({ state: { $ne: 'clean' } }).lean<FileScan[]>();
      const standings = found.map((scan): [string, ScanStanding] => [scan._id, standing(scan)]);
      return new Map(standings.filter(([, one]) => !isGiven(one)));
    },

    async standingOf(sha256: string): Promise<ScanStanding> {
      return (await standingsOf([sha256])).get(sha256) ?? standing(undefined);
    },

    /** Scans what is due, one after the other; a scanner that is down is asked again later, ever more seldom. */
    async scanDue(): Promise<void> {
      if (scanner === null) return;
      for (;;) {
        const due = await scans
          .findOne({ dueAt: { $lte: now() } })
          .sort({ dueAt: 1 })
          .lean<FileScan>();
        if (due === null || !(await scanOne(due, scanner))) return;
      }
    },

    /** Has everything scanned that was stored before a scanner was set up. */
    async expectAll(): Promise<void> {
      if (scanner === null) return;
      const fields = { 'working.artifacts': 1, 'releases.artifacts': 1 };
      for await (const found of model.find({}, fields).lean<Solution>().cursor())
        await expect(fileHashes(artifactsOf(found as unknown as Solution)));
    },

    /** Asks the scanner anew, as with newer signatures: about one content, or about all with null. */
    async rescan(sha256: string | null): Promise<void> {
      const filter = sha256 === null ? {} : { _id: sha256 };
      await scans.updateMany(filter, { $set: { dueAt: now(), attempts: 0 } });
    },

    /** How many contents stand how, and those that nobody gets. */
    async overview() {
      const rows = await scans.aggregate<{ _id: FileScan['state']; count: number }>([
        { $group: { _id: '$state', count: { $sum: 1 } } },
      ]);
      const stopped = { state: { $in: ['infected' as const, 'unscannable' as const] } };
      const held = await scans.find(stopped).sort({ scannedAt: -1 }).limit(100).lean<FileScan[]>();
      const late = await scans.countDocuments({ attempts: { $gt: 0 } });
      return {
        counts: new Map(rows.map(({ _id, count }) => [_id, count])),
        late,
        held: await Promise.all(held.map(async (scan) => ({ scan, where: await whereIs(scan._id) }))),
      };
    },
  };

  async function whereIs(sha256: string): Promise<{ slug: string; title: string }[]> {
    const found = await model.find(namedIn(sha256)).lean<Solution[]>();
    return found.map((solution) => ({ slug: solution.slug, title: titleIn(solution, sha256) }));
  }
}

export type Scans = ReturnType<typeof makeScans>;

/** Whether a content that stands so is given to anybody at all. */
export const isGiven = (standing: ScanStanding | undefined): boolean =>
  standing?.state === 'clean' || standing?.state === 'unscanned';

/** Solutions that name a content. */
export const namedIn = (sha256: string) => ({
  $or: [{ 'working.artifacts.source.sha256': sha256 }, { 'releases.artifacts.source.sha256': sha256 }],
});

const artifactsOf = ({ working, releases }: Pick<Solution, 'working' | 'releases'>): Artifact[] => [
  ...(working?.artifacts ?? []),
  ...(releases ?? []).flatMap(({ artifacts }) => artifacts),
];

/** What the artifact with this content is called in a solution. */
export const titleIn = (solution: Solution, sha256: string): string =>
  artifactsOf(solution).find(({ source }) => source.type === 'file' && source.sha256 === sha256)?.title ?? '';
