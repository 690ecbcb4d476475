/**
 * Makes a costly reading run once at a time, however many ask: who asks while it runs shares the next run with all who
 * wait by then. So every answer was read after it was asked for.
 */
export function oneAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  return () => {
    next ??= running.then(() => {
      const result = read();
      next = null;
      running = result.catch(() => {});
      return result;
    });
    return next;
  };
}
