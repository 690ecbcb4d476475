import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import express, { type ErrorRequestHandler } from 'express';
import { makeKeptPages } from '../../src/platform/kept-pages.ts';
import { pageLocals, useViews } from '../../src/platform/views.ts';
import { useApp } from '../helpers/app.ts';
import { useTemplates } from '../helpers/templates.ts';
import { Visitor } from '../helpers/visitor.ts';

describe('a page that could not be printed', () => {
  const app = useApp();
  const folder = useTemplates({ 'page.ejs': '<p><%= word %></p>', 'error.ejs': '<p>Fehler</p>' });

  it('is not kept, nor is the error page in its place, and nobody waits for it', async () => {
    let failing = true;
    const { kept } = makeKeptPages({ ...app, now: () => new Date(), version: () => 1 });
    const small = express();
    useViews(small, app.config);
    small.use((req, _res, next) => {
      Object.assign(req, { actor: null, session: {} });
      next();
    });
    small.use(pageLocals(app.config, async () => 0));
    const page = kept(async (_req, res) => {
      res.page(join(folder(), 'page.ejs'), failing ? {} : { word: 'Gut' });
      return async () => true;
    });
    const sorry: ErrorRequestHandler = (_error, _req, res, _next) => {
      res.status(500).page(join(folder(), 'error.ejs'));
    };
    small.get('/', page);
    small.use(sorry);
    const server = small.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as { port: number };
      const visitor = new Visitor(`http://127.0.0.1:${port}`);
      const failed = await Promise.all([visitor.get('/'), visitor.get('/'), visitor.get('/')]);
      expect(failed.map(({ status }) => status)).to.deep.equal([500, 500, 500]);
      failing = false;
      for (const _again of [1, 2]) expect((await visitor.get('/')).$('p').text()).to.equal('Gut');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
