import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPage } from '../../pipelines/commands/check-page.ts';
import type { CheckAnswer, Issue } from '../../pipelines/run/check-file.ts';
import { launchBrowser } from '../support/browser.ts';
import { kpi } from '../support/kpi.ts';
import { shippedContract } from './sample-home.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpi-page-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const contract = await shippedContract();
const at = new Date('2026-11-22T02:05:00Z');

const issue = (over: Partial<Issue>): Issue => ({
  code: 'no_such_day',
  severity: 'refused',
  sheet: null,
  row: 7,
  column: 'due_at',
  label: 'Ngày hẹn trả',
  value: '31/02/2026',
  message: 'Không phải ngày có thật.',
  ...over,
});
const answer = (over: Partial<CheckAnswer>): CheckAnswer => ({
  source: contract.id,
  file: 'ho-so.csv',
  verdict: 'accepted_with_refusals',
  encoding: 'utf-8',
  sheet: null,
  header_row: 1,
  rows: { lines: 1235, read: 1234, accepted: 1233, refused: 1, superseded: 0, set_aside: 1, repaired: 0 },
  set_aside: { header: 1 },
  absent: [],
  decided: [],
  repairs: [],
  issues: [issue({})],
  ...over,
});

describe('the page of a check', () => {
  test('says the verdict first, then the file, the reasons by name and the rows', () => {
    const page = checkPage(answer({}), contract, at);
    const order = [
      'NHẬN ĐƯỢC, có dòng phải cách ly',
      contract.title,
      '1.234',
      'Ngày không có trong lịch',
      '31/02/2026',
    ];
    const places = order.map((text) => page.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(page).toContain('22/11/2026 09:05');
    expect(page).toContain(contract.hash);
  });

  test('names a check of the contract by its title, and what concerns the whole file above the rows', () => {
    const [check] = contract.checks;
    const page = checkPage(
      answer({ issues: [issue({ code: check?.name ?? '' }), issue({ row: null, message: 'Thiếu cột.' })] }),
      contract,
      at,
    );
    expect(page).toContain(check?.title);
    expect(page.indexOf('Thiếu cột.')).toBeLessThan(page.indexOf('<dl>'));
  });

  test('lets nothing of the file become markup or a formula', () => {
    const evil = '<script>alert(1)</script>&"\'';
    const page = checkPage(
      answer({
        file: `${evil}.csv`,
        sheet: evil,
        issues: [issue({ value: evil, label: evil, message: evil })],
      }),
      contract,
      at,
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('alert(1)<');
    expect(page.match(/&#60;script&#62;/g)?.length).toBeGreaterThanOrEqual(5);
  });

  test('shows the first rows and says how many there are', () => {
    const issues = Array.from({ length: 50 }, (_, n) => issue({ row: n + 2 }));
    const page = checkPage(answer({ issues }), contract, at);
    expect(page).toContain('20 dòng đầu trong 50 dòng cần xem');
    expect(page.match(/31\/02\/2026/g)).toHaveLength(20);
  });

  test.each(['accepted', 'refused'] as const)('of a file that is %s has no table of rows', (verdict) => {
    const page = checkPage(answer({ verdict, issues: [] }), contract, at);
    expect(page).not.toContain('<table');
    expect(page).toContain(`class="verdict ${verdict}"`);
  });
});

test('the command writes it over an earlier page only; it reads well on a phone and on paper and asks nobody', async () => {
  const csv = join(folder, 'ho-so.csv');
  const labels = contract.columns.map((column) => column.labels[0]);
  await writeFile(csv, `${labels.join(';')}\nH42.15.01-261008-0001${';=CMD()'.repeat(labels.length - 1)}\n`);
  const page = join(folder, 'ket-qua.html');
  const check = () => kpi(['source', 'check', contract.id, csv, '--html', page, '--home', folder]);
  expect(check()).toMatchObject({ code: 1, stdout: expect.stringContaining(page) });
  expect(check().code).toBe(1);

  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage({ viewport: { width: 390, height: 800 } });
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    const wide = () => tab.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(await wide()).toBe(false);
    expect(await tab.textContent('.verdict')).toContain('KHÔNG NHẬN');
    expect(await tab.textContent('body')).toContain('=CMD()');
    await tab.setViewportSize({ width: 794, height: 1123 });
    await tab.emulateMedia({ media: 'print' });
    expect(await wide()).toBe(false);
    expect(asked).toEqual([pathToFileURL(page).href]);
  } finally {
    await browser.close();
  }

  await writeFile(page, 'somebody’s own');
  expect(check()).toMatchObject({ code: 2, stderr: expect.stringContaining(page) });
  expect(await readFile(page, 'utf8')).toBe('somebody’s own');
});
