import { randomUUID } from 'node:crypto';
import type { OrderItem } from '../event.model.ts';

/** Pure acts on a running order. */

/** As the congresses give each project. */
export const pitchMinutes = 3;
/** A day of three-minute pitches. */
export const mostItems = 120;
export const mostMinutes = 240;

export const pitchItem = (solutionId: string): OrderItem => ({
  id: randomUUID(),
  kind: 'pitch',
  solutionId,
  title: '',
  minutes: pitchMinutes,
  presentedBy: '',
});

export const pauseItem = (title: string, minutes: number): OrderItem => ({
  id: randomUUID(),
  kind: 'pause',
  solutionId: '',
  title,
  minutes,
  presentedBy: '',
});

/** Moves one point up (-1) or down (1); at an end, and for an unknown one, nothing moves. */
export function moved(items: OrderItem[], id: string, step: -1 | 1): OrderItem[] {
  const at = items.findIndex((one) => one.id === id);
  const [item, other] = [items[at], items[at + step]];
  if (item === undefined || other === undefined) return items;
  return items.with(at, other).with(at + step, item);
}

export const without = (items: OrderItem[], id: string): OrderItem[] => items.filter((one) => one.id !== id);

/** What is typed about each point, by its id; points that are not named stay as they are. */
export type Typed = ReadonlyMap<string, { minutes: number; presentedBy: string }>;

export const withTyped = (items: OrderItem[], typed: Typed): OrderItem[] =>
  items.map((item) => ({ ...item, ...typed.get(item.id) }));
