import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { useViews } from '../../src/platform/views.ts';
import { useTemplates } from '../helpers/templates.ts';

describe('a template that fails', () => {
  const folder = useTemplates({
    'outer.ejs': "<p>\n<%- include('inner') %>\n</p>",
    'inner.ejs': '<b>\n\n<%= missing.name %></b>',
  });

  for (const mode of ['production', 'development'] as const)
    it(`says where, in ${mode}, and what comes after it is printed`, async () => {
      const app = express();
      useViews(app, { mode });
      const printed = (locals: object) =>
        new Promise<string>((resolve, reject) =>
          app.render(join(folder(), 'outer.ejs'), locals, (error, html) =>
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
