import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite, visit } from './open-site.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
interface Axe {
  axe: { run(options: object): Promise<AxeResults> };
}
let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
}, 600_000);

afterAll(() => site?.close());

test.each([1280, 390])(
  'no kind of page at %i px keeps anybody out, on light paper and on dark',
  async (width) => {
    const found: string[] = [];
    for (const path of site.typicalPages) {
      // The page lets nobody else's script run: the one that looks at it is none of its own.
      const { page, close } = await visit(site, path, { viewport: { width, height: 844 }, bypassCSP: true });
      await page.addScriptTag({ path: axe });
      // Dark paper has other colours, and nothing else that could keep somebody out.
      for (const [paper, rules] of [
        ['light', undefined],
        ['dark', ['color-contrast', 'link-in-text-block']],
      ] as const) {
        await page.emulateMedia({ colorScheme: paper });
        const { violations } = await page.evaluate(
          (only) =>
            (window as unknown as Axe).axe.run({
              resultTypes: ['violations'],
              ...(only === undefined ? {} : { runOnly: [...only] }),
            }),
          rules,
        );
        for (const { id, nodes } of violations)
          found.push(`${path} ${paper} ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120))}`);
      }
      await close();
    }
    expect(found).toEqual([]);
  },
  240_000,
);

test('what is a table stays one for those who hear it, however it is laid out on a phone', async () => {
  const lost: string[] = [];
  for (const path of site.typicalPages) {
    const { page, close } = await visit(site, path, { viewport: { width: 390, height: 844 } });
    await page.$$eval('details', (all) => {
      for (const details of all) details.open = true;
    });
    const session = await page.context().newCDPSession(page);
    for (const table of await page.locator('table:visible').all()) {
      const at = await table.evaluate((its) => [...document.querySelectorAll('table')].indexOf(its as never));
      const expression = `document.querySelectorAll('table')[${at}]`;
      const { result } = await session.send('Runtime.evaluate', { expression });
      const { nodes } = await session.send('Accessibility.getPartialAXTree', {
        ...(result.objectId ? { objectId: result.objectId } : {}),
        fetchRelatives: false,
      });
      if (nodes[0]?.role?.value !== 'table') lost.push(`${path} ${await table.getAttribute('data-testid')}`);
    }
    await close();
  }
  expect(lost).toEqual([]);
});

test('by keyboard one goes through a page in the order in which it is read, and always sees where one is', async () => {
  for (const path of ['/', '/chi-tieu/']) {
    const { page, close } = await visit(site, path, { viewport: { width: 1366, height: 768 } });
    const seen = await page.evaluate(() => {
      const able = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, select, input, summary, [tabindex="0"]'),
      ];
      return able.filter((its) => its.getClientRects().length > 0).length;
    });
    const order: number[] = [];
    for (let step = 0; step < Math.min(seen, 60); step += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const active = document.activeElement as HTMLElement;
        const all = [...document.querySelectorAll('*')];
        const style = getComputedStyle(active);
        return {
          nth: all.indexOf(active),
          shown: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0,
        };
      });
      expect([path, step, at.shown]).toEqual([path, step, true]);
      order.push(at.nth);
    }
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await close();
  }
});
