import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as accept } from '../../pipelines/commands/delivery-accept.ts';
import { run as list } from '../../pipelines/commands/delivery-list.ts';
import type { DeliveryRow } from '../../pipelines/delivery/deliveries.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { type Dossier, delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let night = 0;
const cases = 60;
const two = (n: number) => String(n).padStart(2, '0');

/** The dossiers of a month: each third day one that is late, so that months differ a little. */
const month = (number: number, change: (at: number) => Partial<Dossier> = () => ({})): Dossier[] =>
  Array.from({ length: cases }, (_, at) => {
    const day = two(1 + (at % 20));
    const isLate = at % 20 === number % 7;
    return dossier(at, {
      code: `H42.61.11-26${two(number)}${day}-${String(at).padStart(4, '0')}`,
      received: `${day}/${two(number)}/2026 08:15`,
      due: `${two(5 + (at % 20))}/${two(number)}/2026 17:00`,
      closed: `${two(isLate ? 7 + (at % 20) : 4 + (at % 20))}/${two(number)}/2026 09:30:00`,
      returned: '',
      ...change(at),
    });
  });

async function handIn(name: string, rows: readonly Dossier[]): Promise<void> {
  const folder = join(home.context.home.inbox, portal);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), delimited(sheet(rows)));
  await utimes(join(folder, name), new Date('2026-11-22T01:00:00Z'), new Date('2026-11-22T01:00:00Z'));
}
const takeBack = (name: string) => rm(join(home.context.home.inbox, portal, name), { force: true });

async function refreshed(): Promise<void> {
  night += 1;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, night));
  const { outcome, message } = await refresh(home.context, { site: false });
  expect([outcome, message]).not.toContain('failed');
}
async function delivery(name: string): Promise<DeliveryRow | undefined> {
  home.printed.length = 0;
  await list(home.context, { source: portal });
  return (JSON.parse(home.printed.join('')) as DeliveryRow[]).find((its) => its.name === name);
}
const reasons = async (name: string) =>
  (
    await home.ask<{ code: string }>(`
      select q.code from ops.quarantine q join ops.load_in_force l using (load_id)
      where l.file_name = '${name}' and l.verdict = 'held' and q.row_number is null order by 1`)
  ).map(({ code }) => code);
const onTime = async (period: string) =>
  (
    await home.ask<{ value: number }>(
      `select value from measure.reading where indicator = 'tthc-dung-han' and period = '${period}' and breakdown is null`,
    )
  )[0]?.value;

beforeAll(async () => {
  home = await sampleHome(undefined, onlySources(portal));
  for (let number = 1; number <= 8; number += 1) await handIn(`thang-${number}-2026.csv`, month(number));
  await refreshed();
}, 60_000);
afterAll(() => home.remove());

test('good months pass, one by one', async () => {
  expect(await home.ask("select 1 from ops.load where verdict = 'held'")).toEqual([]);
  await handIn('thang-9-2026.csv', month(9));
  await refreshed();
  expect((await delivery('thang-9-2026.csv'))?.state).toBe('standing');
  expect(await onTime('2026-09')).toBeGreaterThan(90);
}, 60_000);

const bad: [name: string, rows: Dossier[], code: string][] = [
  [
    'codes of another commune',
    month(10, (at) => ({ code: `H42.75.11-2610${two(1 + (at % 20))}-${String(at).padStart(4, '0')}` })),
    'other_commune',
  ],
  [
    'a column of dates moved by some days',
    month(10, (at) => ({ received: `${two(1 + (at % 20))}/09/2026 08:15` })),
    'dates_shifted',
  ],
  [
    'the dossiers of another month under the name of this one',
    month(9, (at) => ({
      code: `H42.61.11-2609${two(1 + (at % 20))}-9${String(at).padStart(4, '0')}`,
    })),
    'dates_outside',
  ],
  [
    'four times as many rows as ever',
    Array.from({ length: 4 }, (_, nth) =>
      month(10, (at) => ({
        code: `H42.61.11-2610${two(1 + (at % 20))}-${nth}${String(at).padStart(4, '0')}`,
      })),
    ).flat(),
    'far_more_rows',
  ],
  [
    'appointments moved: every row is sound, and the figure jumps',
    month(10, (at) => ({ due: `${two(2 + (at % 20))}/10/2026 07:00` })),
    'value_jumped',
  ],
];

test.each(bad)(
  '%s: the file is held, the figures stay',
  async (_, rows, code) => {
    const name = `thang-10-2026-${code}.csv`;
    const before = await onTime('2026-09');
    await handIn(name, rows);
    await refreshed();
    expect((await delivery(name))?.state).toBe('held');
    expect(await reasons(name)).toContain(code);
    expect(await onTime('2026-10')).toBeUndefined();
    expect(await onTime('2026-09')).toBe(before);
    // A night later nothing has changed.
    await refreshed();
    expect((await delivery(name))?.state).toBe('held');
    await takeBack(name);
  },
  60_000,
);

test('what was doubted by its figures is held by a rebuild too, until somebody accepts it', async () => {
  await rebuild(home.context);
  const held = (await home.ask<{ sha256: string }>("select sha256 from ops.load where verdict = 'held'"))
    .length;
  expect(held).toBe(bad.length);
  home.printed.length = 0;
  await list(home.context, { source: portal });
  const [doubted] = await home.ask<{ id: string }>(
    "select left(l.sha256, 8) as id from ops.load l join ops.quarantine q using (load_id) where q.code = 'value_jumped'",
  );
  await accept(home.context, { id: doubted?.id ?? '', byWhom: 'Nguyễn Văn A' });
  await refreshed();
  expect(await onTime('2026-10')).toBeLessThan(20);
  await rebuild(home.context);
  expect(await onTime('2026-10')).toBeLessThan(20);
}, 120_000);
