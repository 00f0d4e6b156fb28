// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared, with the blanks between boxes
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('the overview', () => {
  test('shows, for each period chosen, the figures of the marts, risk first', async () => {
    const { page, faults, close } = await visit(site, '/');
    for (const period of periods) {
      if (period !== defaultPeriod) await choose(page, period);
      const expected = await site.mart(
        `select r.* from reading r join indicator i using (indicator) where breakdown = '' and period = '${period}'
         order by group_order, status_order, r.sort_key`,
      );
      const shown = await page
        .locator('[data-testid=indicator-table] tr[data-indicator]')
        .evaluateAll((all) =>
          all.map((row) => ({
            id: row.getAttribute('data-indicator'),
            text: (row as HTMLElement).innerText,
          })),
        );
      expect([period, shown.map(({ id }) => id)]).toEqual([
        period,
        expected.map(({ indicator }) => indicator),
      ]);
      expected.forEach((reading, at) => {
        for (const name of ['name', 'value_text', 'target_text', 'status_label', 'change_text']) {
          expect(plain(shown[at]?.text)).toContain(plain(String(reading[name])));
        }
      });
      const statuses = await site.mart(`select * from status_count where period = '${period}'`);
      for (const { status, status_label, indicators } of statuses) {
        const card = page.locator(`a[data-status=${status}]`);
        const isAlways = ['missed', 'met', 'no_data', 'no_target'].includes(String(status));
        if (!isAlways && indicators === 0) expect(await card.count()).toBe(0);
        else expect(plain(await card.innerText())).toMatch(new RegExp(`^${status_label} ${indicators} / `));
      }
    }
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  test('a card filters the list, and its address does, too', async () => {
    const [status] = await site.mart(
      `select status, indicators from status_count where period = '${defaultPeriod}' and indicators > 0 order by status_order`,
    );
    const { page, close } = await visit(site, '/');
    const listed = () =>
      page
        .locator('tr[data-indicator]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-status')));
    const all = (await listed()).length;
    await page.locator(`a[data-status=${status?.status}]`).click();
    const wanted = Array.from({ length: Number(status?.indicators) }, () => status?.status);
    expect(await listed()).toEqual(wanted);
    const address = page.url();
    await page.getByRole('button', { name: 'Xem tất cả' }).click();
    expect(await listed()).toHaveLength(all);
    await page.goto(address, { waitUntil: 'networkidle' });
    expect(await listed()).toEqual(wanted);
    await close();
  });

  test('is read without any script: the figures stand in the page itself', async () => {
    const readings = await site.mart(
      `select * from reading where breakdown = '' and period = '${defaultPeriod}'`,
    );
    const { page, close } = await visit(site, '/', { javaScriptEnabled: false });
    for (const reading of readings) {
      const row = plain(await page.locator(`tr[data-indicator=${reading.indicator}]`).innerText());
      expect(row).toContain(plain(String(reading.value_text)));
    }
    await close();
  });
});

test('the period goes with the reader from page to page, and into the address', async () => {
  const other = periods[1] as string;
  const { page, close } = await visit(site, '/');
  await choose(page, other);
  expect(page.url()).toContain(`ky=${other}`);
  await page.getByRole('link', { name: 'Dịch vụ công', exact: true }).click();
  await page.locator('[data-testid=vpcp06]').waitFor();
  expect(await page.locator('#period').inputValue()).toBe(other);
  await close();
  const fresh = await visit(site, `/chi-tieu/?ky=${other}`);
  await expect.poll(() => fresh.page.locator('#period').inputValue()).toBe(other);
  await fresh.close();
});

test('form 06/VPCP and the tables by field and channel hold the marts of the period', async () => {
  const { page, close } = await visit(site, '/dich-vu-cong/');
  for (const period of periods) {
    if (period !== defaultPeriod) await choose(page, period);
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
  // A period that is not scored says so instead of showing nothing.
  const other = periods.find((its) => !periodsScored.includes(its));
  if (other !== undefined) {
    await choose(page, other);
    expect(await page.locator('main').innerText()).toContain('Điểm chỉ chấm theo tháng, quý và năm');
  }
  expect(faults).toEqual([]);
  await close();
}, 60_000);

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
    const kind = all.find((each) => each.period === current)?.kind;
    const history = await cells(page.locator('[data-testid=history]'));
    expect(history).toHaveLength(all.filter((each) => each.kind === kind).length);
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
