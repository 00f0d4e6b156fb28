// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared, with the blanks between boxes
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenSite, openSite, plain, type Row, visit } from './open-site.ts';

let site: OpenSite;
let defaultPeriod: string;
/** A month, a half year, and the year, which goes on. */
let periods: string[];

beforeAll(async () => {
  site = await openSite();
  const [about] = await site.mart('select default_period from site');
  defaultPeriod = String(about?.default_period);
  const kinds = await site.mart(
    "select max(period) as period from period where kind in ('half', 'year', 'quarter') group by kind order by 1",
  );
  periods = [defaultPeriod, ...kinds.map(({ period }) => String(period))];
}, 600_000);

afterAll(() => site?.close());

const numberOf = async (page: Page) => plain(await page.locator('.slide:not(.away) .place').innerText());

/** What of the slide that is shown is cut, and its smallest letters. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const slide = document.querySelector('.slide:not(.away)');
    const within = [...(slide?.querySelectorAll('*') ?? [])].filter(
      (element) => element.getClientRects().length > 0 && !element.closest('.visually-hidden'),
    );
    const letters = within.filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    );
    const beyond = within.filter((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
    });
    return {
      height: document.documentElement.scrollHeight - innerHeight,
      width: document.documentElement.scrollWidth - innerWidth,
      cut: beyond.map(({ tagName, className }) => `${tagName}.${className}`),
      smallest: Math.min(...letters.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))),
      used: Math.round(((slide?.querySelector('.content')?.clientWidth ?? 0) / innerWidth) * 100),
      shown: document.querySelectorAll('.slide:not(.away)').length,
    };
  });

describe.each([
  [1920, 1080],
  [3840, 2160],
  [1366, 768],
])('slides at %i × %i', (width, height) => {
  test('each fits, uses the width, and is read from the last row', async () => {
    for (const period of periods) {
      const { page, faults, close } = await visit(site, `/trinh-chieu/${period}/`, {
        viewport: { width, height },
      });
      const count = await page.locator('.slide').count();
      for (let at = 1; at <= count; at += 1) {
        const { smallest, used, ...fits } = await seen(page);
        expect([period, await numberOf(page)]).toEqual([period, `${at}/${count}`]);
        expect([period, at, fits]).toEqual([period, at, { height: 0, width: 0, cut: [], shown: 1 }]);
        // 28 of 1920.
        expect(smallest).toBeGreaterThanOrEqual((width * 28) / 1920 - 0.1);
        expect(used).toBeGreaterThan(90);
        await page.keyboard.press('PageDown');
      }
      expect(faults).toEqual([]);
      await close();
    }
  }, 120_000);
});

test('slides are turned by keys and buttons, and an address leads to each', async () => {
  const { page, faults, close } = await visit(site, '/trinh-chieu/#3', {
    viewport: { width: 1366, height: 768 },
  });
  const count = await page.locator('.slide').count();
  const expectAt = async (at: number) => {
    expect(await numberOf(page)).toBe(`${at}/${count}`);
    expect(new URL(page.url()).hash).toBe(`#${at}`);
  };
  await expectAt(3);
  const presses: [string, number][] = [
    ['ArrowRight', 4],
    ['Space', 5],
    ['PageUp', 4],
    ['ArrowLeft', 3],
    ['End', count],
    ['ArrowDown', count],
    ['Home', 1],
    ['PageUp', 1],
  ];
  for (const [key, at] of presses) {
    await page.keyboard.press(key);
    await expectAt(at);
  }
  await page.locator('.slide:not(.away) [aria-label="Trang sau"]').click();
  await expectAt(2);
  await page.reload({ waitUntil: 'networkidle' });
  await expectAt(2);
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(true);
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(false);
  expect(faults).toEqual([]);
  await close();
});

/** What the marts say of a period, as it must stand on its slides and in its brief. */
async function toldOf(period: string): Promise<string[]> {
  const first = async (sql: string): Promise<Row> => (await site.mart(sql))[0] ?? {};
  const decisions = await site.mart('select * from decision where place > 0 order by place');
  const moves = await site.mart(
    `select * from verdict_move where period = '${period}' and way = 'worse' order by sort_key limit 1`,
  );
  const { month } = await first(`select month from period where period = '${period}'`);
  const hamlets = await site.mart(
    `select * from hamlet_value where period = '${month}' and place = 1 and status in ('met', 'missed')`,
  );
  const score = await first(`select * from score where period = '${period}' and group_id = ''`);
  const lost = await first(
    `select * from time_lost where period = '${period}' and dimension = 'field' and late > 0 order by place limit 1`,
  );
  const late = await site.mart("select * from freshness where state in ('stale', 'late')");
  const head = await first(`select * from headline where period = '${period}'`);
  return [
    `${head.good}/`,
    ...decisions.flatMap(({ title, value_text, target_text, needed_text, actor }) =>
      [title, value_text, target_text, needed_text, actor].map(String),
    ),
    ...moves.flatMap(({ title, now_text }) => [title, now_text].map(String)),
    ...hamlets.flatMap(({ key_label, value_text }) => [key_label, value_text].map(String)),
    String(score.certain_text ?? ''),
    String(lost.days_late_text ?? ''),
    ...late.map(({ source_title }) => String(source_title)),
  ].map(plain);
}

