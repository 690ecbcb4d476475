import type { Reuse } from './reuse.types.ts';

/** Months after which a confirmed reuse must be confirmed again (product.md, "What counts as transfer"). */
export const freshMonths = 12;
/** Days of silence after which KDN may confirm instead of the other side. */
export const silentDays = 30;

const day = 24 * 60 * 60 * 1000;

/** The moment `freshMonths` before; a confirmation older than it is outdated. */
export function outdatedBefore(now: Date): Date {
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - freshMonths);
  return limit;
}

/** Confirmed once, in use as far as is known, but not confirmed again for 12 months: "veraltet". */
export function isOutdated(
  reuse: Pick<Reuse, 'state' | 'confirmedStage' | 'lastConfirmedAt'>,
  now: Date,
): boolean {
  return (
    reuse.state === 'confirmed' &&
    reuse.confirmedStage !== 'ended' &&
    reuse.lastConfirmedAt !== null &&
    reuse.lastConfirmedAt < outdatedBefore(now)
  );
}

/** In productive use by the figures: confirmed as such, not outdated. */
export const isProductive = (
  reuse: Pick<Reuse, 'state' | 'confirmedStage' | 'lastConfirmedAt'>,
  now: Date,
): boolean => reuse.state === 'confirmed' && reuse.confirmedStage === 'productive' && !isOutdated(reuse, now);

/** When the other side counts as silent, for something reported at `since`. */
export const silentFrom = (since: Date): Date => new Date(since.getTime() + silentDays * day);

/** The latest moment of reporting that counts as unanswered silence now. */
export const silentSince = (now: Date): Date => new Date(now.getTime() - silentDays * day);
