import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { Solutions } from '../solutions/index.ts';
import type { EventAction, StoredEvent } from './event.model.ts';
import { endOf, type OrderRow, orderRows } from './order/order.view.ts';
import type { EventPorts } from './ports.ts';
import type { EventLine } from './reading.service.ts';

export type EventPageDependencies = {
  solutions: Pick<Solutions, 'referencesByIds'>;
  organisations: Pick<Organisations, 'todayByIds' | 'resolveSuccession'>;
  ports: Pick<EventPorts, 'namesOf'>;
};

const actionLabels: Record<EventAction, string> = {
  created: 'angelegt',
  changed: 'Angaben geändert',
  'order-changed': 'Ablauf geändert',
  published: 'veröffentlicht',
  withdrawn: 'zurückgezogen',
};
const shownHistory = 20;

/** Reads what the pages of events show besides the record. */
export function makeEventPages({ solutions, organisations, ports }: EventPageDependencies) {
  return {
    /** An event with its organiser and its running order. */
    async detail(event: StoredEvent) {
      const references = await solutions.referencesByIds(event.items.map(({ solutionId }) => solutionId));
      const providerIds = [...references.values()].map(({ providerId }) => providerId);
      const [known, organiser] = await Promise.all([
        organisations.todayByIds(providerIds),
        organisations.resolveSuccession(event.organisationId),
      ]);
      const names = new Map([...known].map(([id, { fullName }]) => [id, fullName]));
      const rows: OrderRow[] = orderRows(event, references, names);
      return { event, rows, organiser, endsAt: endOf(event, rows), references };
    },

    /** Who did what lately, newest first; for members of the organisation. */
    async timeline({ history }: StoredEvent) {
      const shown = history.slice(-shownHistory).reverse();
      const names = await ports.namesOf(shown.map(({ by }) => by));
      return shown.map(({ at, by, action }) => ({ at, what: actionLabels[action], who: names.get(by) }));
    },

    /** Lines of a list with the names of their organisers. */
    async withOrganisers(lines: EventLine[]) {
      const known = await organisations.todayByIds(lines.map(({ organisationId }) => organisationId));
      return lines.map((line) => ({ ...line, organiser: known.get(line.organisationId)?.fullName ?? '' }));
    },
  };
}

export type EventPages = ReturnType<typeof makeEventPages>;

/** True for people who may edit the events of the organisation acted for. */
export const mayEdit = (actor: Actor | null): boolean =>
  actor?.organisation?.roles.includes('editor') ?? false;
