import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { badRequest, DomainError, forbidden } from '../shared/errors.ts';
import type { ArchiveContents } from './archives/archive.ts';
import { checkArchive } from './archives/check-archive.ts';
import type { BlobStore, ReceivedBlob } from './blob-store.ts';
import type { Config } from './config.ts';
import { csrfProtection, hasCsrfToken } from './csrf.ts';
import { checkFileType } from './file-types.ts';
import { cleanFilename } from './filenames.ts';
import { isHostile, refuseOperators } from './input-guard.ts';

/** A file of a request, checked but not kept yet: `Uploads.keep` makes it last, else it is gone after the answer. */
export type Upload = ReceivedBlob & {
  /** Cleaned, for display and for saving; never part of a path. */
  filename: string;
  mediaType: string;
  /** What lies in a ZIP archive; null for everything else. */
  archive: ArchiveContents | null;
};

declare global {
  namespace Express {
    interface Request {
      /** Set by `uploadFiles`. */
      uploads?: Upload[];
    }
  }
}

type Options = {
  blobs: BlobStore;
  config: Pick<Config, 'maxUploadBytes'>;
  /** A connection that delivers less than `minBytes` in each `everyMs` is cut; it would hold a slot for ever. */
  minimumRate?: { minBytes: number; everyMs: number };
};

export type UploadField = { field: string; maxFiles: number };

/** Multer's codes for names that no form of ours has: brackets, indexes, a file in a field that does not exist. */
const refusedNames = new Set<string>([
  'LIMIT_FIELD_NESTING',
  'LIMIT_FIELD_ARRAY_INDEX',
  'LIMIT_UNEXPECTED_FILE',
]);

/**
 * Makes the handlers for multipart forms. They are the only way files come in; each limit is set, and the CSRF
 * token is checked before a byte is stored: by the header before parsing, else by the field that our forms send first.
 */
export function makeUploads({ blobs, config, minimumRate = { minBytes: 30_000, everyMs: 30_000 } }: Options) {
  const ours = new WeakSet<object>();
  const storage: multer.StorageEngine = {
    _handleFile(_req, file, done) {
      blobs.receive(file.stream).then(
        (blob) => done(null, { path: blob.temp, filename: blob.sha256, size: blob.size }),
        (error: unknown) => {
          if (error instanceof Error && 'syscall' in error) ours.add(error);
          done(error);
        },
      );
    },
    _removeFile(_req, file, done) {
      blobs.discard({ temp: file.path }).then(() => done(null), done);
    },
  };

  /** Multer's and its parser's faults in our words; faults of the disk stay as they are and answer 500. */
  function translated(error: unknown, field: string): unknown {
    if (error instanceof DomainError || ours.has(Object(error))) return error;
    if (!(error instanceof MulterError))
      return badRequest('Das Formular ist unvollständig oder fehlerhaft angekommen.');
    const tooMany = error.code === 'LIMIT_UNEXPECTED_FILE' && error.field === field;
    if (tooMany || error.code === 'LIMIT_FILE_COUNT')
      return new DomainError('too-large', 'Das sind zu viele Dateien auf einmal.');
    if (error.code === 'LIMIT_FILE_SIZE') {
      const megabytes = (config.maxUploadBytes / 1_000_000).toLocaleString('de-DE');
      return new DomainError('too-large', `Eine Datei ist größer als die erlaubten ${megabytes} MB.`);
    }
    return refusedNames.has(error.code) ? badRequest() : error;
  }

  return {
    /**
     * The handlers of a route declared with `multipart: true`; afterwards `req.body` holds the fields, `req.uploads`
     * the files. They refuse with 400, 403, 413, 415 or, for an empty file or a harmful
     * archive, 422, and then nothing stays on the disk.
     */
    uploadFiles<P>({ field, maxFiles }: UploadField): RequestHandler<P>[] {
      const parse = multer({
        storage,
        defParamCharset: 'utf8',
        limits: {
          fileSize: config.maxUploadBytes,
          files: maxFiles,
          fields: 40,
          fieldNameSize: 100,
          fieldSize: 100_000,
          fieldNestingDepth: 0,
          fieldArrayIndexLimit: 0,
          parts: 40 + maxFiles,
          headerPairs: 20,
        },
        fileFilter: (req, _file, done) => {
          if (isHostile(req.body)) done(badRequest());
          else if (hasCsrfToken(req)) done(null, true);
          else done(forbidden('Das Formular ist abgelaufen. Bitte laden Sie die Seite neu.'));
        },
      }).array(field, maxFiles);

      const receive: RequestHandler = (req, res, next) => {
        const stopWatching = watchRate(req, minimumRate);
        parse(req, res, (error: unknown) => {
          stopWatching();
          if (error !== undefined && error !== null) return next(translated(error, field));
          const discardAll = () => {
            // What cannot be removed now goes with the next sweep.
            for (const { path } of filesOf(req)) blobs.discard({ temp: path }).catch(() => {});
          };
          if (res.closed) discardAll();
          else res.once('close', discardAll);
          next();
        });
      };
      const check: RequestHandler = async (req, _res, next) => {
        req.uploads = [];
        for (const file of filesOf(req)) req.uploads.push(await checked(file));
        next();
      };
      return [receive, csrfProtection, refuseOperators, check] as unknown as RequestHandler<P>[];
    },

    /** Makes uploads last; call it just before the record that names them is written. */
    async keep(uploads: Upload[]): Promise<void> {
      for (const upload of uploads) await blobs.keep(upload);
    },
  };
}

export type Uploads = ReturnType<typeof makeUploads>;

const filesOf = (req: Request): Express.Multer.File[] => (Array.isArray(req.files) ? req.files : []);

async function checked(file: Express.Multer.File): Promise<Upload> {
  const filename = cleanFilename(file.originalname);
  if (file.size === 0)
    throw new DomainError('invalid', `„${filename}“ ist leer. Bitte prüfen Sie die Datei.`);
  const mediaType = await checkFileType(file.path, filename);
  const archive = await checkArchive(file.path, filename, mediaType);
  return { temp: file.path, sha256: file.filename, size: file.size, filename, mediaType, archive };
}

function watchRate(req: Request, { minBytes, everyMs }: NonNullable<Options['minimumRate']>): () => void {
  let before = req.socket.bytesRead;
  const timer = setInterval(() => {
    if (!req.complete && req.socket.bytesRead - before < minBytes) req.destroy();
    before = req.socket.bytesRead;
  }, everyMs).unref();
  const stop = () => clearInterval(timer);
  req.once('close', stop);
  return stop;
}
