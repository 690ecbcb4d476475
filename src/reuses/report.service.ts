import type { Organisation } from '../organisations/index.ts';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { type ActingFor, type Actor, hasRole } from '../shared/actor.ts';
import { forbidden, InvalidInput, notFound } from '../shared/errors.ts';
import type { PublishedSolution } from '../solutions/index.ts';
import { providerRoles } from './lifecycle.ts';
import type { ReusePorts } from './ports.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse, ReuseRelation, ReuseSide, ReuseStage } from './reuse.types.ts';
import { withStages } from './stages.ts';
import type { Telling } from './telling.ts';

export type Acting = { actor: Actor; organisation: ActingFor };
export type Report = { stage: ReuseStage; since: Date; releaseNumber: number; how: string };

export type ReleaseChoice = { number: number; publishedAt: Date };

type Dependencies = { model: ReuseModel; ports: ReusePorts; telling: Telling; now: () => Date };

/** Reporting a reuse: by the organisation that uses the solution, or by its provider for another one. */
export function makeReporting({ model, ports, telling, now }: Dependencies) {
  const { organisations } = ports;

  /** Releases to choose from, newest first. */
  async function releasesOf(slug: string): Promise<ReleaseChoice[]> {
    const releases = await ports.solutions.releasesOf(slug);
    return releases.map(({ number, publishedAt }) => ({ number, publishedAt }));
  }

  async function recordOf(organisationId: string, solutionId: string): Promise<string | null> {
    const held = await organisations.idsHeldBy(organisationId);
    const found = await model.findOne({ solutionId, organisationId: { $in: held } }, { _id: 1 }).lean();
    return found === null ? null : String(found._id);
  }

  async function relationOf(
    reuser: Organisation,
    provider: Organisation,
    solution: PublishedSolution,
  ): Promise<ReuseRelation> {
    const held = await organisations.idsHeldBy(reuser.id);
    if (held.includes(provider.id)) return 'own';
    const { leadIds, partnerIds } = solution.release.content;
    return [...leadIds, ...partnerIds].some((id) => held.includes(id)) ? 'partner' : 'transfer';
  }

  async function record(
    acting: Acting,
    side: ReuseSide,
    parties: { solution: PublishedSolution; provider: Organisation; reuser: Organisation },
    report: Report,
  ): Promise<{ id: string; fresh: boolean }> {
    const { solution, provider, reuser } = parties;
    const existing = await recordOf(reuser.id, solution.id);
    if (existing !== null) return { id: existing, fresh: false };
    const at = now();
    const by = acting.actor.userId;
    checkSince(report.since, at);
    const releases = await releasesOf(solution.slug);
    if (!releases.some((one) => one.number === report.releaseNumber))
      throw new InvalidInput([
        { field: 'releaseNumber', message: 'Bitte wählen Sie eine veröffentlichte Version.' },
      ]);
    const relation = await relationOf(reuser, provider, solution);
    const ids = { organisationId: reuser.id, providerId: provider.id };
    const { stage, since } = report;
    const history: Reuse['history'] = [
      { at, by, side, organisationId: acting.organisation.id, event: 'reported', stage, reason: '' },
    ];
    const reuse: Omit<Reuse, '_id'> = {
      ...ids,
      solutionId: solution.id,
      solutionSlug: solution.slug,
      solutionTitle: solution.release.content.title,
      relation,
      state: 'reported',
      ...withStages(
        [{ stage, since, reportedAt: at, reportedBy: by, side, confirmed: null }],
        relation !== 'own',
      ),
      releaseNumber: report.releaseNumber,
      how: report.how,
      reported: { at, by, side },
      confirmed: null,
      disputed: null,
      lastConfirmedAt: null,
      requestId: await ports.acceptedRequestId(reuser.id, solution.id),
      reuserRegion: reuser.modelRegion,
      reuserLand: reuser.land,
      providerRegion: provider.modelRegion ?? (solution.release.content.modelRegion || null),
      history,
      revision: 1,
      createdAt: at,
      updatedAt: at,
      tell:
        relation === 'own'
          ? []
          : [
              await telling(
                'reported',
                { ...ids, history },
                side === 'reuser' ? 'provider' : 'reuser',
                by,
                at,
              ),
            ],
    };
    try {
      return { id: String((await model.create(reuse))._id), fresh: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const first = await recordOf(reuser.id, solution.id);
      if (first === null) throw error;
      return { id: first, fresh: false };
    }
  }

  function checkProvider({ actor, organisation }: Acting, provider: Organisation): void {
    if (provider.id !== organisation.id)
      throw forbidden(
        'Für andere Organisationen meldet nur die bereitstellende Organisation eine Nachnutzung.',
      );
    if (!providerRoles.some((role) => hasRole(actor, role)))
      throw forbidden('Dafür brauchen Sie die Rolle Redaktion, Freigabe oder Administration.');
  }

  return {
    /**
     * What the form shows: the solution, whether the organisation provides it itself, and the record that exists.
     * @throws as `publishedBySlug`
     */
    async prepareReport(organisationId: string, slug: string) {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      const own = provider.id === organisationId;
      return {
        solution,
        provider,
        own,
        releases: await releasesOf(slug),
        existingId: await recordOf(organisationId, solution.id),
      };
    },

    /**
     * Reports that the organisation acted for uses a solution.
     * @returns id of the record, and whether it is new; an existing one is left as it is
     * @throws as `publishedBySlug`; InvalidInput for a date in the future or a foreign release
     */
    async report(acting: Acting, slug: string, report: Report): Promise<{ id: string; fresh: boolean }> {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      const reuser = await organisations.getById(acting.organisation.id);
      if (reuser === null) throw notFound();
      // The provider's own people need the same role as for everything else they say about their solution.
      if (provider.id === reuser.id) checkProvider(acting, provider);
      return record(acting, 'reuser', { solution, provider, reuser }, report);
    },

    /**
     * What the provider's form shows.
     * @throws as `publishedBySlug`; forbidden for everybody but its provider
     */
    async prepareReportForOther(acting: Acting, slug: string) {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      checkProvider(acting, provider);
      return { solution, provider, releases: await releasesOf(slug) };
    },

    /**
     * The provider reports that another organisation uses its solution.
     * @param who name, AGS or slug of the organisation
     * @throws as `report`; forbidden for everybody but the provider; InvalidInput where no one organisation is meant
     */
    async reportForOther(
      acting: Acting,
      slug: string,
      who: string,
      report: Report,
    ): Promise<{ id: string; fresh: boolean }> {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      checkProvider(acting, provider);
      const { match, suggestions } = await organisations.lookUp(who);
      const reuser = match && (await organisations.resolveSuccession(match.id));
      if (!reuser) throw unclearOrganisation(suggestions);
      if (reuser.id === provider.id)
        throw new InvalidInput([
          {
            field: 'organisation',
            message: 'Ihre eigene Nutzung melden Sie auf der Seite „Wir nutzen das schon“.',
          },
        ]);
      return record(acting, 'provider', { solution, provider, reuser }, report);
    },
  };
}

/** @throws InvalidInput for a date in the future: what is planned is not a use yet */
export function checkSince(since: Date, at: Date): void {
  if (since > at)
    throw new InvalidInput([{ field: 'since', message: 'Seit wann: Das Datum liegt in der Zukunft.' }]);
}

function unclearOrganisation(suggestions: Organisation[]): InvalidInput {
  const near = suggestions.slice(0, 5).map((one) => one.fullName);
  const message =
    near.length === 0
      ? 'Diese Organisation ist nicht bekannt. Geben Sie den Namen oder den Amtlichen Gemeindeschlüssel an.'
      : `Welche Organisation meinen Sie? In Frage kommen: ${near.join(', ')}.`;
  return new InvalidInput([{ field: 'organisation', message }]);
}
