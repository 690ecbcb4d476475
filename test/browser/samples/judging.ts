import type { Demo } from '../demo.ts';
import { dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** The pages on which a solution is judged: with nothing, one and several solutions. */
export async function judgingSamples(_demo: Demo): Promise<Sample[]> {
  const compare = '/loesungen/vergleich';
  const towns = '/kommunen-wie-wir';
  const ofSolution = '/loesungen/:slug/kommunen-wie-wir';
  return [
    { route: compare, at: compare },
    { route: compare, at: `${compare}?l=${dogTax}&l=gibt-es-nicht&q=Mobil` },
    { route: compare, at: `${compare}?l=${dogTax}&l=paderborn-zeonline` },
    { route: compare, at: `${compare}?l=${dogTax}&l=paderborn-zeonline&nur=unterschiede` },
    { route: towns, at: towns },
    { route: towns, at: towns, who: 'reuser' },
    { route: towns, at: `${towns}?name=Neustadt` },
    { route: ofSolution, at: `/loesungen/${dogTax}/kommunen-wie-wir?kommune=stadt-paderborn` },
    { route: ofSolution, at: `/loesungen/${dogTax}/kommunen-wie-wir`, who: 'reuser' },
  ];
}
