/** Moments that people write as a day and a time on a clock in Germany. */

const wall = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Berlin',
});

/** How far German clocks are ahead of UTC at a moment, in milliseconds. */
const aheadMs = (moment: number): number => Date.parse(`${wall.format(moment).replace(' ', 'T')}Z`) - moment;

/**
 * The moment of a day and a time in Germany; in the hour that summer time leaves out, the one an hour later.
 * @param day 'YYYY-MM-DD'
 * @param clock 'HH:MM'
 */
export function germanMoment(day: string, clock: string): Date {
  const written = Date.parse(`${day}T${clock}:00Z`);
  const near = written - aheadMs(written);
  return new Date(written - aheadMs(near));
}
