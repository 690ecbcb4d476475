import type { Actor } from '../../shared/actor.ts';
import { conflict, type FieldError } from '../../shared/errors.ts';
import type { FormValues } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import type { Content } from '../record/content.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { relationFaults } from '../relations/relation-faults.ts';
import { editable, staleCopy } from './editable.ts';
import { fingerprint, type Merged, mergeSection } from './merge.ts';
import type { Section } from './sections.ts';

/** What became of a save: with the copy as it is stored now. Nothing was written where clashes or errors forbade it. */
export type Saved = Merged & { working: WorkingCopy };

/** How often a save is brought onto a newer copy before it gives up. */
const tries = 5;

/** Saving pages of the form onto whatever is stored by then. */
export function makeSaving(solutions: PageDependencies['solutions']) {
  /**
   * Reads, changes and writes the content; again where somebody saved in between.
   * @param change gives the new content, or null to write nothing
   * @throws notFound, forbidden, conflict as the draft service says
   */
  async function saveOver<R extends { content: Content }>(
    actor: Actor,
    slug: string,
    change: (working: WorkingCopy) => Promise<{ result: R; write: boolean }>,
  ): Promise<R & { working: WorkingCopy }> {
    for (let attempt = 1; ; attempt += 1) {
      const { working } = await editable(solutions, actor, slug);
      const { result, write } = await change(working);
      // Nothing new is not written: it would only make every other page of this draft stale.
      if (!write || JSON.stringify(result.content) === JSON.stringify(working.content))
        return { ...result, working };
      try {
        const { revision } = working;
        const after = await solutions.saveDraft(actor, slug, { revision, content: result.content });
        if (after.working === null) throw conflict('Es gibt keine Arbeitsfassung mehr.');
        return { ...result, working: after.working };
      } catch (error) {
        if (staleCopy(error) === null || attempt === tries) throw error;
      }
    }
  }

  /** What is wrong with the solutions named in the section of references. */
  async function namedFaults(section: Section, slug: string, content: Content): Promise<FieldError[]> {
    if (section.key !== 'verweise') return [];
    const named = [...content.relatedSlugs, ...content.relations.map((one) => one.slug)];
    return relationFaults(slug, content, await solutions.publishedBySlugs([...new Set(named)]));
  }

  return {
    saveOver,

    /**
     * Saves a section by itself.
     * @param inPart true writes what can be written and leaves out fields at fault or in a clash: nobody waits for an
     *   answer while the page saves by itself; false writes all or nothing
     */
    saveSection(
      actor: Actor,
      slug: string,
      section: Section,
      typed: FormValues,
      { inPart }: { inPart: boolean },
    ): Promise<Saved> {
      return saveOver(actor, slug, async (working) => {
        const given = typeof typed.seen === 'string' ? typed.seen : null;
        const unchanged = Number(typed.revision) === working.revision;
        const seen = given ?? (unchanged ? fingerprint(section, working.content) : null);
        const merged = mergeSection(section, working.content, seen, typed);
        const unknown = merged.errors.length === 0 ? await namedFaults(section, slug, merged.content) : [];
        for (const field of section.fields)
          if (unknown.some((fault) => fault.field === field.name))
            field.write(merged.content, field.read(working.content));
        const errors = [...merged.errors, ...unknown];
        const write = inPart || (errors.length === 0 && merged.clashes.length === 0);
        return { result: { ...merged, errors }, write };
      });
    },
  };
}
