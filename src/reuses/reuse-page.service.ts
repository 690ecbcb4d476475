import type { Actor } from '../shared/actor.ts';
import { month } from '../shared/german.ts';
import { isOutdated, silentFrom } from './freshness.ts';
import { relationLabels, stageLabels } from './labels.ts';
import { actionsFor } from './lifecycle.ts';
import type { ReusePorts } from './ports.ts';
import type { Confirmation, ReuseEvent, ReuseSide } from './reuse.types.ts';
import { nextStep, reuseBadge } from './reuse-line.ts';
import type { Standings } from './standing.service.ts';

type Dependencies = {
  standings: Standings;
  ports: Pick<ReusePorts, 'organisations' | 'solutions'>;
  now: () => Date;
};

const eventLabels: Record<ReuseEvent, string> = {
  reported: 'Gemeldet',
  'stage-reported': 'Stufe gemeldet',
  confirmed: 'Bestätigt',
  'confirmed-by-kdn': 'Von KDN bestätigt',
  disputed: 'Bestritten',
  reconfirmed: 'Weiterhin in Betrieb',
};

/** Everything that the page of a record shows, shaped for one side. */
export function makeReusePages({ standings, ports, now }: Dependencies) {
  const { organisations } = ports;

  return {
    /** @throws as `reuseFor` */
    async reuseForPage(actor: Actor, id: string) {
      const { reuse, standing } = await standings.reuseFor(actor, id);
      const [sides, acted, kdnMay, hasReported, warnings] = await Promise.all([
        organisations.todayByIds([reuse.organisationId, reuse.providerId]),
        organisations.getByIds(reuse.history.flatMap((one) => one.organisationId ?? [])),
        standings.mayKdnConfirm(reuse),
        standings.hasReported(actor, reuse),
        ports.solutions.notices.warningsFor(reuse.solutionId, reuse.releaseNumber),
      ]);
      const nameOf = (known: typeof sides, organisationId: string | null): string =>
        (organisationId && known.get(organisationId)?.fullName) || 'unbekannte Organisation';
      const reuserName = nameOf(sides, reuse.organisationId);
      const providerName = nameOf(sides, reuse.providerId);
      const sideName = (side: ReuseSide | 'kdn'): string =>
        side === 'kdn' ? 'KDN' : side === 'reuser' ? reuserName : providerName;
      const at = now();
      const counterpart = standing.side === 'reuser' ? providerName : reuserName;
      const askedName = reuse.pendingSide ? sideName(reuse.pendingSide) : '';
      return {
        reuse,
        standing,
        warnings,
        relationLabel: relationLabels[reuse.relation],
        reuser: sides.get(reuse.organisationId) ?? null,
        provider: sides.get(reuse.providerId) ?? null,
        reuserName,
        providerName,
        badge: reuseBadge(reuse, at),
        outdated: isOutdated(reuse, at),
        next: nextStep(
          reuse,
          standing.side,
          standing.side === 'kdn' && !kdnMay ? askedName : counterpart,
          at,
          kdnMay,
        ),
        dueAt: reuse.pendingSince && reuse.state !== 'disputed' ? silentFrom(reuse.pendingSince) : null,
        late: reuse.pendingSince !== null && silentFrom(reuse.pendingSince) < at,
        actions: actionsFor(reuse, standing).filter((action) => {
          if (action === 'confirm') return !hasReported;
          if (action === 'confirmByKdn') return kdnMay && !hasReported;
          return action !== 'reconfirm' || reuse.stage !== 'ended';
        }),
        stageRows: reuse.stages.map((one) => ({
          label: stageLabels[one.stage],
          since: month(one.since),
          reportedBy: sideName(one.side),
          confirmation: reuse.relation === 'own' ? '' : confirmationText(one.confirmed, sideName),
          confirmed: one.confirmed !== null,
        })),
        timeline: reuse.history.map((one) => ({
          at: one.at,
          what: one.stage ? `${eventLabels[one.event]}: ${stageLabels[one.stage]}` : eventLabels[one.event],
          who: one.side === 'kdn' ? 'KDN' : nameOf(acted, one.organisationId),
          reason: one.reason,
        })),
      };
    },
  };
}

function confirmationText(
  confirmed: Confirmation | null,
  sideName: (side: ReuseSide | 'kdn') => string,
): string {
  return confirmed === null ? 'wartet auf Bestätigung' : `bestätigt von ${sideName(confirmed.side)}`;
}
