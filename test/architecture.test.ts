import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';
import { fromRoot } from '../src/platform/paths.ts';

const src = fromRoot('src');
const technical = ['shared', 'platform', 'embedded-mongodb'];
const base = ['shared', 'platform'];
const publishing = [...base, 'organisations', 'accounts', 'solutions'];
const used = ['catalogue', 'requests', 'reuses', 'needs', 'events'];

/** Which folder of src may import from which other folders; the same table stands in CONTRIBUTING.md. */
const mayImport: Record<string, string[]> = {
  shared: [],
  platform: ['shared'],
  'embedded-mongodb': ['shared'],
  information: base,
  organisations: base,
  accounts: [...base, 'organisations'],
  solutions: [...base, 'organisations', 'accounts'],
  catalogue: publishing,
  requests: publishing,
  reuses: publishing,
  needs: publishing,
  events: publishing,
  statistics: [...publishing, ...used],
  interchange: [...publishing, ...used],
  notifications: [...base, 'organisations', 'accounts'],
  api: [...publishing, ...used, 'statistics', 'interchange', 'notifications', 'information'],
};
/** Files at the top and the command line may import everything. */
const unrestricted = ['services.ts', 'app.ts', 'server.ts', 'composition', 'cli'];

type Import = { file: string; from: string; target: string; to: string };

function importsOf(): Import[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
      (match) => match[1] ?? '',
    );
    return specifiers.map((specifier) => {
      const target = relative(src, resolve(src, dirname(file), specifier));
      return { file, from: topOf(file), target, to: topOf(target) };
    });
  });
}

const topOf = (path: string): string => path.split('/')[0] ?? path;

describe('architecture', () => {
  const imports = importsOf();

  it('reads the imports it judges', () => {
    expect(imports.length).to.be.greaterThan(100);
    expect(imports.some(({ from, to }) => from === 'platform' && to === 'shared')).to.equal(true);
  });

  it('knows every folder of src', () => {
    const known = [...Object.keys(mayImport), ...unrestricted];
    expect(new Set(imports.map(({ from }) => from).filter((from) => !known.includes(from)))).to.deep.equal(
      new Set(),
    );
  });

  it('imports only in the allowed directions', () => {
    const wrong = imports.filter(
      ({ from, to }) => from !== to && !unrestricted.includes(from) && !mayImport[from]?.includes(to),
    );
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).to.deep.equal([]);
  });

  it('enters another feature only by its index.ts', () => {
    const wrong = imports.filter(
      ({ from, to, target }) =>
        from !== to &&
        !base.includes(to) &&
        to !== 'composition' &&
        !target.endsWith('index.ts') &&
        target.includes('/'),
    );
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).to.deep.equal([]);
  });

  it('keeps Express and EJS out of services and models', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
    const below = files.filter(
      (file) => /\.(service|model)\.ts$/.test(file) && !technical.includes(topOf(file)),
    );
    const wrong = below.filter((file) =>
      /from '(express|ejs|multer)'/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(below.length).to.be.greaterThan(5);
    expect(wrong).to.deep.equal([]);
  });
});
