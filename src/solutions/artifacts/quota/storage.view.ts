import { bytes } from '../../../shared/german.ts';
import type { StorageUse } from './quota.service.ts';

/** From here on an organisation is told to think of its room. */
const warnFrom = 0.8;

/** What an organisation has stored, as its upload page shows it. */
export type StorageView = {
  held: number;
  quota: number;
  free: number;
  /** "1,2 GB von 5 GB belegt" */
  text: string;
  /** '' below four fifths. */
  warning: string;
};

export function storageView({ held, quota }: StorageUse): StorageView {
  const free = Math.max(0, quota - held);
  const warning =
    free === 0
      ? 'Der Speicher Ihrer Organisation ist voll.'
      : held >= warnFrom * quota
        ? `Es sind nur noch ${bytes(free)} frei.`
        : '';
  return { held, quota, free, text: `${bytes(held)} von ${bytes(quota)} belegt`, warning };
}
