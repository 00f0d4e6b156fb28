import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite, visit } from './open-site.ts';

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
}, 600_000);

afterAll(() => site?.close());

/** A4 less the margins of the style sheet: (210 − 2 × 12) mm at 96 dots an inch. */
const paper = Math.floor(((210 - 24) / 25.4) * 96);

test('every kind of page fits on A4: nothing is cut, headers of tables repeat, what only a screen needs is gone', async () => {
  for (const path of site.typicalPages) {
    const { page, close } = await visit(site, path, { viewport: { width: paper, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    const seen = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      cut: [...document.querySelectorAll('.table-frame')].filter(
        (frame) => frame.scrollWidth > frame.clientWidth + 1,
      ).length,
      heads: [...document.querySelectorAll('thead')].every(
        (head) => getComputedStyle(head).display === 'table-header-group',
      ),
      navigation: document.querySelector('nav')?.getClientRects().length,
      chooser: document.querySelector('#period')?.getClientRects().length ?? 0,
    }));
    expect({ path, ...seen }).toEqual({ path, overflow: 0, cut: 0, heads: true, navigation: 0, chooser: 0 });
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await close();
  }
}, 120_000);
