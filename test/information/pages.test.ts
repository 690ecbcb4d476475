import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';

describe('pages of information', () => {
  const app = useApp();
  const pages: [path: string, heading: string][] = [
    ['/ueber', 'Über Blaupause'],
    ['/schnittstellen', 'Schnittstellen'],
    ['/impressum', 'Impressum'],
    ['/datenschutz', 'Datenschutz'],
    ['/barrierefreiheit', 'Erklärung zur Barrierefreiheit'],
    ['/leichte-sprache', 'Leichte Sprache'],
    ['/gebaerdensprache', 'Gebärdensprache'],
  ];

  for (const [path, heading] of pages) {
    it(`shows ${path} to everybody and sets no cookie`, async () => {
      const answer = await app.visitor().get(path);
      expect(answer.status).to.equal(200);
      expect(answer.$('h1').text()).to.equal(heading);
      expect(answer.$('title').text()).to.equal(`${heading} – Blaupause`);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
    });
  }

  it('links every page of information from the footer, with the page in the form for barriers', async () => {
    const { $ } = await app.visitor().get('/ueber');
    const links = $('footer a')
      .toArray()
      .map((link) => $(link).attr('href'));
    expect(links).to.include.members(pages.map(([path]) => path));
    expect(links).to.include('/barriere-melden?seite=%2Fueber');
  });

  it('names the Ombudsstelle and both review dates in the statement', async () => {
    const { $ } = await app.visitor().get('/barrierefreiheit');
    expect($('main a[href="https://www.lbbp.nrw.de/ombudsstelle"]').length).to.equal(1);
    expect($('main').text()).to.include('Letzte Überprüfung').and.to.include('Nächste Überprüfung bis');
  });

  it('answers an unknown address with a page that leads on', async () => {
    const { status, $ } = await app.visitor().get('/gibt-es-nicht');
    expect(status).to.equal(404);
    expect($('h1').text()).to.equal('Nicht gefunden');
    expect($('main a[href="/loesungen"]').length).to.equal(1);
  });
});