test('slides and brief say what the marts say, without scripts, for each kind of period', async () => {
  for (const period of periods) {
    const told = await toldOf(period);
    expect(told.length).toBeGreaterThan(15);
    for (const path of [`/trinh-chieu/${period}/`, `/ban-tin/${period}/`]) {
      const { page, close } = await visit(site, path, { javaScriptEnabled: false });
      const text = plain(await page.locator('main').innerText());
      expect([path, told.filter((each) => !text.includes(each))]).toEqual([path, []]);
      expect(await page.locator('h1').count()).toBe(1);
      await close();
    }
  }
}, 60_000);

/** Text of each sheet that a printer gets of a page. */
async function sheets(path: string): Promise<string[]> {
  const { page, close } = await visit(site, path);
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await close();
  return sheetsOf(bytes);
}

async function sheetsOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(bytes), { mergePages: false });
  return text.map((each) => each.replace(/\s+/g, ''));
}

test('the brief of each kind of period is one sheet, the overview at most four, and each says its number and its day', async () => {
  const [about] = await site.mart('select as_of_text from site');
  const day = `sốliệuđếnngày${about?.as_of_text}`;
  for (const period of periods) {
    const pages = await sheets(`/ban-tin/${period}/`);
    expect([period, pages.length]).toEqual([period, 1]);
    expect(pages[0]).toContain('1/1');
    expect(pages[0]).toContain(day);
  }
  const overview = await sheets('/');
  expect(overview.length).toBeLessThanOrEqual(4);
  overview.forEach((sheet, at) => {
    expect(sheet).toContain(`${at + 1}/${overview.length}`);
    expect(sheet).toContain(day);
  });
}, 60_000);

test('the page of a hamlet is one sheet for the meeting of its cell', async () => {
  const hamlets = await site.mart("select link from hamlet where key <> '' order by sort_key");
  expect(hamlets.length).toBeGreaterThan(10);
  for (const { link } of hamlets.slice(0, 3)) {
    const pages = await sheets(`${link}/`);
    expect([link, pages.length]).toEqual([link, 1]);
    expect(pages[0]).toContain('1/1');
  }
});

test('the brief lies beside the pages as PDF of one sheet, and the page leads to it', async () => {
  const { page, faults, close } = await visit(site, '/ban-tin/');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Bản PDF' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`ban-tin-${defaultPeriod}.pdf`);
  const bytes = await readFile(await download.path());
  const [sheet, ...more] = await sheetsOf(bytes);
  expect(more).toEqual([]);
  for (const each of await toldOf(defaultPeriod)) expect(sheet).toContain(each.replace(/\s+/g, ''));
  // When it was printed would make another release of the same figures.
  expect(bytes.toString('latin1')).not.toMatch(/\/(?:CreationDate|ModDate)/);
  expect(faults).toEqual([]);
  await close();
});

test('the overview leads to both, of the period that it shows', async () => {
  const other = periods.find((period) => period !== defaultPeriod) ?? '';
  for (const [path, below] of [
    ['/', ''],
    [`/ky/${other}/`, `${other}/`],
  ]) {
    const { page, close } = await visit(site, path ?? '');
    for (const [name, to] of [
      ['Trình chiếu', '/trinh-chieu/'],
      ['In A4', '/ban-tin/'],
    ])
      expect(await page.getByRole('link', { name: name ?? '' }).getAttribute('href')).toBe(`${to}${below}`);
    await close();
  }
});
