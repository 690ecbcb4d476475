/** Gives a place back; calling it again does nothing. */
export type Leave = () => void;

export type Refused = 'all-taken' | 'own-taken';

/**
 * A few places for something costly that lasts, in this process: so many at once in all, and so many for each visitor.
 * Nobody waits for one; who gets none is told which of the two bounds was met.
 */
export function makePlaces({ inAll, perVisitor }: { inAll: number; perVisitor: number }) {
  const taken = new Map<string, number>();
  let all = 0;

  return (visitor: string): Leave | Refused => {
    const own = taken.get(visitor) ?? 0;
    if (own >= perVisitor) return 'own-taken';
    if (all >= inAll) return 'all-taken';
    taken.set(visitor, own + 1);
    all += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      all -= 1;
      const rest = (taken.get(visitor) ?? 1) - 1;
      if (rest > 0) taken.set(visitor, rest);
      else taken.delete(visitor);
    };
  };
}
