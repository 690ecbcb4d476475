import { expect } from 'chai';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { dogTax, useDemo } from './demo.ts';

describe('the sheet for the legal office on paper', function () {
  this.timeout(60_000);
  needsChromium();
  const demo = useDemo();

  it('is one side of A4 with five results under several licences, nothing smaller than 9 pt', async () => {
    const { context, close } = await openBrowser();
    try {
      const page = await context.newPage();
      await page.goto(`${demo.app.url}/loesungen/${dogTax}/rechtsblatt`);
      const results = page.locator('.sheet__results tbody tr');
      expect(await results.count()).to.equal(6);
      await results.last().evaluate((sixth) => sixth.remove());
      const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).to.have.length(1);
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate<number>(smallest)).to.be.at.least(9);
    } finally {
      await close();
    }
  });
});

/** The smallest type in which words of the page are set, in points; runs in the page. */
const smallest = `(() => {
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const shown = [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && own(one) && !one.closest('.sr-only'));
  return Math.min(...shown.map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75));
})()`;
