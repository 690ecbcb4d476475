import type { Log } from './log.ts';

export type Job = { name: string; everyMs: number; run(): Promise<unknown> };

/**
 * Runs jobs again and again, each never beside itself; a failure is logged and the next turn comes anyway.
 * @returns a function that stops them and waits for those under way
 */
export function startJobs(jobs: Job[], log: Log): () => Promise<void> {
  const stops = jobs.map((job) => startJob(job, log));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function startJob({ name, everyMs, run }: Job, log: Log): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    await run().catch((error: unknown) => log.error({ err: error, job: name }, 'job failed'));
    if (!stopped) timer = setTimeout(begin, everyMs).unref();
  };
  const begin = (): void => {
    current = turn();
  };
  timer = setTimeout(begin, 0).unref();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current;
  };
}
