import type { Ozg, OzgModel } from '../record/documentation.ts';

/**
 * Highest level of each version of the Reifegradmodell. 1.1 (since June 2020) counts 0 to 4, 2.0 (since July 2025)
 * 0 to 7, by https://ozg.sachsen-anhalt.de/grundlagen/reifegradmodell (Stand 02-2026). A number alone says nothing.
 */
const highest: Record<OzgModel, number> = { '1.1': 4, '2.0': 7 };

/** Names of the levels of model 1.1; those of 2.0 are not named there. */
const names: Record<OzgModel, string[]> = {
  '1.1': ['Offline', 'Information', 'Formular-Assistent', 'Online-Leistung', 'Online-Transaktion'],
  '2.0': [],
};

/** "Stufe 3, Online-Leistung (Modell 1.1)"; '' where not stated. */
export function ozgMaturityText({ maturity, model }: Pick<Ozg, 'maturity' | 'model'>): string {
  if (maturity === null || model === '') return '';
  const name = names[model][maturity];
  return `Stufe ${maturity}${name ? `, ${name}` : ''} (Modell ${model})`;
}

/** Every level of every model for a select; values like "2.0/5". */
export const ozgMaturityOptions = (['2.0', '1.1'] as const).flatMap((model) =>
  Array.from({ length: highest[model] + 1 }, (_, maturity) => ({
    value: `${model}/${maturity}`,
    label: ozgMaturityText({ maturity, model }),
  })),
);

/** The value of the select; '' where not stated. */
export const ozgMaturityValue = ({ maturity, model }: Ozg): string =>
  maturity === null || model === '' ? '' : `${model}/${maturity}`;

/** What a value of the select means. */
export function ozgMaturityOf(value: string): Pick<Ozg, 'maturity' | 'model'> {
  const [model, maturity] = value.split('/');
  return model === '1.1' || model === '2.0'
    ? { model, maturity: Number(maturity) }
    : { model: '', maturity: null };
}
