import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import { objectIds } from '../../platform/object-ids.ts';
import { type ActingFor, type Actor, hasRole } from '../../shared/actor.ts';
import { conflict, forbidden, notFound } from '../../shared/errors.ts';
import type { Drafting } from '../form/draft.service.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { SolutionModel } from '../record/solution.model.ts';
import { relationFaults } from '../relations/relation-faults.ts';
import { columns } from './columns.ts';
import { type Plan, planOf } from './plan.ts';
import type { SolutionImport, SolutionImportModel } from './solution-import.model.ts';

type Dependencies = {
  imports: SolutionImportModel;
  model: SolutionModel;
  writeDraft: Drafting['writeDraft'];
  publishedBySlugs(slugs: string[]): Promise<Map<string, PublishedSolution>>;
  now: () => Date;
};

/** A running import that has not moved for this long was cut off. */
const cutOffMs = 60_000;
const mostUnconfirmed = 20;

/** Many solutions from one table: read and judged as a whole, written only when confirmed. */
export function makeCsvImport({ imports, model, writeDraft, publishedBySlugs, now }: Dependencies) {
  /** Adds what only the database knows: solutions that are named but not there. */
  async function withNamedFaults({ rows, faults }: Plan): Promise<Plan> {
    const named = rows.flatMap(({ content }) => [
      ...content.relatedSlugs,
      ...content.relations.map(({ slug }) => slug),
    ]);
    const known = await publishedBySlugs([...new Set(named)]);
    const more = rows.flatMap(({ row, content }) =>
      relationFaults('', content, known).map(({ field, message }) => {
        const column = columns().find((one) => one.field.name === field);
        return {
          row,
          column: column?.header ?? field,
          value: [column?.field.read(content) ?? []].flat().join(', ').slice(0, 80),
          fault: message,
          remedy: 'Nennen Sie nur veröffentlichte Lösungen, jede mit ihrer Adresse auf Blaupause.',
        };
      }),
    );
    return { rows, faults: [...faults, ...more].sort((a, b) => a.row - b.row) };
  }

  /** The job of the organisation acted for. @throws notFound */
  async function importFor(actor: Actor, id: string): Promise<SolutionImport> {
    const { id: organisationId } = editorOf(actor);
    const [_id] = objectIds([id]);
    const found = _id && (await imports.findOne({ _id, organisationId }).lean<SolutionImport>());
    if (!found) throw notFound();
    return found;
  }

  /** Files that were only looked at: each holds megabytes, and trying again leaves one more. */
  async function forgetUnconfirmed(organisationId: string): Promise<void> {
    const old = await imports
      .find({ organisationId, state: 'checked' }, { _id: 1 })
      .sort({ at: -1, _id: -1 })
      .skip(mostUnconfirmed)
      .lean<Pick<SolutionImport, '_id'>[]>();
    const ids = old.map(({ _id }) => _id);
    if (ids.length > 0) await imports.deleteMany({ _id: { $in: ids }, state: 'checked' });
  }

  /** Writes what is left of a running job; repeating a step finds its draft by `sourceId` and writes no second one. */
  async function run(job: SolutionImport): Promise<void> {
    for (const [index, { row, content }] of job.rows.entries()) {
      if (index < job.made.length) continue;
      const sourceId = `csv:${job.organisationId}:${job.sha256}:${row}`;
      const made = await draftOf(job, content, sourceId);
      await imports.updateOne(
        { _id: job._id, made: { $size: index } },
        { $push: { made }, $set: { movedAt: now() } },
      );
    }
    await imports.updateOne({ _id: job._id, state: 'running' }, { $set: { state: 'done', movedAt: now() } });
  }

  async function draftOf(
    { by, organisationId }: SolutionImport,
    content: SolutionImport['rows'][number]['content'],
    sourceId: string,
  ): Promise<SolutionImport['made'][number]> {
    const present = async () => (await model.findOne({ sourceId }, { slug: 1 }).lean())?.slug;
    const there = await present();
    if (there !== undefined) return { slug: there, title: content.title, isNew: false };
    try {
      const { slug } = await writeDraft({ by, organisationId }, content, { sourceId });
      return { slug, title: content.title, isNew: true };
    } catch (error) {
      const slug = isDuplicateKey(error) ? await present() : undefined;
      if (slug === undefined) throw error;
      return { slug, title: content.title, isNew: false };
    }
  }

  return {
    importFor,

    /** Reads a file and keeps what it would make, with every fault. Nothing is written to the solutions. */
    async checkCsv(
      actor: Actor,
      { filename, bytes }: { filename: string; bytes: Uint8Array },
    ): Promise<SolutionImport> {
      const { id: organisationId } = editorOf(actor);
      const { rows, faults } = await withNamedFaults(planOf(bytes, [organisationId]));
      const at = now();
      const created = await imports.create({
        _id: new Types.ObjectId(),
        organisationId,
        by: actor.userId,
        at,
        filename,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        faults,
        // What has faults is never written, so it need not be kept.
        rows: faults.length > 0 ? [] : rows,
        state: 'checked',
        made: [],
        movedAt: at,
      });
      await forgetUnconfirmed(organisationId);
      return created.toObject<SolutionImport>();
    },

    /**
     * Writes every row as a draft of the organisation.
     * @throws conflict for a file with faults
     */
    async confirmImport(actor: Actor, id: string): Promise<SolutionImport> {
      const job = await importFor(actor, id);
      if (job.faults.length > 0)
        throw conflict('Diese Datei hat noch Fehler. Berichtigen Sie sie, und laden Sie sie neu hoch.');
      await imports.updateOne(
        { _id: job._id, state: 'checked' },
        { $set: { state: 'running', movedAt: now() } },
      );
      const running = await importFor(actor, id);
      if (running.state === 'running') await run(running);
      return importFor(actor, id);
    },

    /** Goes on with imports that were cut off; a background job. One that fails again keeps none of the others waiting. */
    async resumeImports(): Promise<void> {
      const before = new Date(now().getTime() - cutOffMs);
      const cutOff = await imports
        .find({ state: 'running', movedAt: { $lt: before } })
        .limit(10)
        .lean<SolutionImport[]>();
      const failures: unknown[] = [];
      for (const job of cutOff) await run(job).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
}

function editorOf(actor: Actor): ActingFor {
  if (actor.organisation === null || !hasRole(actor, 'editor'))
    throw forbidden('Dazu brauchen Sie in dieser Organisation die Rolle Redaktion.');
  return actor.organisation;
}
