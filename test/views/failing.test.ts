import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { useViews } from '../../src/platform/views.ts';

describe('a template that fails', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-views-'));
    await writeFile(join(folder, 'outer.ejs'), "<p>\n<%- include('inner') %>\n</p>");
    await writeFile(join(folder, 'inner.ejs'), '<b>\n\n<%= missing.name %></b>');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const mode of ['production', 'development'] as const)
    it(`says where, in ${mode}, and what comes after it is printed`, async () => {
      const app = express();
      useViews(app, { mode });
      const printed = (locals: object) =>
        new Promise<string>((resolve, reject) =>
          app.render(join(folder, 'outer.ejs'), locals, (error, html) =>
            error ? reject(error) : resolve(html),
          ),
        );
      const failed = await printed({}).catch((error: Error) => error.message);
      expect(failed)
        .to.match(/inner\.ejs:3/)
        .and.contain('missing is not defined');
      expect(await printed({ missing: { name: 'Straße' } })).to.contain('Straße');
    });
});
