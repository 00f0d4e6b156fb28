import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as explain } from '../../pipelines/commands/indicator-explain.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { publicServicePortal } from '../../pipelines/sample/sources/public-service-portal.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

const { files } = publicServicePortal(57, communeOf(57));

/** A home with the portal's files that are wanted, after a night. */
async function homeWith(isWanted: (name: string) => boolean): Promise<SampleHome> {
  const home = await sampleHome(undefined, fewIndicators());
  for (const { name, bytes } of files.filter((file) => isWanted(file.name))) await home.deliver(name, bytes);
  await refresh(home.context, { site: false });
  return home;
}

interface Told {
  [key: string]: unknown;
  period: string;
  numerator: number | null;
  denominator: number | null;
  status: string;
  gap: string | null;
  gap_text: string;
  change: number | null;
}

const told = async (home: SampleHome, indicator: string): Promise<Map<string, Told>> => {
  const rows = await home.ask<Told>(
    `select period, numerator, denominator, value, status, gap, gap_text, change from mart.reading where indicator = '${indicator}' and breakdown = ''`,
  );
  return new Map(rows.map((row) => [row.period, row]));
};

describe('the files of July are not there', () => {
  let home: SampleHome;
  beforeAll(async () => {
    home = await homeWith((name) => !name.includes('2026-07'));
  });
  afterAll(() => home.remove());

  test('July says so instead of what August carried over, and so do its parts', async () => {
    const readings = await told(home, 'tthc-dung-han');
    expect(readings.get('2026-07')).toMatchObject({
      numerator: null,
      denominator: null,
      value: null,
      status: 'missing_file',
      gap: 'missing',
      gap_text: 'thiếu tệp tháng 7/2026',
    });
    expect(readings.get('2026-08')).toMatchObject({ gap: null, gap_text: '', change: null });
    const parts = await home.ask<{ n: number }>(
      "select count(*) filter (value is not null or status <> 'missing_file') as n from mart.reading where indicator = 'tthc-dung-han' and period = '2026-07'",
    );
    expect(Number(parts[0]?.n)).toBe(0);
    expect(await home.ask("from mart.reading where status = 'missing_file' and gap_text = ''")).toEqual([]);
  });

  test('the quarter is that of its other months, and no verdict', async () => {
    const readings = await told(home, 'tthc-tiep-nhan');
    const third = readings.get('2026-Q3');
    expect(third).toMatchObject({
      status: 'missing_file',
      gap: 'partial',
      gap_text: 'thiếu tệp tháng 7/2026',
    });
    expect(third?.numerator).toBe(
      Number(readings.get('2026-08')?.numerator) + Number(readings.get('2026-09')?.numerator),
    );
    expect(readings.get('2026-Q2')).toMatchObject({ gap: null });
    expect(readings.get('2026')).toMatchObject({ gap: 'partial', status: 'missing_file' });
  });

  test('form 06 and the score have no numbers of it', async () => {
    const [form] = await home.ask(
      "select received_total, gap_text from mart.vpcp06 where period = '2026-07' and field = ''",
    );
    expect(form).toEqual({ received_total: null, gap_text: 'thiếu tệp tháng 7/2026' });
    const [item] = await home.ask(
      "select points, missing_reason from mart.score_item where period = '2026-07' and indicator = 'tthc-dung-han'",
    );
    expect(item).toEqual({ points: null, missing_reason: 'missing_file' });
  });

  test('status, explanation and pages tell it', async () => {
    home.printed.length = 0;
    await status(home.context, {});
    expect(JSON.parse(home.printed[0] ?? '').gaps).toEqual([
      {
        source: 'public-service-portal',
        starts_on: '2026-07-01',
        ends_on: '2026-07-31',
        kind: 'missing',
        evidence: 'no_file',
        text: 'thiếu tệp tháng 7/2026',
      },
    ]);
    home.printed.length = 0;
    await explain(home.context, { id: 'tthc-dung-han', period: '2026-Q3' });
    expect(JSON.parse(home.printed[0] ?? '')).toMatchObject({
      gap: 'partial',
      gap_text: 'thiếu tệp tháng 7/2026',
    });
    const [page] = await home.ask<{ gap_text: string }>('select gap_text from mart.site');
    expect(page?.gap_text).toContain('Hồ sơ thủ tục hành chính: thiếu tệp tháng 7/2026');
  });
});

describe('a first day with one export', () => {
  let home: SampleHome;
  beforeAll(async () => {
    home = await homeWith((name) => name === 'ho-so-2026-09.csv');
  });
  afterAll(() => home.remove());

  test('is September, and nothing of what it carried over', async () => {
    const readings = await told(home, 'tthc-tiep-nhan');
    for (const month of ['01', '02', '03', '04', '05', '06', '07', '08'])
      expect(readings.get(`2026-${month}`)).toMatchObject({
        numerator: null,
        status: 'missing_file',
        gap: 'missing',
      });
    expect(readings.get('2026-09')).toMatchObject({ gap: null, change: null });
    expect(readings.get('2026-9M')).toMatchObject({
      gap: 'partial',
      gap_text: 'chưa có tệp tháng 1–8/2026',
      numerator: readings.get('2026-09')?.numerator,
    });
    expect(readings.get('2026-H1')).toMatchObject({ gap: 'missing', numerator: null });
  });
});
