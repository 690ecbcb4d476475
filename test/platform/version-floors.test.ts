import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fromRoot } from '../../src/platform/paths.ts';

/**
 * Below these versions a package has a known hole; the newest advisory that speaks of it stands beside. A floor may
 * be higher than the advisory's first fixed version where later fixes belong to it.
 */
const floors: [name: string, floor: string, advisory: string][] = [
  ['body-parser', '2.3.0', 'CVE-2026-12590'],
  ['ejs', '3.1.10', 'CVE-2024-33883'],
  ['express', '5.3.0', 'CVE-2026-12590'],
  ['express-rate-limit', '8.2.2', 'CVE-2026-30827'],
  ['fflate', '0.8.3', 'CVE-2026-45820'],
  ['js-yaml', '4.3.2', 'CVE-2025-64718'],
  ['mongoose', '9.9.2', 'GHSA-664h-wqgq-64gw'],
  ['morgan', '1.12.0', 'GHSA-jxfw-x594-9x9m'],
  ['multer', '2.4.0', 'CVE-2026-82333'],
  ['nodemailer', '9.1.1', 'GHSA-vvjj-xcjg-gr5g'],
  ['on-headers', '1.1.0', 'CVE-2025-7339'],
  ['passport', '0.6.0', 'CVE-2022-25896'],
  ['path-to-regexp', '8.4.0', 'CVE-2026-4926'],
  ['proxy-addr', '2.0.8', 'CVE-2026-90711'],
  ['qs', '6.16.0', 'CVE-2026-82562'],
  ['sanitize-html', '2.17.4', 'CVE-2026-44990'],
  ['yauzl', '3.2.1', 'CVE-2026-31988'],
];
/** Without these the table would prove nothing. */
const used = ['body-parser', 'ejs', 'express', 'mongoose', 'multer', 'nodemailer', 'path-to-regexp', 'qs'];

type Lock = { packages: Record<string, { version?: string }> };

/** True where a version is at least as new as the floor; a pre-release is older than its release. */
function reaches(version: string, floor: string): boolean {
  const [numbers = '', early] = version.split('-', 2);
  const [have, want] = [numbers, floor].map((text) => text.split('.').map(Number));
  for (const [index, wanted] of (want ?? []).entries()) {
    const difference = (have?.[index] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return early === undefined;
}

describe('versions of packages', () => {
  const { packages } = JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8')) as Lock;
  const installed = (name: string) =>
    Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));

  for (const [name, floor, advisory] of floors) {
    it(`are new enough: ${name} ${floor} (${advisory})`, () => {
      if (used.includes(name)) expect(installed(name), 'in the lockfile').not.to.deep.equal([]);
      for (const [path, { version = '' }] of installed(name))
        expect(reaches(version, floor), `${path} ${version}`).to.equal(true);
    });
  }

  it('are compared by number', () => {
    expect(reaches('10.0.0', '9.9.2')).to.equal(true);
    expect(reaches('2.4.0', '2.4.0')).to.equal(true);
    expect(reaches('2.10.0', '2.4.0')).to.equal(true);
    expect(reaches('2.3.9', '2.4.0')).to.equal(false);
    expect(reaches('2.4.0-alpha.1', '2.4.0')).to.equal(false);
  });
});
