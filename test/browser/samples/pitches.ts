import { type Demo, dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** Events, pitches, Merkliste and Suchaufträge, filled, empty, and the pages of one. */
export async function keptPages({ app, as }: Demo): Promise<Sample[]> {
  const reuser = await as('reuser');
  await reuser.submit(`/loesungen/${dogTax}`, {}, '/merkliste').catch(() => null);
  await reuser.submit('/suchauftraege/neu?q=hundesteuer', { shared: 'ja' }, '/suchauftraege');
  const saved = await app.connection.collection('savedSearches').findOne({ query: 'q=hundesteuer' });
  const idIn = async (name: string) =>
    String((await app.connection.collection(name).findOne({ userId: saved?.userId }))?._id);
  const inventory = '/loesungen/paderborn-zeonline/kurzpraesentation';
  const next = '/veranstaltungen/beispiel-digitaltag-im-kreis-musterland';
  const event = (path: string, who?: Sample['who']): Sample => ({
    route: `/veranstaltungen/:slug${path}`,
    at: `${next}${path}`,
    ...(who ? { who } : {}),
  });
  return [
    { route: '/veranstaltungen', at: '/veranstaltungen' },
    { route: '/veranstaltungen', at: '/veranstaltungen', who: 'district' },
    { route: '/veranstaltungen/neu', at: '/veranstaltungen/neu', who: 'district' },
    {
      route: '/veranstaltungen/aufnehmen',
      at: `/veranstaltungen/aufnehmen?l=${dogTax}`,
      who: 'district',
    },
    event(''),
    event('', 'district'),
    event('/vorfuehren'),
    ...['/ablauf', '/bearbeiten', '/loeschen'].map((path) => event(path, 'district')),
    { route: '/veranstaltungen/:slug/ablauf', at: `${next}/ablauf?suche=online`, who: 'district' },
    { route: '/loesungen/:slug/kurzpraesentation', at: `/loesungen/${dogTax}/kurzpraesentation` },
    { route: '/loesungen/:slug/kurzpraesentation', at: inventory },
    { route: '/merkliste', at: '/merkliste', who: 'reuser' },
    { route: '/merkliste', at: '/merkliste', who: 'operator' },
    { route: '/merkliste/:id', at: `/merkliste/${await idIn('bookmarks')}`, who: 'reuser' },
    { route: '/suchauftraege', at: '/suchauftraege', who: 'reuser' },
    { route: '/suchauftraege', at: '/suchauftraege', who: 'operator' },
    {
      route: '/suchauftraege/neu',
      at: '/suchauftraege/neu?q=steuer&thema=Verwaltung',
      who: 'reuser',
    },
    { route: '/suchauftraege/:id', at: `/suchauftraege/${await idIn('savedSearches')}`, who: 'reuser' },
  ];
}
