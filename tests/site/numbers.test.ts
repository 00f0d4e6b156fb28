// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared, with the blanks between boxes
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLongRun } from '../support/runs.ts';
import { count, type OpenSite, openSite, plain, type Row, visit } from './open-site.ts';

let site: OpenSite;
let defaultPeriod: string;
/** One period of every kind, the default first. */
let periods: string[];

beforeAll(async () => {
  site = await openSite();
  const [about] = await site.mart('select default_period from site');
  defaultPeriod = String(about?.default_period);
  const kinds = await site.mart(
    'select min(period) as period from period where period <> (select default_period from site) group by kind order by 1',
  );
  periods = [defaultPeriod, ...kinds.map(({ period }) => String(period))];
}, 600_000);

afterAll(() => site?.close());

const choose = (page: Page, period: string) => page.locator('#period').selectOption(period);

/** All cells of a table's body, row by row. */
async function cells(table: Locator): Promise<string[][]> {
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  return rows.map((row) => row.map(plain));
}

/** The rows of the table of indicators, as they are read. */
const listed = async (page: Page) =>
  page.locator('[data-testid=indicator-table] tr[data-indicator]').evaluateAll((all) =>
    all.map((row) => ({
      id: row.getAttribute('data-indicator'),
      status: row.getAttribute('data-status'),
      text: (row as HTMLElement).innerText,
    })),
  );

/** What the marts say stands in the table, row by row; the number of an indicator is the same whatever is chosen. */
async function expectTable(page: Page, period: string, where: string): Promise<void> {
  const expected = await site.mart(
    `select r.*, i.number from reading r join indicator i using (indicator) where breakdown = '' and period = '${period}' and ${where}
     order by r.sort_key`,
  );
  const shown = await listed(page);
  expect([period, shown.map(({ id }) => id)]).toEqual([period, expected.map(({ indicator }) => indicator)]);
  expected.forEach((reading, at) => {
    expect(plain(shown[at]?.text)).toMatch(new RegExp(`^${reading.number} `));
    for (const name of ['name', 'value_text', 'target_text', 'status_label', 'change_text'])
      expect(plain(shown[at]?.text)).toContain(plain(String(reading[name])));
  });
}

