import type { Organisation } from '../../organisations/index.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import { solutionPath } from '../paths.ts';
import type { PageOrganisations, SolutionPorts } from '../ports.ts';
import type { Content } from '../record/content.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { Release, Solution, WorkingCopy } from '../record/solution.model.ts';
import type { Solutions } from '../solutions.ts';
import { type Around, type Detail, detailOf, type Follower, type Link, type Subject } from './detail.view.ts';

export type PageDependencies = {
  solutions: Solutions;
  organisations: PageOrganisations;
  ports: SolutionPorts;
};

/** Reads what the page of a solution needs besides the record. */
export function makePages({ solutions, organisations, ports }: PageDependencies) {
  const providerOf = (providerId: string): Promise<Organisation | null> =>
    organisations.resolveSuccession(providerId);

  /** Name of who confirmed the rights, for members of the provider and for KDN; null for everybody else. */
  async function confirmedBy(
    actor: Actor | null,
    providerId: string,
    { terms }: Content,
  ): Promise<string | null> {
    const by = terms.rightsConfirmation?.by;
    if (actor === null || by === undefined) return null;
    const may = isPlatform(actor, 'kdn') || (await solutions.holds(actor, { providerId }));
    return may ? ((await ports.namesOf([by])).get(by) ?? null) : null;
  }

  /** Who is named to follow the organisation that provides it today. */
  async function followerOf(provider: Organisation | null): Promise<Follower | null> {
    if (!provider?.succession) return null;
    const { successorId, since } = provider.succession;
    const named = await organisations.getById(successorId);
    return named && { name: named.fullName, since };
  }

  async function relatedOf({ relatedSlugs }: Content): Promise<Link[]> {
    const found = await solutions.publishedBySlugs(relatedSlugs);
    return [...found.values()].map(({ slug, release }) => ({
      text: release.content.title,
      href: solutionPath(slug),
    }));
  }

  /** Who provides it today, whether anybody acts for them, and who is named to follow them. */
  async function providerToday(
    providerId: string,
  ): Promise<Pick<Around, 'provider' | 'orphaned' | 'follower'>> {
    const provider = await providerOf(providerId);
    const [orphaned, follower] = await Promise.all([
      provider !== null && organisations.isOrphaned(provider.id),
      followerOf(provider),
    ]);
    return { provider, orphaned, follower };
  }

  /** How it stands to other solutions, and who provides those that replace it. */
  async function relationsOf(slug: string, stated: Content['relations']) {
    const relations = await solutions.relationsOf(slug, stated);
    const replacing = await organisations.todayByIds(relations.incoming.map((one) => one.providerId));
    return { relations, replacing };
  }

  async function detail(
    actor: Actor | null,
    subject: Subject,
    providerId: string,
    mayDownload: Set<string>,
  ): Promise<Detail> {
    const { leadIds, partnerIds, relations: stated } = subject.content;
    const [provider, related, { relations, replacing }, confirmer, files, participants] = await Promise.all([
      providerToday(providerId),
      relatedOf(subject.content),
      relationsOf(subject.slug, stated),
      confirmedBy(actor, providerId, subject.content),
      ports.fileFacts(subject.artifacts),
      organisations.getByIds([...leadIds, ...partnerIds]),
    ]);
    return detailOf(subject, {
      ...provider,
      // Leads and partners are named as published; who replaces it is a matter of today.
      organisations: new Map([...replacing, ...participants]),
      related,
      relations,
      mayDownload,
      files,
      confirmedBy: confirmer,
    });
  }

  async function downloadable(
    actor: Actor | null,
    solution: PublishedSolution,
    artifacts: Artifact[],
  ): Promise<Set<string>> {
    const answers = await Promise.all(
      artifacts.map(async (one) => ((await ports.mayDownload(actor, solution, one)) ? [one.id] : [])),
    );
    return new Set(answers.flat());
  }

  return {
    providerOf,
    confirmedBy,

    /** A published release, the current one or an older one, for whoever asks. */
    async ofRelease(actor: Actor | null, solution: PublishedSolution, release: Release): Promise<Detail> {
      const { slug, blocks, inventory, providerId } = solution;
      const { content, artifacts, number, publishedAt } = release;
      const subject = { slug, content, artifacts, blocks, inventory, released: { number, at: publishedAt } };
      return detail(actor, subject, providerId, await downloadable(actor, solution, artifacts));
    },

    /** A working copy as the public would see it: without names of people and with the links that everybody gets. */
    async ofWorkingAsPublic(
      { slug, blocks, providerId }: Solution,
      { content, artifacts }: WorkingCopy,
    ): Promise<Detail> {
      const subject = { slug, content, artifacts, blocks, inventory: null, released: null };
      const open = artifacts.filter(({ access }) => access === 'everyone');
      return detail(null, subject, providerId, new Set(open.map(({ id }) => id)));
    },

    /** A working copy as it would look, for those who may see it: they may open every artifact. */
    async ofWorking(actor: Actor, solution: Solution, { content, artifacts }: WorkingCopy): Promise<Detail> {
      const { slug, blocks, providerId } = solution;
      const subject = { slug, content, artifacts, blocks, inventory: null, released: null };
      return detail(actor, subject, providerId, new Set(artifacts.map(({ id }) => id)));
    },
  };
}

export type Pages = ReturnType<typeof makePages>;
