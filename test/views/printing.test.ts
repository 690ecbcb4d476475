import { join } from 'node:path';
import { expect } from 'chai';
import ejs from 'ejs';
import { makeTemplates } from '../../src/platform/templates.ts';
import { useTemplates } from '../helpers/templates.ts';

const files = {
  'page.ejs': [
    "<h1><%= title %></h1><%- include('/parts/row', { title: 'Zeile <1>', strong: true }) %>",
    "<%- include('parts/row', { title: 'Zeile 2' }) %><p><%= title %></p>",
  ].join('\n'),
  'parts/row.ejs': [
    '<%# A row. title; strong: optional -%>',
    "<% const place = title + ' von ' + town; -%><li<% if (locals.strong) { %> class='strong'<% } %>><%= place %></li>",
    "<%- include('end', {}) -%>",
  ].join('\n'),
  'parts/end.ejs': '<% const town = title.length; %><i><%= town %>/<%= locals.town %></i>',
  'optional.ejs': '<%= typeof hint === "undefined" ? "ohne" : hint %>',
  'named.ejs': '<b><%= name %></b>',
};

describe('templates printed without `with`', () => {
  const root = useTemplates(files);

  it('read as EJS prints them: values escaped, includes with their own names over those of the page', async () => {
    const locals = { title: 'Straße & Co', town: 'Soest' };
    const printed = makeTemplates(root()).print(join(root(), 'page.ejs'), locals);
    expect(printed).to.equal(await ejs.renderFile(join(root(), 'page.ejs'), locals, { root: root() }));
    expect(printed)
      .to.contain("<li class='strong'>Zeile &lt;1&gt; von Soest</li>")
      .and.contain('<p>Straße &amp; Co</p>');
  });

  it('know only the names that they are given each time', () => {
    const { print } = makeTemplates(root());
    const path = join(root(), 'named.ejs');
    expect(print(path, { name: 'Soest' })).to.equal('<b>Soest</b>');
    expect(() => print(path, { other: 'Soest' })).to.throw(ReferenceError, 'name is not defined');
    expect(print(path, { name: 'Herne', other: 'Soest' })).to.equal('<b>Herne</b>');
    expect(print(join(root(), 'optional.ejs'), {})).to.equal('ohne');
    expect(print(join(root(), 'optional.ejs'), { hint: 'mit' })).to.equal('mit');
  });

  it('reach nothing that every object inherits', () => {
    const everyObject = Object.prototype as { strong?: boolean };
    everyObject.strong = true;
    try {
      const { print } = makeTemplates(root());
      expect(print(join(root(), 'parts/row.ejs'), { title: 'a', town: 'b' })).not.to.contain('strong');
    } finally {
      delete everyObject.strong;
    }
  });
});
