import { expect } from 'chai';
import type { Router } from 'express';
import type { Actor } from '../src/shared/actor.ts';
import { useApp } from './helpers/app.ts';
import { anOrganisation, person } from './helpers/people.ts';
import type { Visitor } from './helpers/visitor.ts';

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: unknown };

/** Every route that Express really has, however deep it is mounted. */
function routesIn(router: Router): { method: string; path: string }[] {
  return (router.stack as unknown as Layer[]).flatMap((layer) => {
    if (layer.route) {
      const { path, methods } = layer.route;
      return Object.keys(methods).map((method) => ({ method, path }));
    }
    const nested = layer.handle as Partial<Router>;
    return Array.isArray(nested.stack) ? routesIn(nested as Router) : [];
  });
}

/** A path with something harmless in place of each parameter: the guard answers before it is looked at. */
const sample = (path: string): string => path.replace(/[:*](\w+)/g, '000000000000000000000000');

describe('routes', () => {
  const app = useApp();

  it('are all declared with their access', () => {
    const real = routesIn(app.app.express.router).map(({ method, path }) => `${method} ${path}`);
    const declared = app.app.declared.map(({ method, path }) => `${method} ${path}`);
    expect(real.length).to.be.greaterThan(40);
    expect(real.filter((route) => !declared.includes(route))).to.deep.equal([]);
    expect(declared.filter((route) => !real.includes(route))).to.deep.equal([]);
  });

  it('name each path and method once', () => {
    const declared = app.app.declared.map(({ method, path }) => `${method} ${path}`);
    expect(declared.filter((route, index) => declared.indexOf(route) !== index)).to.deep.equal([]);
  });

  it('give an anonymous stranger nothing but the way to log in', async () => {
    const guarded = app.app.declared.filter(({ access }) => !access.allows(null));
    expect(guarded.length).to.be.greaterThan(20);
    for (const { method, path } of guarded) {
      const visitor = app.visitor();
      const answer =
        method === 'get' ? await visitor.get(sample(path)) : await visitor.post(sample(path), {});
      expect(`${method} ${path} ${answer.status}`).to.equal(`${method} ${path} 302`);
      expect(answer.location).to.match(/^\/anmelden\?weiter=/);
    }
  });

  const persons: Record<string, () => Promise<{ visitor: Visitor; actor: Actor }>> = {
    'a person without an organisation': () => aPerson({}),
    'a member': () => aPerson({ roles: ['member'] }),
    'an editor': () => aPerson({ roles: ['editor'] }),
    'an approver': () => aPerson({ roles: ['approver'] }),
    'an administrator': () => aPerson({ roles: ['administrator'] }),
    KDN: () => aPerson({ platformRoles: ['kdn'] }),
    'the operator': () => aPerson({ platformRoles: ['operator'] }),
  };

  async function aPerson(options: {
    roles?: NonNullable<Actor['organisation']>['roles'];
    platformRoles?: Actor['platformRoles'];
  }): Promise<{ visitor: Visitor; actor: Actor }> {
    const organisation = options.roles ? await anOrganisation(app, {}) : undefined;
    const made = await person(app, {
      ...options,
      ...(organisation ? { organisation: organisation.slug } : {}),
    });
    const roles = options.roles ?? [];
    const actingFor = organisation
      ? { id: organisation.id, slug: organisation.slug, name: organisation.name, publicBody: true, roles }
      : null;
    return {
      visitor: made.visitor,
      actor: {
        userId: made.userId,
        name: '',
        organisation: actingFor,
        memberships: [],
        platformRoles: options.platformRoles ?? [],
      },
    };
  }

  for (const [who, make] of Object.entries(persons)) {
    it(`refuse ${who} where the access does not allow it`, async () => {
      const { visitor, actor } = await make();
      for (const { method, path, access } of app.app.declared) {
        if (access.allows(actor)) continue;
        const answer =
          method === 'get' ? await visitor.get(sample(path)) : await visitor.post(sample(path), {});
        expect(`${method} ${path} ${answer.status}`).to.equal(`${method} ${path} 403`);
      }
    });
  }

  it('refuse every changing act without the CSRF token, also to those who may', async () => {
    const { visitor, actor } = await aPerson({
      roles: ['editor', 'approver', 'administrator'],
      platformRoles: ['kdn', 'operator'],
    });
    for (const { method, path, access } of app.app.declared) {
      if (method !== 'post' || !access.allows(actor) || path === '/abmelden') continue;
      const answer = await visitor.post(sample(path), {});
      expect(`${path} ${answer.status}`).to.equal(`${path} 403`);
    }
  });
});
