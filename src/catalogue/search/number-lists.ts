const first = 1024;

/**
 * Lists of small numbers by place, all in one row of memory: reading the lists of thousands of places one by one would
 * wait for memory most of the time. What was replaced stays as waste until half of the row is.
 */
export function makeNumberLists() {
  let row = new Int32Array(first);
  let used = 0;
  let wasted = 0;
  const begins: number[] = [];
  const ends: number[] = [];

  function set(place: number, numbers: number[]): void {
    remove(place);
    if (used + numbers.length > row.length) makeRoom(numbers.length);
    row.set(numbers, used);
    begins[place] = used;
    used += numbers.length;
    ends[place] = used;
  }

  function remove(place: number): void {
    wasted += endOf(place) - beginOf(place);
    begins[place] = used;
    ends[place] = used;
  }

  function makeRoom(more: number): void {
    const kept = used - wasted;
    const next = new Int32Array(Math.max(2 * kept, kept + more, first));
    let at = 0;
    for (let place = 0; place < begins.length; place += 1) {
      const list = row.subarray(beginOf(place), endOf(place));
      next.set(list, at);
      begins[place] = at;
      at += list.length;
      ends[place] = at;
    }
    [row, used, wasted] = [next, at, 0];
  }

  const beginOf = (place: number): number => begins[place] ?? 0;
  const endOf = (place: number): number => ends[place] ?? 0;

  return {
    set,
    remove,
    /** The row as it is now; the list of a place stands from `beginOf` up to but not including `endOf`. */
    row: (): Int32Array => row,
    beginOf,
    endOf,
  };
}
