/** Options of a field from the values of a type and their shown words. */
export const labelled = <K extends string>(values: readonly K[], labels: Record<K, string>) =>
  values.map((value) => ({ value, label: labels[value] }));
