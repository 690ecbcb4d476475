import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import express from 'express';
import session from 'express-session';
import { ZipFile } from 'yazl';
import { everyone } from '../../src/platform/access.ts';
import { makeBlobStore } from '../../src/platform/blob-store.ts';
import { csrfTokenFor } from '../../src/platform/csrf.ts';
import { errorPages } from '../../src/platform/error-pages.ts';
import { makeLog } from '../../src/platform/log.ts';
import { makeRoutes } from '../../src/platform/routes.ts';
import { makeUploads } from '../../src/platform/uploads.ts';
import { aZip, nested } from '../helpers/zip.ts';

const limit = 50_000;
const pdf = Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

const hello = [{ name: 'a.txt', content: 'Hallo' }];
const polyglot = Buffer.concat([pdf, aZip(hello, { comment: 'trailer\n%%EOF\n' })]);

type Part = { name?: string; filename?: string; content: string | Buffer };
type Reply = { status: number; text: string };

describe('Uploads', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let cookie: string;
  let token: string;
  let bodies: unknown[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-uploads-'));
    const blobs = makeBlobStore(folder);
    const uploads = makeUploads({
      blobs,
      config: { maxUploadBytes: limit },
      minimumRate: { minBytes: 1000, everyMs: 150 },
    });
    const routes = makeRoutes();
    routes.get(
      '/token',
      { access: everyone(), kind: 'data' },
      (req, res) => void res.send(csrfTokenFor(req)),
    );
    routes.post(
      '/dateien',
      { access: everyone(), multipart: true },
      ...uploads.uploadFiles({ field: 'dateien', maxFiles: 3 }),
      async (req, res) => {
        bodies.push(req.body);
        const files = req.uploads ?? [];
        if (req.body.behalten !== 'nein') await uploads.keep(files);
        res.json(
          files.map(({ filename, mediaType, sha256, size }) => ({ filename, mediaType, sha256, size })),
        );
      },
    );
    const app = express();
    app.use((req, _res, next) => {
      req.actor = null;
      next();
    });
    app.use(session({ secret: 'only for this test', resave: false, saveUninitialized: false }));
    app.use(routes.router);
    app.use(errorPages(makeLog({ logLevel: 'silent' })));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(`${url}/token`);
    token = await answer.text();
    cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    bodies = [];
  });
  afterEach(async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  });

  /** Every file under the upload folder, temporary ones included. */
  async function onDisk(): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

  async function eventually(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  function multipart(parts: Part[], boundary = 'grenze'): Buffer {
    const pieces = parts.flatMap(({ name = 'dateien', filename, content }) => {
      const file =
        filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: text/html; charset=evil`;
      return [
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`,
        content,
        '\r\n',
      ];
    });
    return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
  }

  async function send(
    body: string | Buffer,
    headers: Record<string, string> = {},
    type = 'multipart/form-data; boundary=grenze',
  ): Promise<Reply> {
    const answer = await fetch(`${url}/dateien`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { cookie, accept: 'text/html', 'content-type': type, ...headers },
    });
    return { status: answer.status, text: await answer.text() };
  }
  const withToken = (...parts: Part[]): Buffer => multipart([{ name: '_csrf', content: token }, ...parts]);
  const file = (filename: string, content: string | Buffer = 'Inhalt'): Part => ({ filename, content });

  it('keeps several files by their hash, with our own media types', async () => {
    const { status, text } = await send(
      withToken(file('Konzept für Bürger.pdf', pdf), file('plan.png', png)),
    );
    expect(status).to.equal(200);
    const hashes = [pdf, png].map((content) => createHash('sha256').update(content).digest('hex'));
    expect(JSON.parse(text)).to.deep.equal([
      {
        filename: 'Konzept für Bürger.pdf',
        mediaType: 'application/pdf',
        sha256: hashes[0],
        size: pdf.length,
      },
      { filename: 'plan.png', mediaType: 'image/png', sha256: hashes[1], size: png.length },
    ]);
    expect(await onDisk()).to.have.members(hashes);
  });

  it('takes the token from the header as the script sends it', async () => {
    const { status } = await send(multipart([file('a.txt')]), { 'x-csrf-token': token });
    expect(status).to.equal(200);
  });

  it('leaves nothing of what the route did not keep', async () => {
    const { status } = await send(withToken({ name: 'behalten', content: 'nein' }, file('a.txt')));
    expect(status).to.equal(200);
    await eventually(async () => (await onDisk()).length === 0);
  });

  describe('refuse and store nothing', () => {
    const huge = Buffer.alloc(limit, 'x');
    const cases: [string, number, () => Buffer | string, string?][] = [
      ['no token', 403, () => multipart([file('a.txt')])],
      ['a wrong token', 403, () => multipart([{ name: '_csrf', content: 'f'.repeat(128) }, file('a.txt')])],
      [
        'the token after the file',
        403,
        () => multipart([file('a.txt', huge), { name: '_csrf', content: token }]),
      ],
      ['one byte too many', 413, () => withToken(file('a.txt', Buffer.concat([huge, Buffer.from('x')])))],
      [
        'one file too many',
        413,
        () => withToken(file('a.txt'), file('b.txt', 'b'), file('c.txt', 'c'), file('d.txt', 'd')),
      ],
      ['a file in another field', 400, () => withToken({ ...file('a.txt'), name: 'foto' })],
      [
        'too many fields',
        413,
        () =>
          withToken(...Array.from({ length: 41 }, (_, n) => ({ name: `f${n}`, content: '' })), file('a.txt')),
      ],
      [
        'a field that is too large',
        413,
        () => withToken({ name: 'titel', content: 'x'.repeat(100_001) }, file('a.txt')),
      ],
      [
        'a field name that is too long',
        413,
        () => withToken({ name: 'n'.repeat(101), content: '' }, file('a.txt')),
      ],
      [
        'an operator before the file',
        400,
        () => withToken({ name: 'titel[$ne]', content: '' }, file('a.txt')),
      ],
      ['an operator after the file', 400, () => withToken(file('a.txt'), { name: '$where', content: '1' })],
      [
        'a dotted name after the file',
        400,
        () => withToken(file('a.txt'), { name: 'working.state', content: '1' }),
      ],
      ['a prototype', 400, () => withToken({ name: '__proto__[admin]', content: '1' }, file('a.txt'))],
      ['a plain prototype', 400, () => withToken({ name: '__proto__', content: '1' }, file('a.txt'))],
      ['a huge index', 400, () => withToken({ name: 'a[4294967295]', content: '1' }, file('a.txt'))],
      ['an empty file', 422, () => withToken(file('a.txt'), file('leer.txt', ''))],
      ['a program', 415, () => withToken(file('setup.exe', exe))],
      ['a program with another ending', 415, () => withToken(file('handbuch.pdf', exe))],
      ['a program without an ending', 415, () => withToken(file('handbuch', exe))],
      ['a script that Windows runs', 415, () => withToken(file('start.js', 'WScript.Echo(1)'))],
      ['a shortcut to another host', 415, () => withToken(file('plan.url', '[InternetShortcut]'))],
      ['a disk image', 415, () => withToken(file('plan.iso', 'CD001'))],
      ['an archive with an ending for macros', 415, () => withToken(file('a.docm', aZip(hello)))],
      ['HTML with an ending for macros', 415, () => withToken(file('a.xlsm', '<html></html>'))],
      ['a picture called PDF', 415, () => withToken(file('handbuch.pdf', png))],
      ['a text called PNG', 415, () => withToken(file('plan.png', 'nur Text'))],
      ['a picture called text', 415, () => withToken(file('plan.txt', png))],
      ['a good file beside a bad one', 415, () => withToken(file('gut.pdf', pdf), file('plan.png', 'Text'))],
      ['a PDF that is an archive too', 415, () => withToken(file('a.pdf', polyglot))],
      [
        'a picture that is an archive too',
        415,
        () => withToken(file('a.png', Buffer.concat([png, aZip(hello)]))),
      ],
      [
        'an archive that is a PDF too',
        415,
        () => withToken(file('a.zip', aZip(hello, { comment: '%%EOF' }))),
      ],
      ['an archive called DOCX', 415, () => withToken(file('a.docx', aZip(hello)))],
      ['an archive called ODT', 415, () => withToken(file('a.odt', aZip(hello)))],
      ['archives in five levels', 422, () => withToken(file('a.zip', nested(5)))],
      ['a damaged archive', 422, () => withToken(file('a.zip', aZip(hello, { count: 2 })))],
      ['a missing end', 400, () => withToken(file('a.txt', 'abgeschnitten')).subarray(0, -20)],
      ['no boundary', 400, () => withToken(file('a.txt')), 'multipart/form-data'],
      [
        'a header without its part',
        400,
        () => `--grenze\r\nContent-Disposition: form-data\r\n--grenze--\r\n`,
      ],
      ['another kind of form', 403, () => 'dateien=a', 'application/x-www-form-urlencoded'],
    ];
    for (const [what, expected, body, type] of cases) {
      it(`${what} with ${expected}`, async () => {
        const { status, text } = await send(body(), {}, type);
        expect(status, text).to.equal(expected);
        await eventually(async () => (await onDisk()).length === 0);
        expect(bodies, 'the route ran').to.deep.equal([]);
        expect(text).not.to.match(/node_modules|\bat \S+:\d+/);
      });
    }
  });

  it('takes a file of exactly the largest size and as many as allowed', async () => {
    const { status } = await send(
      withToken(file('a.txt', Buffer.alloc(limit, 'x')), file('b.txt', 'b'), file('c.txt', 'c')),
    );
    expect(status).to.equal(200);
    expect(await onDisk()).to.have.lengthOf(3);
  });

  it('takes an archive that holds what an office file holds', async () => {
    const zip = new ZipFile();
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    const types = `<Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`;
    zip.addBuffer(Buffer.from(types), '[Content_Types].xml');
    zip.end();
    const { status, text } = await send(withToken(file('unterlagen.zip', await buffer(zip.outputStream))));
    expect(status, text).to.equal(200);
    expect(JSON.parse(text)[0].mediaType).to.equal('application/zip');
  });

  it('takes a PDF with an archive attached', async () => {
    const { status, text } = await send(withToken(file('a.pdf', Buffer.concat([pdf, aZip(hello), pdf]))));
    expect(status, text).to.equal(200);
  });

  for (const [ending, part] of [
    ['docx', 'word/document.xml'],
    ['docm', 'word/document.xml'],
    ['xlsm', 'xl/workbook.xml'],
    ['pptm', 'ppt/presentation.xml'],
    ['xlsx', 'xl/workbook.xml'],
    ['pptx', 'ppt/presentation.xml'],
  ]) {
    it(`recognises ${ending}`, async () => {
      const content = aZip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: part ?? '', content: '<x/>' },
      ]);
      const { status, text } = await send(withToken(file(`a.${ending}`, content)));
      expect(status, text).to.equal(200);
      expect(JSON.parse(text)[0].mediaType).to.match(
        /^application\/vnd\.(openxmlformats|.*macroenabled\.12$)/,
      );
    });
  }

  it('recognises odt', async () => {
    const mimetype = { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true };
    const { status, text } = await send(withToken(file('a.odt', aZip([mimetype, { name: 'content.xml' }]))));
    expect(status, text).to.equal(200);
    expect(JSON.parse(text)[0].mediaType).to.equal('application/vnd.oasis.opendocument.text');
  });

  it('keeps the prototype clean', async () => {
    await send(withToken({ name: '__proto__[polluted]', content: '1' }, file('a.txt')));
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });

  describe('clean names', () => {
    const names: [string, string][] = [
      ['../../x.txt', 'x.txt'],
      ['..\\..\\x.txt', 'x.txt'],
      ['/etc/x.txt', 'x.txt'],
      ['C:\\Ordner\\x.txt', 'x.txt'],
      ['gehalt\u202Etxt.pdf.txt', 'gehalttxt.pdf.txt'],
      ['a%0D%0ASet-Cookie: b=1.txt', 'aSet-Cookie_ b=1.txt'],
      ['Gro\u0308ße.txt', 'Größe.txt'],
      ['.htaccess', 'htaccess'],
      ['CON.txt', '_CON.txt'],
      ['a%22b.txt', 'a_b.txt'],
      ['...', 'datei'],
      [`${'ü'.repeat(150)}.txt`, `${'ü'.repeat(73)}.txt`],
    ];
    for (const [sent, shown] of names) {
      it(`${JSON.stringify(sent.slice(0, 30))} becomes ${JSON.stringify(shown.slice(0, 30))}`, async () => {
        const { status, text } = await send(withToken(file(sent)));
        expect(status, text).to.equal(200);
        expect(JSON.parse(text)[0].filename).to.equal(shown);
        expect(await onDisk()).to.deep.equal([createHash('sha256').update('Inhalt').digest('hex')]);
      });
    }
  });

  describe('that break off', () => {
    /** Sends the head and the first part of a large upload, and leaves the connection open. */
    async function begin() {
      const body = withToken(file('a.txt', 'erste'), file('b.txt', Buffer.alloc(40_000, 'x')));
      const head = `POST /dateien HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=grenze\r\nContent-Length: ${body.length}\r\n\r\n`;
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(head);
      socket.write(body.subarray(0, 30_000));
      await eventually(async () => (await onDisk()).length === 2);
      return socket;
    }

    it('leave no file and no record', async () => {
      const socket = await begin();
      socket.destroy();
      await eventually(async () => (await onDisk()).length === 0);
      expect(bodies).to.deep.equal([]);
    });

    it('are cut when nothing comes any more', async () => {
      const socket = await begin();
      await new Promise((resolve) => socket.once('close', resolve));
      await eventually(async () => (await onDisk()).length === 0);
      expect(bodies).to.deep.equal([]);
    });
  });
});
