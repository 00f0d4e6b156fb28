import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registers, writeRegister } from '../registers/registers.ts';
import { type Answer, kpi, kpiForLong } from '../support/kpi.ts';

const all = registers();
const folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-registers-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const project = join(folder, 'xa');
const home = join(folder, 'data');

/** Eleven registers from file to reading, by commands alone: what was said to each of them. */
const drafted = new Map<string, Answer>();
const made = new Map<string, Answer>();
let night: Answer;

const sources = [
  [
    'hamlets',
    'danh-muc-thon.csv',
    '\ufeffMã thôn,Tên thôn,Xã cũ,Mã xã cũ,Số hộ\r\nTD,Thôn Đông,Xã Bịa,13894,420\r\nTO,Thôn Đoài,Xã Bịa,13894,310\r\nBD,Xóm Bến Đò,Xã Bịa,13894,200\r\n',
  ],
] as const;

beforeAll(async () => {
  expect(kpi(['project', 'init', project]).code).toBe(0);
  for (const register of all) {
    const files = join(folder, 'files', register.id);
    await mkdir(files, { recursive: true });
    const paths = await writeRegister(register, files);
    await otherWork();
    const from = paths.flatMap((path) => ['--from', path]);
    drafted.set(
      register.id,
      kpi([
        'source',
        'new',
        register.id,
        '--title',
        register.title,
        ...from,
        '--project',
        project,
        '--home',
        home,
        '--json',
      ]),
    );
    await mkdir(join(home, 'inbox', register.id), { recursive: true });
    for (const name of await readdir(files))
      await cp(join(files, name), join(home, 'inbox', register.id, name));
  }
  for (const [id, name, text] of sources) {
    await mkdir(join(home, 'inbox', id), { recursive: true });
    await (await import('node:fs/promises')).writeFile(join(home, 'inbox', id, name), text);
  }
  const refresh = ['refresh', '--no-site', '--as-of', '2026-11-15', '--project', project, '--home', home];
  await kpiForLong(refresh);
  for (const { id, indicator } of all) {
    await otherWork();
    made.set(
      id,
      kpi(['indicator', 'new', id, ...indicator, '--id', `${id}-chi-tieu`, '--yes', '--home', home]),
    );
  }
  night = await kpiForLong(refresh);
}, 600_000);

test.each(all)(
  '$id: the draft takes every record and nothing else, and loads whole',
  ({ id, records, files }) => {
    const { code, stdout, stderr } = drafted.get(id) ?? {};
    expect([code, stderr]).toEqual([0, '']);
    const { tried } = JSON.parse(String(stdout));
    expect(tried.length).toBe(Object.keys(files).length);
    const accepted = tried.reduce(
      (sum: number, { rows }: { rows: { accepted: number; refused: number } }) => sum + rows.accepted,
      0,
    );
    const isList = id === 'thiet-bi';
    expect(accepted).toBe(isList ? 37 : records);
    expect(tried.every(({ rows }: { rows: { refused: number } }) => rows.refused === 0)).toBe(true);
  },
);

test.each(all)(
  '$id: its indicator shows what was counted by hand',
  async ({ id, readings, parts }) => {
    expect([made.get(id)?.code, made.get(id)?.stderr]).toEqual([0, '']);
    expect(night.stderr).not.toContain('LỖI');
    await otherWork();
    for (const [period, value] of Object.entries(readings)) {
      const read = JSON.parse(
        kpi(['readings', '--indicator', `${id}-chi-tieu`, '--period', period, '--json', '--home', home])
          .stdout,
      );
      const [whole] = read.readings ?? read;
      expect([period, whole?.value]).toEqual([period, expect.closeTo(value, 6)]);
    }
    const [last = ''] = Object.keys(readings).slice(-1);
    if (parts) {
      const read = JSON.parse(
        kpi([
          'readings',
          '--indicator',
          `${id}-chi-tieu`,
          '--period',
          last,
          '--by',
          'hamlet',
          '--json',
          '--home',
          home,
        ]).stdout,
      );
      for (const [key, value] of Object.entries(parts))
        expect((read.readings ?? read).find((its: { key: string }) => its.key === key)?.value).toBeCloseTo(
          value,
          6,
        );
    }
  },
  60_000,
);
