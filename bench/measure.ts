/** Milliseconds that a share of the measured times does not exceed. */
export function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/**
 * How long each query takes, in milliseconds: the median of so many runs after one to warm up, because another process
 * may stop a single run.
 */
export function timesOf(queries: string[], run: (query: string) => unknown, runs = 9): number[] {
  return queries.map((query) => {
    const times = Array.from({ length: runs + 1 }, () => {
      const start = performance.now();
      run(query);
      return performance.now() - start;
    });
    return percentile(times.slice(1), 0.5);
  });
}

/** Memory in use in megabytes, buffers outside the heap included; exact only where node was started with --expose-gc. */
export function megabytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
