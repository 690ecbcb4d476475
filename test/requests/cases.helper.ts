import { randomBytes } from 'node:crypto';
import { makeRequestModel } from '../../src/requests/request.model.ts';
import type { ReuseRequest } from '../../src/requests/request.types.ts';
import type { TestApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution, type SolutionOptions } from '../helpers/solutions.ts';

/** A provider with somebody who decides, an asking town, and a published solution between them. */
export type Scene = {
  provider: Person;
  requester: Person;
  solution: MadeSolution;
  names: { provider: string; requester: string };
};

export async function aScene(app: TestApp, solution: Omit<SolutionOptions, 'provider'> = {}): Promise<Scene> {
  const mark = randomBytes(3).toString('hex');
  const names = { provider: `Stadt Gebershausen ${mark}`, requester: `Gemeinde Fragdorf ${mark}` };
  const provider = await person(app, {
    organisation: { fullName: names.provider },
    roles: ['editor'],
    name: 'Redaktion Gebershausen',
  });
  const requester = await person(app, {
    organisation: { fullName: names.requester },
    roles: ['member'],
    name: 'Sachgebiet Fragdorf',
  });
  return {
    provider,
    requester,
    names,
    solution: await aPublishedSolution(app, { provider: provider.organisationId, ...solution }),
  };
}

/** Asks through the form. @returns address of the case */
export async function ask(
  { requester, solution }: Pick<Scene, 'requester' | 'solution'>,
  fields: Record<string, string> = {},
): Promise<string> {
  const answer = await requester.visitor.submit(`/loesungen/${solution.slug}/anfragen`, {
    purpose: 'Wir möchten die Hundesteuer digital anbieten.',
    ...fields,
  });
  if (answer.status !== 303 || !answer.location) throw new Error(`asking answered ${answer.status}`);
  return answer.location;
}

/** The stored case behind its address. */
export async function stored(app: TestApp, address: string): Promise<ReuseRequest> {
  const found = await makeRequests(app).findById(address.split('/').at(-1)).lean<ReuseRequest>();
  if (found === null) throw new Error('the case is not there');
  return found;
}

export const makeRequests = (app: TestApp) =>
  app.connection.models.ReuseRequest
    ? (app.connection.models.ReuseRequest as unknown as ReturnType<typeof makeRequestModel>)
    : makeRequestModel(app.connection);
