import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { type Leave, makePlaces } from '../../src/platform/places.ts';
import { endWhenStalled } from '../../src/platform/send-blob.ts';

describe('Places for what may run only a few times at once', () => {
  it('are so many for each visitor and so many in all', () => {
    const take = makePlaces({ inAll: 3, perVisitor: 2 });
    expect([take('a'), take('a')].map((one) => typeof one)).to.deep.equal(['function', 'function']);
    expect(take('a')).to.equal('own-taken');
    expect(take('b')).to.be.a('function');
    expect(take('b')).to.equal('all-taken');
    expect(take('c')).to.equal('all-taken');
  });

  it('come back when they are left, each once', () => {
    const take = makePlaces({ inAll: 2, perVisitor: 1 });
    const leave = take('a') as Leave;
    take('b');
    expect(take('c')).to.equal('all-taken');
    leave();
    leave();
    expect(take('c')).to.be.a('function');
    expect(take('a')).to.equal('all-taken');
  });

  it('are not held by who reads nothing', async () => {
    const app = express();
    const ended = new Promise<void>((resolve) => {
      app.get('/', (_req, res) => {
        endWhenStalled(res, 200);
        res.once('close', resolve);
        res.write(Buffer.alloc(50_000_000));
      });
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const request = get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, (answer) =>
      answer.pause().on('error', () => {}),
    );
    request.on('error', () => {});
    await ended;
    request.destroy();
    server.close();
  });
});
