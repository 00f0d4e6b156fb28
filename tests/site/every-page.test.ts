// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared, with the blanks between boxes
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenSite, openSite, plain, visit } from './open-site.ts';

let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
}, 600_000);

afterAll(() => site?.close());

/** What every page must be, whatever it shows; measured, because a page without its styles still has all its words. */
async function look(path: string, width: number) {
  const { page, faults, requests, close } = await visit(site, path, { viewport: { width, height: 844 } });
  const seen = await page.evaluate(() => {
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const mark = box('header img');
    const menu = box('nav');
    const main = box('main');
    const small = new Set<string>();
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      const hidden = element.closest('.visually-hidden, script, sup, option, optgroup');
      if (own && !hidden && element.getClientRects().length > 0) {
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (size < 14) small.add(`${element.tagName} ${size}px ${element.textContent?.trim().slice(0, 20)}`);
      }
    }
    return {
      lang: document.documentElement.lang,
      title: document.title,
      h1: document.querySelectorAll('h1').length,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      mark: mark ? [mark.width, mark.height] : [],
      menuAbove: menu && main ? menu.bottom <= main.top + 1 : false,
      menuHeight: Math.round(menu?.height ?? 0),
      small: [...small],
      text: document.body.innerText,
    };
  });
  await close();
  return { ...seen, faults, requests };
}

describe.each([1280, 390])('every kind of page at %i px', (width) => {
  test('is quiet, Vietnamese, styled, readable, and fits', async () => {
    const [about] = await site.mart('select * from site');
    for (const path of site.typicalPages) {
      const seen = await look(path, width);
      expect({ path, faults: seen.faults, overflow: seen.overflow, small: seen.small }).toEqual({
        path,
        faults: [],
        overflow: 0,
        small: [],
      });
      expect(seen).toMatchObject({ lang: 'vi', h1: 1, mark: [28, 28], menuAbove: true });
      // One row, on a phone too.
      expect(seen.menuHeight).toBeLessThan(48);
      expect(seen.title).toContain(String(about?.commune));
      expect(plain(seen.text)).toContain(plain(site.sourceLine(path)));
      expect(seen.text.includes('Dữ liệu mẫu, không phải số liệu thật')).toBe(about?.is_sample === true);
      for (const foreign of ['Evidence', 'Home', 'undefined', 'null', 'NaN', '[object', 'Invalid']) {
        expect([path, foreign, seen.text.includes(foreign)]).toEqual([path, foreign, false]);
      }
      // The engine (18 MB) is for nobody who only reads.
      expect(seen.requests.filter((each) => each.endsWith('.wasm'))).toEqual([]);
    }
  }, 180_000);
});

test('every page can be reached from the first one, by links that work', async () => {
  const reached = new Set<string>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const answer = await fetch(`${site.server.url}${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    const page = await answer.text();
    // A download is no page.
    for (const [, link = ''] of page.matchAll(/<a\b[^>]*?href="(\/[^"#?]*)/g))
      if (link.endsWith('/')) waiting.push(link);
  }
  expect([...reached].sort()).toEqual([...site.pages].sort());
}, 120_000);

test('every download is there, is taken as a file, and is what the descriptor says', async () => {
  const page = await (await fetch(`${site.server.url}/tra-cuu/`)).text();
  const links = [...page.matchAll(/<a href="([^"]+)" download/g)].map(([, href = '']) => href);
  const described = await (await fetch(`${site.server.url}/du-lieu/datapackage.json`)).json();
  const { resources } = described as { resources: { path: string; bytes: number }[] };
  const paths = resources.map(({ path }) => `/du-lieu/${path}`);
  expect(links.sort()).toEqual([...paths, '/du-lieu/datapackage.json'].sort());
  for (const { path, bytes } of resources) {
    const answer = await fetch(`${site.server.url}/du-lieu/${path}`);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect([path, (await answer.arrayBuffer()).byteLength]).toEqual([path, bytes]);
  }
});
