import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { press, report } from '../reuses/ledger.helper.ts';

describe('pages kept for everybody without a log-in', () => {
  const app = useApp();
  const town = () => person(app, { roles: ['editor', 'approver', 'administrator'] });
  const text = async (path: string) => (await app.visitor().get(path)).$('main').text();

  /** How often the database is read while a stranger looks at a page. */
  async function readsFor(path: string): Promise<number> {
    let reads = 0;
    const count = () => {
      reads += 1;
    };
    app.connection.on('operation-start', count);
    await app.visitor().get(path);
    app.connection.off('operation-start', count);
    return reads;
  }

  /** Another instance's write: it passes by this one's connection. */
  const elsewhere = () => app.connection.getClient().db(app.connection.name);

  async function solution(title: string) {
    const provider = await town();
    const made = await aPublishedSolution(app, { provider: provider.organisationId, title });
    await app.services.catalogue.refresh();
    return { ...made, provider, page: `/loesungen/${made.slug}` };
  }

  it('are made once for many who look at the same time', async () => {
    const { page, title } = await solution('Spielplatzkontrolle');
    for (const path of ['/', page, `/loesungen?q=${title}`]) {
      const first = await readsFor(path);
      expect(await readsFor(path), path).to.be.at.most(1);
      app.travel(10_000);
      expect(await readsFor(path), `${path} later`).to.equal(first);
    }
  });

  it('are made once for many who ask before it is there', async () => {
    const { page, title } = await solution('Schülerbeförderung');
    for (const path of ['/', page, `/loesungen?q=${title}`]) {
      const alone = await readsFor(path);
      app.travel(10_000);
      let reads = 0;
      const count = () => {
        reads += 1;
      };
      app.connection.on('operation-start', count);
      const answers = await Promise.all(Array.from({ length: 8 }, () => text(path)));
      app.connection.off('operation-start', count);
      expect(new Set(answers).size, path).to.equal(1);
      // Who waited asks, all together, whether it is still true.
      expect(reads, path).to.be.at.most(alone + 2);
    }
  });

  it('show nothing that was withdrawn, from the moment it was', async () => {
    const { page, provider, title } = await solution('Laubsammlung');
    const pages = [page, '/', `/loesungen?q=${title}`];
    for (const path of pages) expect(await text(path)).to.contain(title);
    const { status } = await provider.visitor.submit(`${page}/zurueckziehen`, { reason: 'Überholt.' });
    expect(status).to.equal(303);
    expect((await app.visitor().get(page)).status).to.equal(410);
    for (const path of pages.slice(1))
      expect((await app.visitor().get(path)).$('li').text()).not.to.contain(title);
  });

  it('show no solution that another instance withdrew or changed', async () => {
    const { id, page, title } = await solution('Brunnenwartung');
    const search = `/loesungen?q=${title}`;
    for (const path of [page, search]) expect(await text(path)).to.contain(title);
    const filter = { slug: page.split('/').at(-1) };
    await elsewhere()
      .collection('solutions')
      .updateOne(filter, {
        $set: { 'releases.0.content.summary': 'Neu gefasst.', updatedAt: new Date() },
        $inc: { revision: 1 },
      });
    for (const path of [page, search]) expect(await text(path)).to.contain('Neu gefasst.');
    await elsewhere()
      .collection('solutions')
      .updateOne(filter, { $set: { visibility: 'withdrawn', updatedAt: new Date() }, $inc: { revision: 1 } });
    expect((await app.visitor().get(page)).status, id).to.equal(410);
    expect(await text(search)).not.to.contain('Neu gefasst.');
  });

  it('tell a confirmed reuse at once', async () => {
    const { page, provider, ...made } = await solution('Baumkataster');
    const reuser = await person(app, { organisation: { fullName: 'Gemeinde Nachbau' }, roles: [] });
    expect(await text(page)).not.to.contain('Gemeinde Nachbau');
    const record = await report(reuser, made);
    expect(await text(page)).not.to.contain('Gemeinde Nachbau');
    await press(provider, record, 'bestaetigen');
    expect(await text(page)).to.contain('Gemeinde Nachbau');
  });

  it('show what the search index has learnt', async () => {
    const { title, provider } = await solution('Parkraumkonzept');
    const search = `/loesungen?q=${title}`;
    await aPublishedSolution(app, { provider: provider.organisationId, title: `${title} Zwei` });
    expect(await text(search)).not.to.contain(`${title} Zwei`);
    await app.services.catalogue.refresh();
    expect(await text(search)).to.contain(`${title} Zwei`);
  });

  it('come as the first time, in every encoding', async () => {
    const { page } = await solution('Straßenbeleuchtung');
    const ask = (headers: Record<string, string>) => fetch(app.url + page, { headers });
    const first = await ask({ 'accept-encoding': 'br' });
    const text = await first.text();
    for (const encoding of ['br', 'gzip', 'deflate', 'identity']) {
      for (const _again of [1, 2]) {
        const kept = await ask({ 'accept-encoding': encoding });
        expect(await kept.text(), encoding).to.equal(text);
        expect(kept.headers.get('content-encoding') ?? 'identity').to.equal(encoding);
        for (const name of ['etag', 'content-type', 'cache-control', 'vary', 'content-security-policy'])
          expect(kept.headers.get(name), name).to.equal(first.headers.get(name));
      }
    }
    const tag = first.headers.get('etag') ?? '';
    // Said by itself, else `fetch` says that nothing kept will do.
    const unchanged = await ask({ 'if-none-match': tag, 'cache-control': 'max-age=0' });
    expect([unchanged.status, await unchanged.text()]).to.deep.equal([304, '']);
  });

  it('are neither given to nor taken from whoever is logged in', async () => {
    const { page, title, provider } = await solution('Wochenmarktplan');
    for (const path of [page, `/loesungen?q=${title}`]) {
      const own = await provider.visitor.get(path);
      expect(own.$('header').text()).to.contain('Abmelden');
      expect(own.headers.get('cache-control')).to.contain('no-store');
      const strangers = await app.visitor().get(path);
      expect(strangers.$('header').text()).to.contain('Anmelden').and.not.contain('Abmelden');
      expect(strangers.$('[name="_csrf"]').length).to.equal(0);
      expect((await provider.visitor.get(path)).$('header').text()).to.contain('Abmelden');
    }
  });
});
