import { type Actor, hasRole } from '../../shared/actor.ts';
import type { ScanStanding } from '../artifacts/scanning/scans.service.ts';
import type { NoticeView } from '../notices/notices.view.ts';
import { warningsOf } from '../notices/notices.view.ts';
import { type OfferView, offerView } from '../offers/offers.view.ts';
import { newNoticePath, offerPath } from '../paths.ts';
import type { ReuseSummary } from '../ports.ts';
import { readinessOf } from '../readiness/readiness.ts';
import { type ReadinessView, readinessView } from '../readiness/readiness.view.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { Solution } from '../record/solution.model.ts';
import type { Solutions } from '../solutions.ts';

/** Who operates it for others, and what the person may do about it. */
export type Operation = {
  offers: OfferView[];
  /** The person may comment for the provider. */
  mayComment: boolean;
  /** Where the organisation acted for makes or changes its own offer; null where it operates nothing for others. */
  offerHref: string | null;
  /** It has made one, open or ended. */
  hasOwn: boolean;
};

export type Beside = {
  readiness: ReadinessView;
  operation: Operation;
  warnings: NoticeView[];
  /** Where the provider's responsible people warn; null for everybody else. */
  warnHref: string | null;
};

type Asked = {
  actor: Actor | null;
  solution: PublishedSolution;
  /** The record where the person belongs to the provider. */
  own: Solution | null;
};

type Known = Asked & {
  operation: Operation;
  reuse: Pick<ReuseSummary, 'transfer'>;
  /** What the virus scanner said of the files shown, by SHA-256. */
  scans: ReadonlyMap<string, ScanStanding>;
  /** The form is open to the person. */
  editable: boolean;
};

/** Reads who operates a solution for others, and what the person may do about it. */
export function makeOperationOf({ offers }: Pick<Solutions, 'offers'>) {
  return async ({ actor, solution, own }: Asked): Promise<Operation> => {
    const [open, may, mine] = await Promise.all([
      offers.offersOf(solution.id),
      actor === null || offers.mayOffer(actor),
      actor === null ? null : offers.offerOf(actor, solution.id),
    ]);
    return {
      offers: open.map((one) => offerView(solution.slug, one)),
      mayComment: own !== null && hasRole(actor, 'editor'),
      offerHref: may ? offerPath(solution.slug) : null,
      hasOwn: mine !== null,
    };
  };
}

/** What stands beside a solution's own words: its readiness, offers of operation, and what is warned of. */
export function besideOf({ actor, solution, own, operation, reuse, scans, editable }: Known): Beside {
  const { slug, notices, release } = solution;
  const evidence = {
    confirmedReuses: reuse.transfer.length,
    operatingOffers: operation.offers.length,
  };
  const responsible = hasRole(actor, 'approver') || hasRole(actor, 'administrator');
  return {
    readiness: readinessView(readinessOf({ ...solution, scans }, evidence), editable ? slug : null),
    operation,
    warnings: warningsOf(slug, notices, { shown: release.number, others: true }),
    warnHref: own !== null && responsible ? newNoticePath(slug) : null,
  };
}
