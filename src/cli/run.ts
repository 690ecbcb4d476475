import { ConfigError } from '../platform/config.ts';

/** Writes one line for the person at the terminal. */
export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs a command to its end; an expected fault is one German message and exit code 1, not a stack. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    if (
      !(error instanceof ConfigError) &&
      error instanceof Error &&
      process.env.BLAUPAUSE_LOG_LEVEL === 'debug'
    ) {
      process.stderr.write(`${error.stack}\n`);
    }
    process.exit(1);
  });
}

/** Stops the server on SIGTERM, SIGINT or SIGHUP, once; a second signal ends the process at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
