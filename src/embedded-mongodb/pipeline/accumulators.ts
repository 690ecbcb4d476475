import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { compareValues } from '../values/compare.ts';
import { groupKey } from '../values/key.ts';

/** mingo hands its operators an options object that also carries the document which `$field` means. */
interface Scope {
  update(locals: { root: unknown }): Options;
}

/** The values of an expression over the documents of a group; called as an expression, the items are the values already. */
function collect(items: readonly unknown[], expression: unknown, options: Options): unknown[] {
  if (expression === null || expression === undefined) return items.slice();
  const scope = options as Options & Scope;
  return items.map((item) => evalExpr(item, expression, scope.update({ root: item })));
}

function extreme(direction: 1 | -1) {
  return (items: unknown[], expression: unknown, options: Options): unknown => {
    let best: unknown = null;
    for (const value of collect(items, expression, options)) {
      if (value === null || value === undefined) continue;
      if (best === null || compareValues(value, best) * direction > 0) best = value;
    }
    return best;
  };
}

const present = (items: unknown[], expression: unknown, options: Options) =>
  collect(items, expression, options).filter((value) => value !== undefined);

/** Accumulators in BSON order and by BSON equality; missing values are not collected. */
export const accumulatorOverrides = {
  $min: extreme(-1),
  $max: extreme(1),
  $push: present,
  $addToSet: (items: unknown[], expression: unknown, options: Options): unknown[] => [
    ...new Map(present(items, expression, options).map((value) => [groupKey(value), value])).values(),
  ],
};
