/** The process that reads archives, one after the other; `inspect.ts` starts it. It ends with the one who started it. */
import { type ArchiveLimits, ArchiveRefused } from './archive.ts';
import { readArchive } from './read-archive.ts';

process.on('message', ({ path, limits }: { path: string; limits: ArchiveLimits }) => {
  readArchive(path, limits).then(
    (contents) => process.send?.(contents),
    (error: unknown) => {
      if (!(error instanceof ArchiveRefused)) throw error;
      process.send?.({ fault: error.fault });
    },
  );
});
process.on('disconnect', () => process.exit());
