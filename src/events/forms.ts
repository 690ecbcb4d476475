import { z } from 'zod';
import { calendarDay, line, optionalLine, optionalText, optionalWebAddress } from '../shared/fields.ts';
import { formValues } from '../shared/form.ts';
import { germanMoment } from '../shared/german-moment.ts';
import { mostMinutes, type Typed } from './order/order.ts';
import type { EventInput, OrderAct } from './writing.service.ts';

const time = /^(?<hours>[01]?\d|2[0-3])[:.](?<minutes>[0-5]\d)$/;

/** What is said of an event; day and time as people write them in Germany. */
export const eventSchema = z
  .object({
    title: line('einen Titel', { max: 150 }),
    day: calendarDay('Bitte geben Sie den Tag an.'),
    time: z.string().trim().regex(time, { error: 'Bitte geben Sie die Uhrzeit an, zum Beispiel 9:30.' }),
    place: optionalLine('Der Ort'),
    link: optionalWebAddress('Der Link zur Teilnahme'),
    text: optionalText('Die Beschreibung', { max: 5000 }),
  })
  .refine(({ place, link }) => place !== '' || link !== '', {
    path: ['place'],
    error: 'Bitte geben Sie einen Ort an oder einen Link zur Teilnahme.',
  })
  .transform(({ day, time, ...rest }): EventInput => ({ ...rest, startsAt: germanMoment(day, clock(time)) }));

function clock(typed: string): string {
  const { hours = '', minutes = '' } = time.exec(typed)?.groups ?? {};
  return `${hours.padStart(2, '0')}:${minutes}`;
}

const revision = z.coerce.number().int().min(1);
/** The revision that a form was made for. */
export const revisionSchema = z.object({ revision });

const minutes = z.coerce
  .number({ error: 'Bitte geben Sie die Minuten als Zahl an.' })
  .int({ error: 'Bitte geben Sie ganze Minuten an.' })
  .min(1, { error: 'Mindestens eine Minute.' })
  .max(mostMinutes, { error: `Höchstens ${mostMinutes} Minuten.` });

export const pauseSchema = z.object({
  revision,
  pauseTitle: line('eine Bezeichnung', { max: 100 }),
  pauseMinutes: minutes,
});

export const addSchema = z.object({
  revision,
  loesung: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .transform((slugs) => slugs.filter((one) => one !== '').slice(0, 50)),
});

const pointSchema = z.object({ minutes, presentedBy: optionalLine('Wer vorstellt', { max: 150 }) });
const act = /^(?<act>up|down|remove):(?<itemId>[\w-]{1,40})$/;

export type ArrangeForm =
  | { ok: true; value: { revision: number; typed: Typed; order: OrderAct } }
  | { ok: false; errors: { field: string; message: string }[] };

/** The form of a running order: `minutes-<id>` and `presentedBy-<id>` for each point, and what the pressed button does. */
export function parseArrangement(body: unknown): ArrangeForm {
  const values = formValues(body);
  const shown = revisionSchema.safeParse(values);
  if (!shown.success)
    return { ok: false, errors: [{ field: 'form', message: 'Bitte laden Sie die Seite neu.' }] };
  const typed = new Map<string, z.output<typeof pointSchema>>();
  const errors: { field: string; message: string }[] = [];
  for (const name of Object.keys(values)) {
    if (!name.startsWith('minutes-')) continue;
    const id = name.slice('minutes-'.length);
    const point = pointSchema.safeParse({ minutes: values[name], presentedBy: values[`presentedBy-${id}`] });
    if (point.success) typed.set(id, point.data);
    else
      for (const issue of point.error.issues)
        errors.push({ field: `${String(issue.path[0])}-${id}`, message: issue.message });
  }
  if (errors.length > 0) return { ok: false, errors };
  const { act: done, itemId = '' } = act.exec(String(values.act ?? ''))?.groups ?? {};
  const order: OrderAct =
    done === 'up' || done === 'down' || done === 'remove' ? { act: done, itemId } : { act: 'keep' };
  return { ok: true, value: { revision: shown.data.revision, typed, order } };
}
