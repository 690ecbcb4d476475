import { expect } from 'chai';
import { localPath } from '../../src/accounts/local-path.ts';
import { passwordFault } from '../../src/accounts/password-rules.ts';
import { makePasswords } from '../../src/accounts/passwords.ts';
import { textWithLinks } from '../../src/accounts/text-with-links.ts';

describe('a path to go on to', () => {
  const kept = ['/', '/konto', '/loesungen?suche=hund&thema=a#treffer', '/a/b%20c', '/a:b', '/@x'];
  for (const path of kept) {
    it(`is kept: ${path}`, () => expect(localPath(path, 'none')).to.equal(path));
  }
  const refused = [
    undefined,
    1,
    '',
    'konto',
    '//e',
    '///e',
    '/\\e',
    '\\/e',
    'https://e',
    'https:e',
    'javascript:x',
  ];
  const tricky = [
    '/\te',
    '/\n/e',
    '/a\\..\\e',
    '/./..//e',
    '/.//e',
    '/ä',
    '/a b',
    `/${'x'.repeat(2000)}`,
    ['/x'],
  ];
  for (const value of [...refused, ...tricky]) {
    it(`is refused: ${String(value).slice(0, 20)}`, () => expect(localPath(value, 'none')).to.equal('none'));
  }
});

describe('passwords', () => {
  const good = [
    'vier bunte Rathaustreppen',
    '🌳🌲🌴🌵🌾🌿🍀🍁🍂🍃🌱🪴',
    'Qh7-pt2-Zm9-x',
    'x7'.padEnd(128, 'k3b9'),
  ];
  for (const password of good) {
    it(`are accepted: ${password.slice(0, 30)}`, () =>
      expect(passwordFault(password, ['Soest'])).to.equal(null));
  }
  const weak: [string, RegExp][] = [
    ['elf zeichen', /mindestens 12/],
    ['🌳'.repeat(11), /mindestens 12/],
    ['a1'.repeat(65), /höchstens 128/],
    ['qwertyuiop123', /erraten/],
    ['!!password!!!', /erraten/],
    ['abcdefghijklmnop', /erraten/],
    ['soestsoestsoest', /Namen/],
    ['Stadt-Soest-2026', /Namen/],
    ['Blaupause-1234', /Namen/],
  ];
  for (const [password, reason] of weak) {
    it(`are refused with a reason: ${password.slice(0, 20)}`, () =>
      expect(passwordFault(password, ['Soest', 'Stadt Soest'])).to.match(reason));
  }

  it('are hashed with argon2id at full cost in operation, and cheaply for tests only', async () => {
    const hash = await makePasswords().hash('vier bunte Rathaustreppen');
    expect(hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await makePasswords().fits(hash, 'vier bunte Rathaustreppen')).to.equal(true);
    expect(await makePasswords().fits(hash, 'vier bunte Rathaustreppe')).to.equal(false);
    expect(await makePasswords().fits(null, 'nobody has this password')).to.equal(false);
  });
});

describe('links in a text', () => {
  it('are those of this installation only', () => {
    const parts = textWithLinks(
      'Hier: http://x.example/a?b=1\nund http://x.example.evil/c',
      'http://x.example',
    );
    expect(parts).to.deep.equal([
      { text: 'Hier: ', href: null },
      { text: 'http://x.example/a?b=1', href: '/a?b=1' },
      { text: '\nund http://x.example.evil/c', href: null },
    ]);
  });
});
