import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run as explain } from '../../pipelines/commands/indicator-explain.ts';
import { run as list } from '../../pipelines/commands/period-list.ts';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { run as unlock } from '../../pipelines/commands/period-unlock.ts';
import { run as rebuild } from '../../pipelines/commands/rebuild.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { isLongRun } from '../support/runs.ts';
import { copyHome } from './rebuilt-home.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

let project: string;
let home: SampleHome;
const open = { status: 'Đang xử lý', closed: '', returned: '' };
const go = () => refresh(home.context, { site: false });
const last = () => JSON.parse(home.printed.at(-1) ?? '');

let few: SampleHome;
let whole: SampleHome;
beforeAll(async () => {
  few = await octoberHome(fewIndicators());
  whole = await octoberHome();
});
afterAll(async () => {
  await few.remove();
  await whole.remove();
});
afterEach(async () => {
  await home.remove();
  await rm(project, { recursive: true, force: true });
});

/** Ten dossiers of October, two of them still open; the data reach into November. */
async function octoberHome(folder?: string): Promise<SampleHome> {
  const model = await sampleHome(checkout, folder);
  model.context.asOf = '2026-11-05';
  await model.deliver(
    'a.csv',
    delimited(sheet([...dossiers(8), dossier(9, open), dossier(10, { ...open, field: 'Lạ' })])),
  );
  await refresh(model.context, { site: false });
  return model;
}

/** A home that begins as a model does, on a program of its own. */
async function begin(model: SampleHome): Promise<void> {
  project = await mkdtemp(join(tmpdir(), 'kpi-project-'));
  for (const folder of ['sources', 'models'])
    await cp(join(checkout, folder), join(project, folder), { recursive: true });
  home = await copyHome(model, project);
  home.context.asOf = '2026-11-05';
}

const change = async (file: string, from: string, to: string) => {
  const path = join(project, 'models', file);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
};
const reading = async (indicator: string, period = '2026-10') =>
  (
    await home.ask(
      `select numerator, denominator, is_locked from measure.reading where indicator = '${indicator}' and period = '${period}' and breakdown is null`,
    )
  )[0];
const explained = async (indicator: string, by?: string) => {
  await explain(home.context, { id: indicator, period: '2026-10', ...(by === undefined ? {} : { by }) });
  return last();
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: KpiError) => error.code,
  );

describe('a locked period', () => {
  beforeEach(() => begin(few));

  test('keeps what was published; what differs since is a revision with old, new and cause', async () => {
    const before = await reading('tthc-tiep-nhan');
    await lock(home.context, { period: '2026-10', byWhom: 'Văn phòng Đảng ủy' });
    await home.deliver('b.csv', delimited(sheet([dossier(11), dossier(12), dossier(9)])));
    await go();
    expect(await reading('tthc-tiep-nhan')).toEqual({ ...before, is_locked: true });
    // The month is frozen, the year is not.
    expect(await reading('tthc-tiep-nhan', '2026')).toMatchObject({ numerator: 12, is_locked: false });
    await list(home.context, {});
    expect(last()).toMatchObject([{ period: '2026-10', locked_by: 'Văn phòng Đảng ủy', unlocked_at: null }]);
    expect(last()[0].revisions).toBeGreaterThan(0);
    expect(await explained('tthc-tiep-nhan')).toMatchObject({
      numerator: 10,
      changes: [],
      revisions: [{ cause: 'rows', old_numerator: 10, new_numerator: 12 }],
    });
    // Nine of the ten are judged as before; one that was open has ended since.
    expect((await explained('tthc-da-giai-quyet')).revisions).toMatchObject([
      { cause: 'rows', old_numerator: 8, new_numerator: 11 },
    ]);
  });

  test('has no revision for last digits that an earlier program added up in another order', async () => {
    await lock(home.context, { period: '2026-10', byWhom: 'x' });
    await home.ask(`
      update ops.locked_reading
      set numerator = numerator * (1 + 2e-14), denominator = denominator * (1 - 1e-14), value = value * (1 + 3e-14)`);
    // A file of the next month: the marts are made anew, and October stays as it was.
    await home.deliver(
      'b.csv',
      delimited(sheet([dossier(11, { ...open, received: '02/11/2026 08:00', due: '06/11/2026 17:00' })])),
    );
    await go();
    expect(await home.ask('select indicator, period, cause from measure.revision')).toEqual([]);
  });

  test('has parts that still come to the whole when a new part comes up', async () => {
    await lock(home.context, { period: '2026-10', byWhom: 'x' });
    await home.deliver('b.csv', delimited(sheet([dossier(11, { field: 'Đất đai' })])));
    // The checks of the models would fail this run otherwise; other sources are overdue here.
    expect((await go()).exit_code).toBeLessThan(2);
    const parts = await home.ask<{ n: number }>(
      "select sum(numerator) as n from measure.reading where indicator = 'tthc-tiep-nhan' and period = '2026-10' and breakdown = 'field'",
    );
    expect(parts).toEqual([{ n: 10 }]);
  });

  test('survives a rebuild, and follows the data again once it is unlocked', async () => {
    await lock(home.context, { period: '2026-10', byWhom: 'x' });
    await home.deliver('b.csv', delimited(sheet([dossier(11)])));
    await go();
    await rebuild(home.context, {});
    expect(await reading('tthc-tiep-nhan')).toMatchObject({ numerator: 10, is_locked: true });
    await unlock(home.context, { period: '2026-10', byWhom: 'y' });
    await go();
    expect(await reading('tthc-tiep-nhan')).toMatchObject({ numerator: 11, is_locked: false });
    await list(home.context, {});
    expect(last()).toMatchObject([{ locked_by: 'x', unlocked_by: 'y', revisions: null }]);
    // It can be locked once more: each lock is a record of its own.
    await lock(home.context, { period: '2026-10', byWhom: 'z' });
    await list(home.context, {});
    expect(last()).toHaveLength(2);
  });

  test('is refused with a reason: unknown, not over, locked already, nobody named, not locked', async () => {
    const byWhom = 'x';
    expect(await code(lock(home.context, { period: '2026-13', byWhom }))).toBe('unknown_period');
    expect(await code(lock(home.context, { period: '2026-11', byWhom }))).toBe('period_open');
    expect(await code(lock(home.context, { period: '2026-10' }))).toBe('by_whom_missing');
    expect(await code(unlock(home.context, { period: '2026-10', byWhom }))).toBe('period_not_locked');
    await lock(home.context, { period: '2026-10', byWhom });
    expect(await code(lock(home.context, { period: '2026-10', byWhom }))).toBe('period_locked');
    expect(await home.ask('select count(*) as n from ops.period_lock')).toEqual([{ n: 1 }]);
  });
});

