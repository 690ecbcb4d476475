import type { Solutions } from '../../solutions/index.ts';
import type { OrderItem, StoredEvent } from '../event.model.ts';

/** One point of a running order as pages show it. */
export type OrderRow = {
  id: string;
  kind: OrderItem['kind'];
  solutionId: string;
  title: string;
  /** Address of the solution; null for a pause and a withdrawn one. */
  href: string | null;
  provider: string;
  presentedBy: string;
  minutes: number;
  startsAt: Date;
  /** Taken back since it was put in: it takes no time and is left out of the presentation. */
  withdrawn: boolean;
};

type References = Awaited<ReturnType<Solutions['referencesByIds']>>;

const minuteMs = 60_000;

/** The points with their computed times; withdrawn ones take none. Pure. */
export function orderRows(
  { items, startsAt }: Pick<StoredEvent, 'items' | 'startsAt'>,
  references: References,
  providers: ReadonlyMap<string, string>,
): OrderRow[] {
  let at = startsAt.getTime();
  return items.map(({ id, kind, solutionId, title, minutes, presentedBy }) => {
    const solution = references.get(solutionId);
    const withdrawn = kind === 'pitch' && solution?.published !== true;
    const row: OrderRow = {
      id,
      kind,
      solutionId,
      title: kind === 'pause' ? title : (solution?.title ?? 'nicht mehr verzeichnete Lösung'),
      href: kind === 'pitch' && solution?.published ? `/loesungen/${solution.slug}` : null,
      provider: withdrawn ? '' : (providers.get(solution?.providerId ?? '') ?? ''),
      presentedBy,
      minutes,
      startsAt: new Date(at),
      withdrawn,
    };
    if (!withdrawn) at += minutes * minuteMs;
    return row;
  });
}

/** When the last point ends. */
export const endOf = ({ startsAt }: Pick<StoredEvent, 'startsAt'>, rows: OrderRow[]): Date =>
  new Date(
    startsAt.getTime() + rows.reduce((sum, row) => sum + (row.withdrawn ? 0 : row.minutes * minuteMs), 0),
  );
