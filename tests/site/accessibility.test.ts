import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite, visit } from './open-site.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let site: OpenSite;

beforeAll(async () => {
  site = await openSite();
}, 600_000);

afterAll(() => site?.close());

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)(
  'no kind of page at %i px on %s paper keeps anybody out',
  async (width, colorScheme) => {
    const found: string[] = [];
    for (const path of site.typicalPages) {
      const { page, close } = await visit(site, path, {
        viewport: { width, height: 844 },
        colorScheme,
        // The page lets nobody else's script run: the one that looks at it is none of its own.
        bypassCSP: true,
      });
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      for (const { id, nodes } of violations)
        found.push(`${path} ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120))}`);
      await close();
    }
    expect(found).toEqual([]);
  },
  240_000,
);

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
