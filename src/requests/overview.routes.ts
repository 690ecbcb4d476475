import { actorOf, signedIn } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import type { CaseLine } from '../shared/case.ts';
import { pageNumber, pageSize, toPage } from '../shared/paging.ts';
import { casesPath } from './paths.ts';
import type { Requests } from './requests.ts';

/** The due date leads; without one the latest change does. */
function byDue(a: CaseLine, b: CaseLine): number {
  if (a.dueAt !== null && b.dueAt !== null) return a.dueAt.getTime() - b.dueAt.getTime();
  if (a.dueAt !== null || b.dueAt !== null) return a.dueAt !== null ? -1 : 1;
  return b.changedAt.getTime() - a.changedAt.getTime();
}

/** "Meine Vorgänge": requests and reuses together, by whose turn it is. */
export function addOverviewRoutes(
  routes: Routes,
  { requests, now }: { requests: Requests; now: () => Date },
): void {
  routes.get('/vorgaenge', signedIn(), async (req, res) => {
    const lines = await requests.casesOf(actorOf(req));
    const waiting = (turn: CaseLine['waitsFor']) => lines.filter((one) => one.waitsFor === turn).sort(byDue);
    const settled = lines
      .filter((one) => one.waitsFor === 'nobody')
      .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
    const wanted = pageNumber(req.query.seite);
    const paging = toPage(settled.slice((wanted - 1) * pageSize, wanted * pageSize), wanted, settled.length);
    res.page('requests/overview', {
      mine: waiting('me'),
      theirs: waiting('other'),
      settled: paging,
      hrefFor: (page: number) => (page === 1 ? casesPath : `${casesPath}?seite=${page}`),
      at: now(),
    });
  });
}
