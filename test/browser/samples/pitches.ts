import { type Demo, dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** Pitches, Merkliste and Suchaufträge, filled, empty, and the pages of one. */
export async function keptPages({ app, as }: Demo): Promise<Sample[]> {
  const reuser = await as('reuser');
  await reuser.submit(`/loesungen/${dogTax}`, {}, '/merkliste').catch(() => null);
  await reuser.submit('/suchauftraege/neu?q=hundesteuer', { shared: 'ja' }, '/suchauftraege');
  const saved = await app.connection.collection('savedSearches').findOne({ query: 'q=hundesteuer' });
  const idIn = async (name: string) =>
    String((await app.connection.collection(name).findOne({ userId: saved?.userId }))?._id);
  const inventory = '/loesungen/paderborn-zeonline/kurzpraesentation';
  return [
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
