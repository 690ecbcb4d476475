/** A use of a solution by another organisation, as the ledger of reuses tells it by a port. */
export type TransferUse = {
  solutionId: string;
  organisationId: string;
  /** By the other side; only such a use counts as transfer. */
  confirmed: boolean;
  stage: 'trial' | 'pilot' | 'productive' | 'ended';
  /** The stage in words. */
  stageLabel: string;
  since: Date;
  /** Not confirmed anew for 12 months. */
  outdated: boolean;
};
