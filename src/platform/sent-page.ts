import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

type Encoding = 'br' | 'gzip';

/** What is taken first where a browser understands both, and how hard it is pressed: as the middleware does it. */
const encodings: readonly Encoding[] = ['br', 'gzip'];
const compressions: Record<Encoding, (page: Buffer) => Promise<Buffer>> = {
  br: (page) => promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (page) => promisify(gzip)(page),
};

/** What sending a page asks of a request. */
export type PageRequest = Pick<Request, 'app' | 'acceptsEncodings' | 'fresh'>;

/** Sends a page, compressed as the browser likes it best. */
export type SendPage = (req: PageRequest, res: Response) => Promise<void>;

/**
 * A page that is sent often: its entity tag is computed and its text compressed once, when first asked for. The
 * compressing middleware leaves alone what is compressed already.
 */
export function sentPage(page: Buffer): SendPage {
  const compressed = new Map<Encoding, Promise<Buffer>>();
  let tag: string | undefined;

  function inEncoding(encoding: Encoding): Promise<Buffer> {
    const made = compressed.get(encoding) ?? compressions[encoding](page);
    compressed.set(encoding, made);
    return made;
  }

  return async (req, res) => {
    tag ??= (req.app.get('etag fn') as (body: Buffer) => string)(page);
    res.type('html').set('ETag', tag).vary('Accept-Encoding');
    const encoding = encodings.find((one) => req.acceptsEncodings(one) === one);
    if (encoding === undefined || req.fresh) return void res.send(page);
    const body = await inEncoding(encoding);
    res.set('Content-Encoding', encoding).send(body);
  };
}
