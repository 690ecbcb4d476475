import { randomUUID } from 'node:crypto';
import type { Upload, Uploads } from '../../platform/uploads.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, DomainError, InvalidInput, notFound } from '../../shared/errors.ts';
import type { Solution } from '../record/solution.model.ts';
import type { Begun, Steps } from '../record/step.ts';
import { changedTerms, unconfirmed } from '../rights/confirmation.ts';
import { type Artifact, type ArtifactSource, noCheck } from './artifact.ts';
import type { ArtifactTerms } from './artifacts.form.ts';
import type { ArchiveListings } from './contents/contents.service.ts';
import type { Quotas } from './quota/quota.service.ts';
import type { Scans } from './scanning/scans.service.ts';
import { keyOf, remembered, sentBefore } from './sent-before.ts';

/** More would be an archive: pack them into one. */
const most = 200;

type Dependencies = {
  steps: Steps;
  uploads: Pick<Uploads, 'keep'>;
  quotas: Pick<Quotas, 'within' | 'settle'>;
  scans: Pick<Scans, 'expect' | 'standingOf'>;
  listings: Pick<ArchiveListings, 'remember'>;
  now: () => Date;
};

/**
 * Adding, changing and removing the artifacts of a working copy; only while it is a draft, so that what was submitted
 * and released never changes. All throw notFound for strangers, forbidden without the role, conflict in another state.
 */
