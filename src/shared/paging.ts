export const pageSize = 25;

export type Page<T> = { items: T[]; page: number; pages: number; total: number };

/** A page number from a query value: a whole number from 1 to 10,000, else 1. */
export function pageNumber(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,4}$/.test(value)) return 1;
  return Math.min(Number(value), 10_000);
}

/** How many pages so many items fill; nothing fills one. */
export const pagesOf = (total: number, size = pageSize): number => Math.max(1, Math.ceil(total / size));

/** Describes page `page` of `total` items already cut by the database. */
export function toPage<T>(items: T[], page: number, total: number, size = pageSize): Page<T> {
  return { items, page, pages: pagesOf(total, size), total };
}
