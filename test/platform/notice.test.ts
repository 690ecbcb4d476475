import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { pageLocals } from '../../src/platform/views.ts';

describe('the notice after an act', () => {
  it('is stored before the redirect begins, as browsers follow it at its head', async () => {
    const order: string[] = [];
    const app = express();
    app.use((req, res, next) => {
      const save = (done: () => void) =>
        setImmediate(() => {
          order.push('stored');
          done();
        });
      Object.assign(req, { session: { save } });
      const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => typeof res;
      res.writeHead = ((...args: unknown[]) => {
        order.push('head');
        return writeHead(...args);
      }) as typeof res.writeHead;
      next();
    });
    app.use(pageLocals({ mode: 'production', baseUrl: 'https://blaupause.example' }, async () => 0));
    app.post('/', (_req, res) => res.done('/weiter', { kind: 'success', title: 'Gespeichert' }));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', redirect: 'manual' });
    await answer.text();
    server.close();
    expect(answer.status).to.equal(303);
    expect(order).to.deep.equal(['stored', 'head']);
  });
});
