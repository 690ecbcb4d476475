import { type Demo, dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

const solution = `/loesungen/${dogTax}`;

/** The assistant for rights, on the working copy that the editor's samples begin. */
export async function rightsSamples(_demo: Demo): Promise<Sample[]> {
  return [
    { route: '/loesungen/:slug/rechte', at: `${solution}/rechte`, who: 'editor' },
    ...['urheber', 'bezahlung', 'bestandteile', 'lizenzen', 'erlaubnis'].map(
      (question): Sample => ({
        route: '/loesungen/:slug/rechte/:frage',
        at: `${solution}/rechte/${question}`,
        who: 'editor',
      }),
    ),
  ];
}
