import type { Reuses } from '../reuses/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { Solutions } from '../solutions/index.ts';
import type { KdnTask } from '../statistics/index.ts';

type Features = {
  orphanCount(): Promise<number>;
  solutions: Pick<Solutions, 'openAdoptions' | 'waitingForApproval'>;
  reuses: Pick<Reuses, 'waitingForKdn'>;
};

/** What KDN's overview leads to, with how many wait. */
export function kdnTasks({ solutions, reuses, orphanCount }: Features) {
  return async (actor: Actor): Promise<KdnTask[]> => {
    const [adoptions, approvals, confirmations, orphans] = await Promise.all([
      solutions.openAdoptions(),
      solutions.waitingForApproval(actor),
      reuses.waitingForKdn(),
      orphanCount(),
    ]);
    return [
      {
        title: 'Übernahme von Einträgen',
        text: 'Organisationen, die einen Bestandseintrag als ihren weiterführen wollen.',
        href: '/kdn/uebernahmen',
        waiting: adoptions.length,
      },
      {
        title: 'Freigaben',
        text: 'Lösungen von Organisationen, in denen niemand sonst freigeben kann.',
        href: '/freigaben',
        waiting: approvals.length,
      },
      {
        title: 'Nachnutzungen bestätigen',
        text: 'Gemeldete Nachnutzungen, deren andere Seite verwaist ist oder seit 30 Tagen schweigt.',
        href: '/kdn/nachnutzungen',
        waiting: confirmations.length,
      },
      {
        title: 'Verwaiste Organisationen',
        text: 'Organisationen mit eigenen Lösungen, für die niemand mehr handelt: wer führt sie fort?',
        href: '/kdn/verwaist',
        waiting: orphans,
      },
      {
        title: 'Synonyme der Suche',
        text: 'Wörter pflegen, die für die Suche dasselbe bedeuten.',
        href: '/plattform/synonyme',
        waiting: null,
      },
      {
        title: 'Transferstatistik',
        text: 'Alle Zahlen mit ihrer Definition, bis zum einzelnen Vorgang.',
        href: '/kdn/statistik',
        waiting: null,
      },
    ];
  };
}
