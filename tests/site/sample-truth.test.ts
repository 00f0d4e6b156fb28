import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import type { TruthReading as Reading } from '../sample/truth/readings.ts';
import { sampleTruth } from '../sample/truth/sample-truth.ts';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const home = sampleHome();
const truth = sampleTruth();
const idOf = (r: Pick<Reading, 'indicator' | 'period' | 'by' | 'key'>) =>
  [r.indicator, r.period, r.by, r.key].join(' | ');

function readings(by?: string): Reading[] {
  const { code, stdout } = kpi(['readings', '--json', '--home', home, ...(by ? ['--by', by] : [])]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Reading[];
}

async function ask<T extends Record<string, unknown>>(sql: string): Promise<T[]> {
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  try {
    return await warehouse.all<T>(sql);
  } finally {
    await warehouse.close();
  }
}

describe('the pipeline comes to what the generator wrote into its own books', () => {
  let computed: Map<string, Reading>;
  beforeAll(() => {
    computed = new Map(
      [...readings(), ...readings('field'), ...readings('channel')].map((r) => [idOf(r), r]),
    );
  });

  // Filing online is not broken down by channel: that would say 100 % and 0 %.
  const expected = truth.readings.filter((r) => !(r.indicator === 'tthc-truc-tuyen' && r.by === 'channel'));

  it('in every reading, period and breakdown', () => {
    expect(expected.length).toBeGreaterThan(1500);
    const wrong = expected.filter((want) => {
      const got = computed.get(idOf(want));
      // There days are doubles, here decimals with nine digits behind the comma.
      const same = (a: number | null, b: number | null | undefined) =>
        a === b ||
        (a !== null && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));
      return (
        !got ||
        !same(want.numerator, got.numerator) ||
        !same(want.denominator, got.denominator) ||
        !same(want.value, got.value) ||
        want.left_out !== got.left_out
      );
    });
    expect(wrong).toEqual([]);
  });

  it('and has no reading with rows that the books do not know', () => {
    const known = new Set(expected.map(idOf));
    const ids = new Set(expected.map(({ indicator }) => indicator));
    const surplus = [...computed.values()].filter(
      (r) => ids.has(r.indicator) && !known.has(idOf(r)) && r.value !== null,
    );
    expect(surplus).toEqual([]);
  });

  it('in every cell of form 06/VPCP', async () => {
    const rows = await ask<Record<string, unknown>>('select * from mart.vpcp06');
    const byKey = new Map(rows.map((row) => [`${row.period} ${row.field}`, row]));
    const wanted = truth.vpcp06.map((row) => ({ ...row, field: row.field ?? '' }));
    const got = wanted.map((row) => {
      const found = byKey.get(`${row.period} ${row.field}`) ?? {};
      return Object.fromEntries(Object.keys(row).map((name) => [name, found[name]]));
    });
    expect(got).toEqual(wanted);
  });

  it('in every count of every file', async () => {
    const loads = await ask(
      `select file_name as name, rows_read as read, rows_accepted as accepted, rows_refused as refused,
         rows_superseded as superseded, rows_repaired as repaired, rows_warned as warned from ops.load
       where source = 'public-service-portal' order by file_name`,
    );
    const wanted = truth.files.map(({ name, read, accepted, refused, superseded, repaired, warned }) => ({
      name,
      read,
      accepted,
      refused,
      superseded,
      repaired,
      warned,
    }));
    expect(loads).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('in every count of every file of every source', async () => {
    const loads = await ask(
      `select source, file_name as file, rows_read as read, rows_accepted as accepted, rows_refused as refused,
         rows_superseded as superseded
       from ops.load`,
    );
    const line = (row: object) => JSON.stringify(row);
    expect(truth.sources.length).toBeGreaterThan(10);
    expect(loads.map(line).sort()).toEqual(truth.sources.map(line).sort());
  });

  it('in every refused row: file, row of the sheet, reason', async () => {
    const refused = await ask<{ line: string }>(
      `select l.file_name || ' ' || row_number || ' ' || code as line from ops.quarantine join ops.load l using (load_id)
       where severity in ('refused', 'superseded') and l.source = 'public-service-portal'`,
    );
    const wanted = truth.refused.map(({ file, row, code }) => `${file} ${row} ${code}`);
    expect(refused.map(({ line }) => line).sort()).toEqual(wanted.sort());
  });

  it('in the number of records that stand', async () => {
    const [row] = await ask<{ n: number }>('select count(*) as n from current.public_service_portal');
    expect(row?.n).toBe(truth.current);
  });
});