describe('the overview', () => {
  test('has a page for each period, with the figures of the marts of that period', async () => {
    const { page, faults, close } = await visit(site, '/');
    for (const period of periods) {
      if (period !== defaultPeriod) {
        await choose(page, period);
        await page.waitForURL(`**/ky/${period}/`);
        await expect.poll(() => page.locator('#period').inputValue()).toBe(period);
      }
      await expectTable(page, period, 'target is not null');
      const [headline] = await site.mart(`select * from headline where period = '${period}'`);
      const [met, missed] = await Promise.all(
        ['met', 'missed'].map(async (status) => {
          const [row] = await site.mart(
            `select indicators from status_count where period = '${period}' and status = '${status}'`,
          );
          return Number(row?.indicators);
        }),
      );
      const verdict = plain(await page.locator('[data-testid=verdict]').innerText());
      if (Number(met) + Number(missed) > 0)
        expect(verdict).toContain(`${met} trên ${Number(met) + Number(missed)} chỉ tiêu đạt trong kỳ`);
      if (Number(headline?.better) > 0) expect(verdict).toContain(`${headline?.better} lên đạt`);
      const [lost] = await site.mart(
        `select * from time_lost where period = '${period}' and dimension = 'field' and late > 0 order by place limit 1`,
      );
      const measures = plain(await page.locator('[data-testid=measures]').innerText());
      if (lost)
        expect(measures).toContain(
          plain(`${lost.key_label} ${lost.days_late_text} quá hạn, ${lost.late_text}`),
        );
    }
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test('is read without any script, for each period: the figures stand in the page itself', async () => {
    for (const path of ['/', ...periods.map((period) => `/ky/${period}/`)]) {
      const period = path === '/' ? defaultPeriod : (path.split('/')[2] ?? '');
      const { page, close } = await visit(site, path, { javaScriptEnabled: false });
      await expectTable(page, period, 'target is not null');
      expect(await page.locator('#period').inputValue()).toBe(period);
      await close();
    }
  });

  test('an address that names a period leads to its page before anything is seen', async () => {
    const other = periods[1] as string;
    for (const [first, pages] of [
      ['/', '/ky/'],
      ['/dich-vu-cong/', '/dich-vu-cong/'],
    ]) {
      const { page, close } = await visit(site, `${first}?ky=${other}`);
      expect(new URL(page.url()).pathname).toBe(`${pages}${other}/`);
      await close();
    }
  });

  test('fits into one screen, and on a phone the sentence and the three decisions do', async () => {
    const bottom = async (width: number, height: number, last: string) => {
      const { page, close } = await visit(site, '/', { viewport: { width, height } });
      const box = await page.locator(last).boundingBox();
      const full = await page.evaluate(() => document.documentElement.scrollHeight);
      await close();
      return { bottom: Math.round((box?.y ?? 0) + (box?.height ?? 1e9)), full };
    };
    expect((await bottom(1366, 768, '[data-testid=measures]')).bottom).toBeLessThanOrEqual(768);
    expect((await bottom(1366, 625, '[data-testid=decisions]')).bottom).toBeLessThanOrEqual(625);
    expect((await bottom(1366, 768, 'main')).full).toBeLessThanOrEqual(2400);
    const phone = await bottom(390, 844, '[data-testid=decisions]');
    expect(phone.bottom).toBeLessThanOrEqual(844);
    expect(phone.full).toBeLessThanOrEqual(5000);
  });
});

describe('the list of indicators', () => {
  test('holds all of them, of each period chosen', async () => {
    const { page, faults, close } = await visit(site, '/chi-tieu/');
    for (const period of periods) {
      if (period !== defaultPeriod) await choose(page, period);
      await expectTable(page, period, 'true');
      const statuses = await site.mart(`select * from status_count where period = '${period}'`);
      for (const { status, status_label, indicators } of statuses) {
        const card = page.locator(`a[data-status=${status}]`);
        if (indicators === 0) expect(await card.count()).toBe(0);
        else expect(plain(await card.innerText())).toMatch(new RegExp(`^${status_label} ${indicators} / `));
      }
    }
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test('a card filters it, words without accents find names, and the address says so', async () => {
    const [status] = await site.mart(
      `select status, indicators from status_count where period = '${defaultPeriod}' and indicators > 0 order by status_order`,
    );
    const { page, close } = await visit(site, '/chi-tieu/');
    const statuses = async () => (await listed(page)).map((row) => row.status);
    const all = (await statuses()).length;
    await page.locator(`a[data-status=${status?.status}]`).click();
    const wanted = Array.from({ length: Number(status?.indicators) }, () => status?.status);
    expect(await statuses()).toEqual(wanted);
    const address = page.url();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    expect(await statuses()).toHaveLength(all);
    await page.goto(address, { waitUntil: 'networkidle' });
    await expect.poll(statuses).toEqual(wanted);
    await page.goto(`${site.server.url}/chi-tieu/?tim=dinh+danh`, { waitUntil: 'networkidle' });
    const named = await site.mart(
      "select indicator from indicator where name ilike '%định danh%' order by sort_key",
    );
    await expect
      .poll(async () => (await listed(page)).map(({ id }) => id))
      .toEqual(named.map((row) => row.indicator));
    await close();
  });

  test('sets any other period beside the one that is read', async () => {
    const other = periods[1] as string;
    const { page, close } = await visit(site, `/chi-tieu/?so-voi=${other}`);
    const expected = await site.mart(
      `select n.indicator, o.value_text from reading n join reading o on o.indicator = n.indicator and o.breakdown = '' and o.period = '${other}'
       where n.breakdown = '' and n.period = '${defaultPeriod}' order by n.sort_key`,
    );
    const cellsOf = async () => {
      const rows = await page
        .locator('[data-testid=indicator-table] tr[data-indicator]')
        .evaluateAll((all) => all.map((row) => row.children[6]?.textContent ?? ''));
      return rows.map(plain);
    };
    await expect.poll(cellsOf).toEqual(expected.map((row) => plain(String(row.value_text))));
    await close();
  });
});

test('the period goes with the reader from page to page, and back', async () => {
  const other = periods[1] as string;
  const { page, faults, close } = await visit(site, '/');
  await choose(page, other);
  await page.waitForURL(`**/ky/${other}/`);
  const menu = page.getByRole('navigation', { name: 'Các trang' });
  await menu.getByRole('link', { name: 'Dịch vụ công', exact: true }).click();
  await page.waitForURL(`**/dich-vu-cong/${other}/`);
  expect(await page.locator('#period').inputValue()).toBe(other);
  // By a page that has nothing of a period, too.
  await menu.getByRole('link', { name: 'Tra cứu', exact: true }).click();
  await page.waitForURL('**/tra-cuu/');
  await menu.getByRole('link', { name: 'Dịch vụ công', exact: true }).click();
  await page.waitForURL(`**/dich-vu-cong/${other}/`);
  await menu.getByRole('link', { name: 'Tổng quan', exact: true }).click();
  await page.waitForURL(`**/ky/${other}/`);
  expect(faults).toEqual([]);
  await close();
  const fresh = await visit(site, `/chi-tieu/?ky=${other}`);
  await expect.poll(() => fresh.page.locator('#period').inputValue()).toBe(other);
  await fresh.page
    .getByRole('navigation', { name: 'Các trang' })
    .getByRole('link', { name: 'Dịch vụ công' })
    .click();
  await fresh.page.waitForURL(`**/dich-vu-cong/${other}/`);
  await fresh.close();
});

test('a page whose rows are those of another release is opened anew, once', async () => {
  const { page, faults, close } = await visit(site, '/');
  let opened = 0;
  await page.route('**/diem-766/', (route) => {
    opened += 1;
    return route.continue();
  });
  let isOther = true;
  await page.route('**/diem-766/rows.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), ...(isOther ? { release: 'another' } : {}) } });
  });
  const menu = page.getByRole('navigation', { name: 'Các trang' });
  await menu.getByRole('link', { name: 'Điểm QĐ 766', exact: true }).click();
  // Whatever lies between holds on to the other one: the page stays as it was sent.
  await page.waitForLoadState('networkidle');
  await expect.poll(() => opened).toBe(2);
  expect(await page.locator('[data-testid=score]').count()).toBe(1);
  isOther = false;
  await page.reload({ waitUntil: 'networkidle' });
  const shown = () => page.locator('main').innerText();
  const before = await shown();
  await page.getByRole('button', { name: 'Kỳ trước' }).click();
  await expect.poll(shown).not.toBe(before);
  expect(opened).toBe(3);
  expect(faults).toEqual([]);
  await close();
});

test('whatever period is chosen on a page, it shows what it shows when it is opened with that period', async () => {
  const every = (await site.mart('select period from period order by sort_key')).map(({ period }) =>
    String(period),
  );
  // `npm test` takes one of each kind and some more.
  const all = every.filter((period, at) => isLongRun || periods.includes(period) || at % 4 === 0);
  const [hamlet] = await site.mart("select link from hamlet where key <> '' order by sort_key limit 1");
  const pages = [
    '/diem-766/',
    '/thay-doi/',
    '/thon-xom/',
    '/nhom/dan-cu/',
    `${hamlet?.link}/`,
    '/chi-tieu/tthc-dung-han/',
  ];
  const read = (page: Page) => page.locator('main').innerText();
  const { page, faults, close } = await visit(site, '/');
  for (const path of pages) {
    const opened = new Map<string, string>();
    for (const period of all) {
      await page.goto(`${site.server.url}${path}?ky=${period}`);
      // Then the scripts have come: whoever has chosen a period finds the overview of it.
      await expect.poll(() => page.locator('header .brand').getAttribute('href')).toBe(`/ky/${period}/`);
      await expect.poll(() => page.locator('#period').inputValue()).toBe(period);
      opened.set(period, await read(page));
    }
    // Not in the order of time: what stays behind from the one before would be seen.
    for (const period of [...all]
      .reverse()
      .filter((_, at) => at % 2 === 0)
      .concat(all.filter((_, at) => at % 3 === 0))) {
      await choose(page, period);
      expect([path, period, await read(page)]).toEqual([path, period, opened.get(period)]);
    }
    expect(new Set(opened.values()).size).toBeGreaterThan(1);
  }
  expect(faults).toEqual([]);
  await close();
}, 240_000);

test('form 06/VPCP and the tables by field and channel hold the marts of the period', async () => {
  const { page, close } = await visit(site, '/dich-vu-cong/');
  for (const period of periods) {
    if (period !== defaultPeriod) {
      await choose(page, period);
      await page.waitForURL(`**/dich-vu-cong/${period}/`);
    }
    expect(await page.locator('#period').inputValue()).toBe(period);
    const form = await site.mart(
      `select * from vpcp06 where period = '${period}' order by (field <> ''), row_order`,
    );
    const numbers = (row: Row) =>
      [
        'received_total',
        'received_online',
        'received_direct',
        'received_carried',
        'solved_total',
        'solved_early',
        'solved_on_time',
        'solved_late',
        'pending_total',
        'pending_within',
        'pending_overdue',
      ].map((name) => count(row[name]));
    const expected = form.map((row, at) => [
      row.field === '' ? row.field_label : `${at}. ${row.field_label}`,
      ...numbers(row),
    ]);
    expect(await cells(page.locator('[data-testid=vpcp06]'))).toEqual(expected);

    for (const [testid, breakdown] of [
      ['by-field', 'field'],
      ['by-channel', 'channel'],
    ]) {
      const readings = await site.mart(
        `select * from reading where period = '${period}' and breakdown = '${breakdown}'
           and indicator in (select indicator from indicator where group_id = 'dich-vu-cong'
             and (indicator = 'tthc-tiep-nhan' or target_text <> '—'))`,
      );
      const table = page.locator(`[data-testid=${testid}]`);
      for (const reading of readings) {
        const row = table
          .locator('tr')
          .filter({ has: page.getByRole('rowheader', { name: String(reading.key_label), exact: true }) });
        const cell = plain(await row.locator(`td[data-indicator=${reading.indicator}]`).textContent());
        expect([
          period,
          reading.indicator,
          reading.key,
          cell.endsWith(plain(String(reading.value_text))),
        ]).toEqual([period, reading.indicator, reading.key, true]);
      }
    }
  }
  await close();
}, 120_000);

test('the score shows its range, its items and why an item has no points', async () => {
  const { page, faults, close } = await visit(site, '/diem-766/');
  const periodsScored = (await site.mart("select period from score where group_id = ''")).map(
    ({ period }) => period,
  );
  for (const period of periods.filter((its) => periodsScored.includes(its))) {
    if (period !== defaultPeriod) await choose(page, period);
    const [whole] = await site.mart(`select * from score where period = '${period}' and group_id = ''`);
    expect(plain(await page.locator('[data-testid=score]').innerText())).toContain(
      plain(String(whole?.certain_line)),
    );
    expect(plain(await page.locator('[data-testid=score-possible]').innerText())).toContain(
      plain(String(whole?.possible_line)),
    );
    const groups = await site.mart(
      `select group_name, measured - certain as lost from score where period = '${period}' and group_id <> '' and measured > 0
       order by lost desc, sort_key`,
    );
    const lost = await cells(page.locator('[data-testid=score-losses]'));
    expect(lost.map(([name]) => name)).toEqual(groups.map((row) => plain(String(row.group_name))));
    const items = await site.mart(`select * from score_item where period = '${period}' order by sort_key`);
    const rows = await page
      .locator('tr[data-item]')
      .evaluateAll((all) =>
        all.map((row) => [row.getAttribute('data-item'), (row as HTMLElement).innerText]),
      );
    expect(rows.map(([item]) => item)).toEqual(items.map(({ item }) => item));
    items.forEach((item, at) => {
      const shown = plain(rows[at]?.[1]);
      for (const name of ['name', 'value_text', 'divided_text', 'points_text', 'max_text'])
        expect(shown).toContain(plain(String(item[name])));
      if (item.state === 'no_data') expect(shown).toContain(plain(String(item.missing_text)));
    });
  }
  // What more cases bring is what the engine has counted: a slider only looks it up.
  await choose(page, defaultPeriod);
  const steps = await site.mart(
    `select * from score_step where period = '${defaultPeriod}' and item = (
       select item from score_step where period = '${defaultPeriod}' group by item having count(*) > 1 order by item limit 1) order by cases`,
  );
  if (steps.length > 0) {
    const slot = page.locator(`[data-testid=what-if] li[data-item="${steps[0]?.item}"]`);
    for (const [at, step] of steps.entries()) {
      await slot.locator('input').fill(String(at + 1));
      expect(plain(await slot.locator('output').innerText())).toMatch(
        new RegExp(`^${escaped(count(step.cases))} .* đạt: ${escaped(plain(String(step.more_text)))}$`),
      );
    }
  }
  // A period that is not scored says so instead of showing nothing.
  const other = periods.find((its) => !periodsScored.includes(its));
  if (other !== undefined) {
    await choose(page, other);
    expect(await page.locator('main').innerText()).toContain('Điểm chỉ chấm theo tháng, quý và năm');
  }
  expect(faults).toEqual([]);
  await close();
}, 60_000);

/** Breakdowns of a period: every part with its value, of what is judged the weakest first. */
async function expectParts(page: Page, indicator: string, period: string, better: string): Promise<void> {
  const parts = await site.mart(
    `select * from reading where indicator = '${indicator}' and period = '${period}' and breakdown <> ''`,
  );
  for (const breakdown of new Set(parts.map((part) => part.breakdown))) {
    const its = parts.filter((part) => part.breakdown === breakdown);
    const rows = (await cells(page.locator(`[data-testid=by-${breakdown}]`))).filter(
      ({ length }) => length > 1,
    );
    const told = rows.map(([label]) => its.find((part) => plain(String(part.key_label)) === label));
    expect(told.length).toBe(its.length);
    told.forEach((part, at) => {
      expect(rows[at]?.join(' ')).toContain(plain(String(part?.value_text)));
    });
    const values = told.flatMap((part) => (part?.value == null ? [] : [Number(part.value)]));
    const isJudged = its.some((part) => ['met', 'missed', 'few_cases'].includes(String(part.status)));
    const sign = isJudged && better !== 'lower' ? 1 : -1;
    expect(values).toEqual([...values].sort((a, b) => sign * (a - b)));
  }
}

test('the page of a group shows its indicators, the furthest from the target first', async () => {
  const groups = await site.mart('select distinct group_id, group_name from indicator order by group_id');
  for (const { group_id: group, group_name: name } of groups) {
    const { page, faults, close } = await visit(site, `/nhom/${group}/`);
    expect(await page.locator('h1').innerText()).toBe(name);
    for (const period of periods) {
      if (period !== defaultPeriod) await choose(page, period);
      await expectTable(page, period, `group_id = '${group}'`);
      const judged = await site.mart(
        `select r.* from reading r join indicator i using (indicator) where group_id = '${group}' and breakdown = '' and period = '${period}'
           and coalesce(judged_value, value) is not null and coalesce(judged_target, r.target) is not null
         order by (case when better = 'lower' then -1 else 1 end) * (coalesce(judged_target, r.target) - coalesce(judged_value, value))
           / greatest(abs(coalesce(judged_target, r.target)), 1e-9) desc, r.sort_key`,
      );
      const bars = await page
        .locator('[data-testid=bullets] li')
        .evaluateAll((all) =>
          all.map((bar) => [bar.getAttribute('data-indicator'), (bar as HTMLElement).innerText]),
        );
      expect(bars.map(([id]) => id)).toEqual(judged.map(({ indicator }) => indicator));
      judged.forEach((row, at) => {
        expect(plain(bars[at]?.[1])).toContain(plain(`${row.value_text} / ${row.target_text}`));
      });
    }
    expect(faults).toEqual([]);
    await close();
  }
}, 120_000);

test('the page of every indicator shows its reading, its history, its definition and its loads', async () => {
  const indicators = (await site.mart('select * from indicator')).filter(({ link }) =>
    site.typicalPages.includes(`${link}/`),
  );
  for (const indicator of indicators) {
    const { page, close } = await visit(site, `${indicator.link}/`);
    expect(await page.locator('h1').innerText()).toBe(indicator.name);
    const all = await site.mart(
      `select * from reading where indicator = '${indicator.indicator}' and breakdown = ''`,
    );
    for (const period of periods) {
      const reading = all.find((each) => each.period === period);
      // An indicator may not be of every kind of period.
      if (!reading) continue;
      if (period !== defaultPeriod) await choose(page, period);
      const card = plain(await page.locator('[data-testid=reading]').innerText());
      expect(card).toContain(plain(String(reading?.value_text)));
      expect(card).toContain(String(reading?.status_label));
      if (reading?.denominator !== null) expect(card).toContain(String(reading?.counts_text));
      if (reading?.target !== null && !indicator.target_confirmed)
        expect(card).toContain(plain(String(indicator.target_note)));
    }
    const current = periods.filter((its) => all.some((r) => r.period === its)).at(-1);
    // Every period stands in one table, whatever is chosen.
    const history = (await cells(page.locator('[data-testid=history]'))).filter(({ length }) => length > 1);
    const labels = (rows: unknown[]) => rows.map((label) => plain(String(label))).sort();
    expect(labels(history.map(([label]) => label))).toEqual(labels(all.map((each) => each.period_label)));
    for (const each of all) {
      const row = history.find(([label]) => label === plain(String(each.period_label)));
      expect(row?.join(' ')).toContain(plain(`${each.value_text}`));
    }
    await expectParts(page, String(indicator.indicator), String(current), String(indicator.better));
    const [outlook] = await site.mart(
      `select * from outlook where class <> 'none' and indicator = '${indicator.indicator}'`,
    );
    if (outlook)
      expect(plain(await page.locator('[data-testid=outlook]').innerText())).toBe(
        plain(`${outlook.class_label} ${outlook.sentence}`),
      );
    expect(plain(await page.locator('.source-line').innerText())).toBe(
      `${plain(String(indicator.source_text))}.`,
    );
    const facts = plain(await page.locator('dl.facts').innerText());
    for (const name of ['formula_text', 'legal', 'owner']) {
      if (indicator[name]) expect(facts).toContain(plain(String(indicator[name])));
    }
    const loads = await site.mart(
      `select * from indicator_load where indicator = '${indicator.indicator}' and period = '${current}' order by row_order`,
    );
    const shown = await cells(page.locator('[data-testid=loads]'));
    expect(shown.map(([delivery, , , , rows, refused]) => [delivery, rows, refused])).toEqual(
      loads.length > 0
        ? loads.map(({ delivery, rows, refused }) => [delivery, count(rows), count(refused)])
        : [[expect.stringContaining('Không có tệp nào'), undefined, undefined]],
    );
    expect(plain(await page.locator('[data-testid=rule]').textContent())).toContain(
      `shape: ${String(indicator.rule_text).slice(7).split(';')[0]}`,
    );
    await close();
  }
}, 120_000);

/** A text as it stands, for a pattern. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('data quality counts the rows of all files and names every reason', async () => {
  const { page, close } = await visit(site, '/chat-luong-du-lieu/');
  const [sums] = await site.mart(
    'select count(*)::integer as files, sum(rows_read) as read, sum(rows_accepted) as accepted, sum(rows_refused) as refused, sum(rows_repaired) as repaired from delivery',
  );
  expect(plain(await page.locator('[data-testid=totals]').innerText())).toBe(
    `${count(sums?.files)} tệp: ${count(sums?.read)} dòng đọc được, ${count(sums?.accepted)} dòng nhận, ` +
      `${count(sums?.refused)} dòng từ chối, ${count(sums?.repaired)} dòng được sửa.`,
  );
  const fresh = await site.mart('select * from freshness order by source_title');
  const rows = await page.locator('[data-testid=freshness]').allInnerTexts();
  expect(rows).toHaveLength(fresh.length);
  for (const source of fresh) {
    const row = rows.find((text) => text.includes(String(source.source_title)));
    expect(row).toContain(String(source.data_until_text));
    expect(row).toContain(String(source.state_label));
  }
  const compared = await site.mart("select * from comparison where outcome <> 'none' order by row_order");
  if (compared.length > 0)
    expect(await cells(page.locator('[data-testid=comparisons]'))).toEqual(
      compared.map((row) =>
        [
          `${row.title}${row.source_title}`,
          `${row.left_text} ${row.left_title}`,
          row.rule_text,
          `${row.right_text} ${row.right_title}`,
          `${row.outcome_label} ${row.message}`,
        ].map((text) =>
          expect.stringMatching(new RegExp(`^${escaped(plain(String(text))).replaceAll(' ', ' ?')}$`)),
        ),
      ),
    );
  // Codes of files and names of settings are for who works with them.
  const seen = await page.locator('main').innerText();
  expect(seen).not.toMatch(/source\.yaml|\b[0-9a-f]{8}\b/);
  const covered = await site.mart("select distinct source from coverage where kind = 'month'");
  expect(await page.locator('[data-testid=coverage] tbody tr').count()).toBe(covered.length);
  // What must be seen first stands first.
  const states = fresh.map(({ state_label }) => String(state_label));
  if (states.includes('Quá cũ')) expect(rows[0]).toContain('Quá cũ');
  await page.locator('details').evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });
  for (const { source, source_title: title } of fresh) {
    const detail = page.locator('[data-testid=source-detail]', {
      has: page.locator('summary strong', { hasText: new RegExp(`^${escaped(String(title))}$`) }),
    });
    const reasons = await site.mart(
      `select * from refusal where rows > 0 and source = '${source}' order by row_order`,
    );
    const shown = await cells(detail.locator('[data-testid=refusals]'));
    expect(shown.filter(({ length }) => length > 1).map(([severity, , count]) => [severity, count])).toEqual(
      reasons.map(({ severity_label, rows }) => [severity_label, count(rows)]),
    );
    const [files] = await site.mart(`select count(*)::integer as n from delivery where source = '${source}'`);
    expect((await cells(detail.locator('[data-testid=deliveries]'))).length).toBe(files?.n);
  }
  await close();
});
