import type { Demo } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** What lies in an archive, and the operator's pages about files. */
export async function uploadPages({ app }: Demo): Promise<Sample[]> {
  const zip = { 'releases.artifacts.source.filename': 'vorlagen.zip' };
  const solution = await app.connection.collection('solutions').findOne(zip);
  const artifacts: { id: string; source: { filename?: string } }[] =
    solution?.releases.at(-1).artifacts ?? [];
  const id = artifacts.find(({ source }) => source.filename === 'vorlagen.zip')?.id;
  return [
    {
      route: '/loesungen/:slug/projektergebnisse/:artifactId/inhalt',
      at: `/loesungen/${solution?.slug}/projektergebnisse/${id}/inhalt`,
    },
    { route: '/betrieb/dateien', at: '/betrieb/dateien', who: 'operator' },
    {
      route: '/betrieb/dateien/:slug',
      at: '/betrieb/dateien/stadt-musterstadt-beispiel',
      who: 'operator',
    },
  ];
}
