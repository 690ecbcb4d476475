import { Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import type { Content } from '../record/content.ts';
import { historyEntry } from '../record/history.ts';
import { withFreeSlug } from '../record/slugs.ts';
import type { Inventory, Solution, SolutionModel } from '../record/solution.model.ts';

/** One record from public sources, ready to be shown. */
export type InventoryRecord = {
  /** Wanted address; made from the title where left out. */
  slug?: string;
  providerId: string;
  content: Content;
  artifacts: Artifact[];
  inventory: Omit<Inventory, 'assignedAt'>;
};

/** Takes over records from public sources as published Bestandseinträge. */
export function makeImporting({ model, now }: { model: SolutionModel; now: () => Date }) {
  async function importOne(record: InventoryRecord): Promise<boolean> {
    const { sourceId } = record.inventory;
    if ((await model.exists({ sourceId })) !== null) return false;
    try {
      await withFreeSlug(record.slug ?? record.content.title, async (slug) => {
        try {
          await model.create(published(record, slug, now()));
        } catch (error) {
          if (isDuplicateKey(error) && (await model.exists({ sourceId })) !== null) throw alreadyThere;
          throw error;
        }
      });
      return true;
    } catch (error) {
      if (error === alreadyThere) return false;
      throw error;
    }
  }

  return {
    /**
     * Each source is taken over once: a record that is there already stays as it is, edited or adopted or not.
     * @returns how many were new
     */
    async importInventory(records: InventoryRecord[]): Promise<{ imported: number }> {
      let imported = 0;
      for (const record of records) if (await importOne(record)) imported += 1;
      return { imported };
    },
  };
}

const alreadyThere = new Error('another process imported the same source');

function published(record: InventoryRecord, slug: string, at: Date): Omit<Solution, 'tell'> {
  const { providerId, content, artifacts, inventory } = record;
  const { takenOverAt } = inventory;
  return {
    _id: new Types.ObjectId(),
    slug,
    providerId,
    visibility: 'published',
    working: null,
    lastWorkingRevision: 0,
    releases: [
      {
        number: 1,
        content,
        artifacts,
        changeNote: '',
        publishedAt: takenOverAt,
        submittedBy: null,
        approvedBy: null,
      },
    ],
    blocks: [],
    inventory: { ...inventory, assignedAt: null },
    sourceId: inventory.sourceId,
    adoptions: [],
    announcement: null,
    notRecommended: [],
    notices: [],
    history: [historyEntry('imported', { at, by: null, organisationId: null }, { release: 1 })],
    revision: 1,
    createdAt: at,
    publishedAt: takenOverAt,
    updatedAt: at,
  };
}
