export const pageSize = 25;

export type Page<T> = { items: T[]; page: number; pages: number; total: number };

/** A page number from a query value: a whole number from 1 to 10,000, else 1. */
export function pageNumber(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,4}$/.test(value)) return 1;
  return Math.min(Number(value), 10_000);
}

/** Describes page `page` of `total` items already cut by the database. */
export function toPage<T>(items: T[], page: number, total: number, size = pageSize): Page<T> {
  return { items, page, pages: Math.max(1, Math.ceil(total / size)), total };
}
