import { scansOf } from '../artifacts/file-facts.ts';
import { readinessOf } from '../readiness/readiness.ts';
import { type ReadinessView, readinessView } from '../readiness/readiness.view.ts';
import type { Solution, WorkingCopy } from '../record/solution.model.ts';
import type { PageDependencies } from './pages.ts';

/** Judges a working copy as if it were released today; with links to the fields that mend it for those who may write. */
export function makeReadinessOfCopy({ solutions, ports }: Pick<PageDependencies, 'solutions' | 'ports'>) {
  return async (
    solution: Solution,
    { content, artifacts }: WorkingCopy,
    { editable }: { editable: boolean },
  ): Promise<ReadinessView> => {
    const { _id, slug, blocks, notices, releases } = solution;
    const id = String(_id);
    const [{ transfer }, operatingOffers, files] = await Promise.all([
      ports.reuseSummary(id),
      solutions.offers.countOf(id),
      ports.fileFacts(artifacts),
    ]);
    const release = { number: (releases.at(-1)?.number ?? 0) + 1, content, artifacts };
    const evidence = { confirmedReuses: transfer.length, operatingOffers };
    return readinessView(
      readinessOf({ blocks, notices, inventory: null, release, scans: scansOf(files) }, evidence),
      editable ? slug : null,
    );
  };
}