describe('where a number comes from', () => {
  beforeEach(() => begin(few));

  test('its counts, formula, statement, the rows of each file, and rows refused that might have counted', async () => {
    await home.deliver('b.csv', delimited(sheet([dossier(11), dossier(12, { status: 'Lạ' })])));
    await go();
    const answer = await explained('tthc-dung-han');
    expect(Object.keys(answer)).toEqual([
      'indicator',
      'period',
      'by',
      'key',
      'numerator',
      'denominator',
      'value',
      'target',
      'judged_value',
      'judged_target',
      'low',
      'high',
      'status',
      'gap',
      'gap_text',
      'list_text',
      'formula',
      'rule',
      'is_protected',
      'sql',
      'as_of',
      'cutoff',
      'macros',
      'later_lists',
      'loads',
      'refused',
      'left_out',
      'older',
      'carried_over',
      'changes',
      'revisions',
    ]);
    expect(answer).toMatchObject({
      indicator: 'tthc-dung-han',
      period: '2026-10',
      by: null,
      key: null,
      denominator: 11,
    });
    expect(answer.rule).toContain('meets: dossier_on_time(');
    expect(answer.sql).toContain('from fact."dossier"');
    expect(answer.loads.map(({ file, rows }: { file: string; rows: number }) => [file, rows])).toEqual([
      ['a.csv', 10],
      ['b.csv', 1],
    ]);
    expect(answer.loads[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.refused).toEqual([
      { file: 'b.csv', code: 'unknown_code', reason: 'Giá trị chưa có trong danh mục', rows: 1 },
    ]);
  });

  test('of one part, by its key or label; a part that is not there is told with those that are', async () => {
    expect(await explained('tthc-tiep-nhan', 'channel=Trực tuyến')).toMatchObject({
      by: 'channel',
      key: 'online',
      numerator: 10,
    });
    expect(await code(explained('tthc-tiep-nhan', 'channel=Trực tuyến qua fax'))).toBe('unknown_part');
    expect(await code(explained('tthc-tiep-nhan', 'hamlet=1'))).toBe('unknown_part');
    expect(await code(explain(home.context, { id: 'tthc-dung-hạn' }))).toBe('unknown_indicator');
    expect(await code(explain(home.context, { id: 'tthc-dung-han', period: '2026-Q9' }))).toBe(
      'unknown_period',
    );
  });
});

describe('where a number of the whole plan comes from', () => {
  beforeEach(() => begin(whole));

  test('of an index: the files of all it is made of', async () => {
    const { loads, sql } = await explained('ket-qua-thuc-hien-ke-hoach');
    expect(loads.map(({ file }: { file: string }) => file)).toEqual(['a.csv']);
    expect(sql).toContain('from fact."payment"');
  });

  test.runIf(isLongRun)('what changed since the last computation, and why', async () => {
    const cause = async (id: string) =>
      (await explained(id)).changes.map((its: { cause: string }) => its.cause);
    await home.deliver('b.csv', delimited(sheet([dossier(9), dossier(11)])));
    await go();
    expect(await cause('tthc-tiep-nhan')).toEqual(['rows']);
    await home.deliver('c.csv', delimited(sheet([dossier(10)])));
    await go();
    expect(await cause('tthc-tiep-nhan')).toEqual([]);
    // Whoever is late by the end of the month is so with or without an end.
    expect((await explained('tthc-da-giai-quyet')).changes).toMatchObject([
      { cause: 'rows', old_numerator: 10, new_numerator: 11 },
    ]);
    await change(
      'indicators/public-services.yaml',
      "meets: channel = 'online'",
      "meets: channel <> 'online'",
    );
    await go();
    expect(await cause('tthc-truc-tuyen')).toEqual(['rule']);
    expect(await cause('tthc-tiep-nhan')).toEqual([]);
    await change(
      'plan/targets.yaml',
      '- indicator: tthc-truc-tuyen\n    year: 2026\n    value: 98',
      '- indicator: tthc-truc-tuyen\n    year: 2026\n    value: 50',
    );
    await go();
    expect(await cause('tthc-truc-tuyen')).toEqual(['target']);
    home.context.asOf = '2026-10-12';
    await go();
    expect(
      (await explained('tthc-dung-han')).changes.map((its: { cause: string }) => its.cause),
    ).not.toContain('program');
  });
});
