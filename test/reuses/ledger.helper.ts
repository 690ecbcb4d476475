import { makeReuseModel } from '../../src/reuses/reuse.model.ts';
import type { Reuse } from '../../src/reuses/reuse.types.ts';
import type { TestApp } from '../helpers/app.ts';
import type { Person } from '../helpers/people.ts';
import type { MadeSolution } from '../helpers/solutions.ts';

export const day = 24 * 60 * 60 * 1000;

/** Reports through the form for the person's own organisation. @returns address of the record */
export async function report(
  who: Person,
  solution: MadeSolution,
  fields: Record<string, string> = {},
): Promise<string> {
  const answer = await who.visitor.submit(`/loesungen/${solution.slug}/nachnutzung`, {
    stage: 'productive',
    since: '03/2024',
    ...fields,
  });
  if (answer.status !== 303 || !answer.location) throw new Error(`reporting answered ${answer.status}`);
  return answer.location;
}

/** Presses the button of a record's page that posts to this step. */
export const press = (who: Person, address: string, step: string, fields: Record<string, string> = {}) =>
  who.visitor.submit(address, fields, `${address}/${step}`);

export const ledger = (app: TestApp) =>
  (app.connection.models.Reuse as unknown as ReturnType<typeof makeReuseModel>) ??
  makeReuseModel(app.connection);

/** The stored record behind its address. */
export async function stored(app: TestApp, address: string): Promise<Reuse> {
  const found = await ledger(app).findById(address.split('/').at(-1)).lean<Reuse>();
  if (found === null) throw new Error('the record is not there');
  return found;
}
