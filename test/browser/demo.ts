import type { BrowserContext } from 'playwright-core';
import { loadDemo } from '../../src/cli/demo/load.ts';
import { demoPassword } from '../../src/cli/demo/people.ts';
import { loadCooperations, loadProgrammes, loadRegistry } from '../../src/organisations/index.ts';
import { type TestApp, useApp } from '../helpers/app.ts';
import { signIn } from '../helpers/people.ts';
import type { Visitor } from '../helpers/visitor.ts';
import { putBack, type Stored, takeOut } from './stored.ts';

/** Accounts of the demonstration that the browser tests act as. */
export const people = {
  editor: 'redaktion@musterstadt.example',
  approver: 'freigabe@musterstadt.example',
  reuser: 'it@beispielhausen.example',
  district: 'digital@musterland.example',
  districtApprover: 'freigabe@musterland.example',
  serviceProvider: 'dienste@it-verbund.example',
  office: 'projektbuero@owl.example',
  kdn: 'pruefung@kdn.example',
  operator: 'betrieb@blaupause.example',
} as const;
export type Role = keyof typeof people;

export const dogTax = 'beispiel-hundesteuer-online-anmelden-aendern-und-abmelden';

const day = 86_400_000;

let stored: Stored | undefined;

export type Demo = {
  app: TestApp;
  /** A log-in of the person; the same one each time. */
  as(role: Role): Promise<Visitor>;
};

/**
 * An application with the demonstration's catalogue and cases in this process, before the tests of the surrounding
 * `describe`. Each has a database and files of its own: the first in a run plays the story, the others take a copy of
 * what it left.
 * @param daysLater how long after the demonstration's last day the tests happen
 */
export function useDemo({ daysLater = 0 } = {}): Demo {
  const app = useApp({ config: { mode: 'demo' } });
  const visitors = new Map<Role, Promise<Visitor>>();
  before(async function () {
    this.timeout(60_000);
    let offset = 0;
    const setClock = (daysAgo: number) => {
      app.travel(-daysAgo * day - offset);
      offset = -daysAgo * day;
    };
    if (stored) await putBack(app, stored);
    else {
      await loadRegistry(app.connection);
      await loadCooperations(app.connection);
      await loadProgrammes(app.connection);
    }
    await loadDemo(app.services, setClock);
    stored ??= await takeOut(app);
    setClock(-daysLater);
    await app.services.catalogue.refresh();
  });
  return {
    app,
    as(role) {
      const visitor = visitors.get(role) ?? signIn(app, people[role], demoPassword);
      visitors.set(role, visitor);
      return visitor;
    },
  };
}

/** Gives the browser the log-in of a person of the demonstration, or none. */
export async function actAs(context: BrowserContext, demo: Demo, role: Role | undefined): Promise<void> {
  await context.clearCookies();
  if (role === undefined) return;
  const value = (await demo.as(role)).cookie('blaupause') ?? '';
  await context.addCookies([{ name: 'blaupause', value, url: demo.app.url }]);
}
