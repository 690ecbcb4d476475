import type { Demo } from '../demo.ts';
import { dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** The pages on which a solution is judged: with nothing, one and several solutions. */
export async function judgingSamples(_demo: Demo): Promise<Sample[]> {
  const compare = '/loesungen/vergleich';
  return [
    { route: compare, at: compare },
    { route: compare, at: `${compare}?l=${dogTax}&l=gibt-es-nicht&q=Mobil` },
    { route: compare, at: `${compare}?l=${dogTax}&l=paderborn-zeonline` },
    { route: compare, at: `${compare}?l=${dogTax}&l=paderborn-zeonline&nur=unterschiede` },
  ];
}
