import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import ejs from 'ejs';
import { fromRoot } from '../../src/platform/paths.ts';

const root = fromRoot('views');
const templates = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .map((name) => ({ name, text: readFileSync(`${root}/${name}`, 'utf8') }));

/** Names of the templates in which a pattern is found. */
const where = (pattern: RegExp, except: string[] = []): string[] =>
  templates.filter(({ name, text }) => pattern.test(text) && !except.includes(name)).map(({ name }) => name);

describe('templates', () => {
  it('are there and compile', () => {
    expect(templates.length).to.be.greaterThan(40);
    for (const { name, text } of templates) {
      expect(() => ejs.compile(text, { root, filename: `${root}/${name}` }), name).to.not.throw();
    }
  });

  it('print nothing unescaped but includes; safe-html is the one exception', () => {
    expect(where(/<%-(?!\s*include\()/, ['partials/safe-html.ejs'])).to.deep.equal([]);
  });

  it('need no inline style, script or handler, which the CSP would block', () => {
    expect(where(/\sstyle\s*=|<style\b/i), 'styles').to.deep.equal([]);
    expect(where(/<script\b(?![^>]*\bsrc=)(?![^>]*application\/ld\+json)/i), 'scripts').to.deep.equal([]);
    expect(where(/<[^%>]*\son[a-z]+\s*=/i), 'handlers').to.deep.equal([]);
  });

  it('take nothing from another host', () => {
    expect(
      where(/<(?:script|link|img|iframe|video|audio|source)\b[^>]*(?:src|href)="(?:https?:)?\/\//i),
    ).to.deep.equal([]);
  });

  it('carry the CSRF token in every form that posts', () => {
    const withoutToken = templates.filter(({ text }) => {
      const forms = text.match(/<form\b[^>]*method="post"[\s\S]*?<\/form>/gi) ?? [];
      return forms.some((form) => !/_csrf|csrf-field/.test(form));
    });
    expect(withoutToken.map(({ name }) => name)).to.deep.equal([]);
  });

  it('tell their parameters in a comment when others include them', () => {
    const silent = templates.filter(
      ({ name, text }) => /^(?:partials|layout)\//.test(name) && !text.startsWith('<%#'),
    );
    expect(silent.map(({ name }) => name)).to.deep.equal([]);
  });
});
