import { type Demo, dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

const solution = `/loesungen/${dogTax}`;

/** The assistant for rights, on the working copy that the editor's samples begin. */
export async function rightsSamples(_demo: Demo): Promise<Sample[]> {
  return [
    { route: '/loesungen/:slug/rechtsblatt', at: `${solution}/rechtsblatt` },
    { route: '/loesungen/:slug/rechtsblatt', at: '/loesungen/paderborn-zeonline/rechtsblatt' },
    { route: '/loesungen/:slug/rechtsblatt', at: `${solution}/rechtsblatt?fassung=arbeit`, who: 'editor' },
    ...['leistungen', 'schutz', 'unterlagen'].map(
      (section): Sample => ({
        route: '/loesungen/:slug/bearbeiten/:abschnitt',
        at: `${solution}/bearbeiten/${section}`,
        who: 'editor',
      }),
    ),
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