export function makeArtifactEditing({ steps, uploads, quotas, scans, listings, now }: Dependencies) {
  /** Everything but adding replaces the list, so it holds to the revision that it was read with. */
  async function replace(
    actor: Actor,
    slug: string,
    change: (artifacts: Artifact[]) => Artifact[],
  ): Promise<Solution> {
    const begun = await steps.begin(actor, slug, 'save');
    const { artifacts, revision } = workingOf(begun);
    const changed = change(artifacts);
    const anew = changedTerms(artifacts, changed);
    return steps.take(
      begun,
      { 'working.revision': revision },
      {
        $set: { 'working.artifacts': changed, ...savedBy(actor), ...(anew.length > 0 ? unconfirmed : {}) },
        // What was chosen for them in the assistant is no longer what stands there.
        $pull: { 'working.content.terms.rights.licences': { artifactId: { $in: anew } } },
        $inc: { 'working.revision': 1 },
      },
    );
  }

  /** Nobody's confirmation covers what comes after it; one that is given meanwhile makes this a lost race. */
  async function add(
    actor: Actor,
    begun: Begun,
    artifacts: Artifact[],
    keys: string[] = [],
  ): Promise<Solution> {
    const { artifacts: there, content, uploads: known = [] } = workingOf(begun);
    const confirmed = content.terms.rightsConfirmation !== null;
    if (there.length + artifacts.length > most)
      throw new InvalidInput([
        { field: 'dateien', message: `Mehr als ${most} Projektergebnisse hat eine Lösung nicht.` },
      ]);
    const held = {
      ...(confirmed ? {} : { 'working.content.terms.rightsConfirmation': null }),
      'working.uploads': { $nin: keys.filter((key) => !known.includes(key)) },
    };
    return steps.take(begun, held, {
      $push: {
        'working.artifacts': { $each: artifacts },
        'working.uploads': { $each: keys, $slice: -remembered },
      },
      $set: { ...savedBy(actor), ...(confirmed ? unconfirmed : {}) },
      $inc: { 'working.revision': 1 },
    });
  }

  async function store(actor: Actor, begun: Begun, files: Upload[], terms: ArtifactTerms, form?: string) {
    const artifacts = files.map(({ filename, mediaType, sha256, size }) =>
      make(actor, titleOf(filename), terms, { type: 'file', sha256, size, filename, mediaType }),
    );
    return quotas.within(begun.solution.providerId, files, async () => {
      await uploads.keep(files);
      await listings.remember(files);
      await scans.expect(files.map(({ sha256 }) => sha256));
      return add(actor, begun, artifacts, form === undefined ? [] : files.map((file) => keyOf(form, file)));
    });
  }

  async function refuseInfected({ sha256, filename }: Upload): Promise<void> {
    const { state, signature } = await scans.standingOf(sha256);
    if (state === 'infected')
      throw new DomainError(
        'invalid',
        `„${filename}“ enthält Schadsoftware (${signature}) und wird nicht angenommen. Bitte prüfen Sie den Rechner, von dem die Datei kommt.`,
      );
  }

  const savedBy = (actor: Actor) => ({ 'working.savedBy': actor.userId, 'working.savedAt': now() });
  const make = (actor: Actor, title: string, terms: ArtifactTerms, source: ArtifactSource): Artifact => ({
    id: randomUUID(),
    kind: terms.kind,
    title,
    licence: terms.licence,
    licenceText: terms.licenceText,
    access: terms.access,
    check: terms.check ?? noCheck(),
    source,
    addedAt: now(),
    addedBy: actor.userId,
  });

  return {
    /** The solution, where the person may change its artifacts now; asked before any file is taken in. */
    async editable(actor: Actor, slug: string): Promise<Solution> {
      return (await steps.begin(actor, slug, 'save')).solution;
    },

    /**
     * Keeps uploaded files and adds them, each with its name as title.
     * @param form the key of the form that sent them; a file that it sent before is not added again
     * @throws DomainError too-large beyond the organisation's quota, invalid for known malware
     */
    async addFiles(
      actor: Actor,
      slug: string,
      files: Upload[],
      terms: ArtifactTerms,
      form?: string,
    ): Promise<Solution> {
      for (const file of files) await refuseInfected(file);
      for (;;) {
        const begun = await steps.begin(actor, slug, 'save');
        const working = workingOf(begun);
        const wanted = form === undefined ? files : files.filter((file) => !sentBefore(working, form, file));
        if (wanted.length === 0) return begun.solution;
        try {
          return await store(actor, begun, wanted, terms, form);
        } catch (error) {
          // The first sending of a form may have come to its end while the second was under way.
          if (form === undefined || !(error instanceof DomainError) || error.code !== 'conflict') throw error;
          const present = workingOf(await steps.begin(actor, slug, 'save'));
          if (!wanted.some((file) => sentBefore(present, form, file))) throw error;
        }
      }
    },

    async addLink(
      actor: Actor,
      slug: string,
      { title, url, ...terms }: ArtifactTerms & { title: string; url: string },
    ): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'save');
      return add(actor, begun, [make(actor, title, terms, { type: 'link', url })]);
    },

    /** Changes what is said of an artifact; a file itself never changes, another file is another artifact. */
    change(
      actor: Actor,
      slug: string,
      artifactId: string,
      { title, url, check, ...terms }: ArtifactTerms & { title: string; url?: string },
    ): Promise<Solution> {
      return replace(actor, slug, (artifacts) => {
        const at = indexOf(artifacts, artifactId);
        return artifacts.map((artifact, index) => {
          if (index !== at) return artifact;
          const source =
            artifact.source.type === 'link' && url !== undefined
              ? { type: 'link' as const, url }
              : artifact.source;
          return { ...artifact, ...terms, title, check: check ?? artifact.check, source };
        });
      });
    },

    /** Takes an artifact off the working copy; releases that hold it keep it, and so does the store. */
    async remove(actor: Actor, slug: string, artifactId: string): Promise<Solution> {
      const solution = await replace(actor, slug, (artifacts) =>
        artifacts.toSpliced(indexOf(artifacts, artifactId), 1),
      );
      await quotas.settle(solution.providerId);
      return solution;
    },

    /** Moves an artifact one place; at the end of the list it stays where it is. */
    move(actor: Actor, slug: string, artifactId: string, direction: 'up' | 'down'): Promise<Solution> {
      return replace(actor, slug, (artifacts) => {
        const from = indexOf(artifacts, artifactId);
        const to = Math.min(Math.max(from + (direction === 'up' ? -1 : 1), 0), artifacts.length - 1);
        const moved = artifacts.slice(from, from + 1);
        return artifacts.toSpliced(from, 1).toSpliced(to, 0, ...moved);
      });
    },
  };
}

function workingOf({ solution: { working } }: Begun) {
  if (working === null) throw conflict('Es gibt keine Arbeitsfassung mehr.');
  return working;
}

function indexOf(artifacts: Artifact[], id: string): number {
  const index = artifacts.findIndex((artifact) => artifact.id === id);
  if (index === -1) throw notFound('Dieses Projektergebnis gibt es nicht oder nicht mehr.');
  return index;
}

/** "Konzept_Hundesteuer-2024.pdf" → "Konzept Hundesteuer-2024" */
function titleOf(filename: string): string {
  const title = filename
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll('_', ' ')
    .trim();
  return title === '' ? filename : title;
}
