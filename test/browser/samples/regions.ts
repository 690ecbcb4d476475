import type { Demo } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** Succession, programmes and the landscape of competences. */
export async function regionPages(_demo: Demo): Promise<Sample[]> {
  return [{ route: '/kdn/verwaist', at: '/kdn/verwaist', who: 'kdn' }];
}
