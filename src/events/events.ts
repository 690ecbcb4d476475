import type { Connection } from 'mongoose';
import type { Solutions } from '../solutions/index.ts';
import { makeEventModel } from './event.model.ts';
import { type KnownOrganisations, makeEventReading } from './reading.service.ts';
import { makeEventWriting } from './writing.service.ts';

export type EventsDependencies = {
  connection: Connection;
  now: () => Date;
  organisations: KnownOrganisations;
  solutions: Pick<Solutions, 'publishedBySlugs'>;
};

/** Events and their running orders, on one connection. */
export function makeEvents({ connection, now, organisations, solutions }: EventsDependencies) {
  const model = makeEventModel(connection);
  const reading = makeEventReading({ model, organisations, now });
  return { ...reading, ...makeEventWriting({ model, reading, solutions, now }) };
}

export type Events = ReturnType<typeof makeEvents>;
