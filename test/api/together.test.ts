import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { makeApiRoutes } from '../../src/api/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { Visitor } from '../helpers/visitor.ts';

describe('the record of a solution in the API', () => {
  const app = useApp();

  it('asks together what does not depend on each other', async () => {
    const provider = await anOrganisation(app);
    const { slug, title } = await aPublishedSolution(app, { provider: provider.id });
    const { services } = app;
    const { solutions, organisations, artifacts } = services;
    const questions = 7;
    let asked = 0;
    let answer: () => void;
    const allAsked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    /** Answers only once all the others have been asked too. */
    const held =
      <Args extends unknown[], T>(ask: (...args: Args) => Promise<T>) =>
      async (...args: Args): Promise<T> => {
        asked += 1;
        if (asked === questions) answer();
        await allAsked;
        return ask(...args);
      };
    const routes = makeApiRoutes({
      ...services,
      solutions: {
        ...solutions,
        releasesOf: held(solutions.releasesOf),
        relationsOf: held(solutions.relationsOf),
        offers: { ...solutions.offers, offersOf: held(solutions.offers.offersOf) },
      },
      organisations: {
        ...organisations,
        getByIds: held(organisations.getByIds),
        resolveSuccession: held(organisations.resolveSuccession),
      },
      artifacts: { scans: { standingsOf: held(artifacts.scans.standingsOf) } },
      publicReusesOf: held(async () => []),
      baseUrl: 'https://blaupause.example',
    });
    const server = express().use(routes.router).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const { status, text } = await new Visitor(`http://127.0.0.1:${port}`).get(`/api/v1/solutions/${slug}`);
      expect(status).to.equal(200);
      expect(JSON.parse(text)).to.deep.include({ slug, title, orphaned: true });
    } finally {
      server.close();
    }
  });
});
