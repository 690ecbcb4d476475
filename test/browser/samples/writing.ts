import type { Demo } from '../demo.ts';
import { dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

const solution = `/loesungen/${dogTax}`;

/** Pages of writing, comparing and announcing. */
export async function writingPages({ app, as }: Demo): Promise<Sample[]> {
  const announced = await app.connection
    .collection('solutions')
    .findOne({ visibility: 'unpublished', 'announcement.expectedOn': { $type: 'string' } });
  const project = String(announced?.slug);
  const editor = await as('editor');
  const checkedAt = async (content: string): Promise<string> => {
    const file = { name: 'datei', filename: 'loesungen.csv', content };
    const page = '/meine-loesungen/import';
    return (await editor.upload(page, {}, [file], page)).location ?? '';
  };
  const table = (at: string): Sample => ({ route: '/meine-loesungen/import/:importId', at, who: 'editor' });
  return [
    { route: '/in-abschluss', at: '/in-abschluss' },
    { route: '/in-abschluss/:slug', at: `/in-abschluss/${project}` },
    { route: '/in-abschluss/:slug', at: `/in-abschluss/${project}`, who: 'reuser' },
    { route: '/verfolgt', at: '/verfolgt', who: 'reuser' },
    { route: '/verfolgt', at: '/verfolgt', who: 'office' },
    { route: '/loesungen/:slug/ankuendigen', at: `/loesungen/${project}/ankuendigen`, who: 'approver' },
    {
      route: '/loesungen/:slug/ankuendigung-zuruecknehmen',
      at: `/loesungen/${project}/ankuendigung-zuruecknehmen`,
      who: 'approver',
    },
    { route: '/loesungen/:slug/versionen/vergleich', at: `${solution}/versionen/vergleich` },
    {
      route: '/loesungen/:slug/versionen/:number/nicht-empfohlen',
      at: `${solution}/versionen/1/nicht-empfohlen`,
      who: 'approver',
    },
    { route: '/meine-loesungen/import', at: '/meine-loesungen/import', who: 'editor' },
    table(await checkedAt('Titel;Reifegrad\nBeispiel aus der Tabelle;Konzept\n')),
    table(await checkedAt('Titel;Reifegrad;Farbe\n;perfekt;blau\n')),
    { route: '/meine-loesungen/kopieren', at: '/meine-loesungen/kopieren', who: 'editor' },
    { route: '/loesungen/:slug/kopieren', at: `${solution}/kopieren`, who: 'editor' },
  ];
}
