import { describe, expect, test } from 'vitest';
import { presentableName } from '../../pipelines/archive/archived-file.ts';
import { table } from '../../pipelines/commands/table.ts';
import { localDate, localTimestamp } from '../../pipelines/config/clock.ts';
import { nearest } from '../../pipelines/config/nearest.ts';
import { KpiError } from '../../pipelines/error.ts';
import { inDependencyOrder, type Model } from '../../pipelines/model/sql-files.ts';

describe('clock', () => {
  test('the local day begins at 17:00 UTC of the day before', () => {
    expect(localDate(new Date('2026-11-21T16:59:59Z'))).toBe('2026-11-21');
    expect(localDate(new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
    expect(localTimestamp(new Date('2026-12-31T17:00:05Z'))).toBe('2027-01-01 00:00:05');
  });
});

describe('nearest', () => {
  test('gives what resembles a word most, or nothing', () => {
    expect(nearest('tthc-dunghan', ['tthc-dung-han', 'tthc-so-hoa'])).toBe('tthc-dung-han');
    expect(nearest('STEWART', ['steward', 'title'])).toBe('steward');
    expect(nearest('zzz', ['steward', 'title'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});

describe('presentableName', () => {
  test('masks numbers of persons, removes control characters, shortens what is endless', () => {
    expect(presentableName('ho so 037190000001.csv')).toBe(`ho so ${'•'.repeat(12)}.csv`);
    expect(presentableName('thang_10_2026.xlsx')).toBe('thang_10_2026.xlsx');
    expect(presentableName('a\nb\u0007.csv')).toBe('a b .csv');
    const long = presentableName(`${'x'.repeat(300)}.xlsx`);
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long.endsWith('.xlsx')).toBe(true);
  });
  test('decomposed names are composed', () => {
    expect(presentableName('Hồ sơ.csv'.normalize('NFD'))).toBe('Hồ sơ.csv');
  });
});

describe('table', () => {
  test('a line is no longer than is asked for: the widest texts are cut, numbers are not', () => {
    const laid = table(['Chỉ tiêu', 'Kết quả'], [['Tỷ lệ hồ sơ nộp trực tuyến', '1.234.567']], [1], 26);
    expect(laid.split('\n').map((line) => line.length)).toEqual([26, 26, 26]);
    expect(laid).toMatch(/… {2}1\.234\.567$/);
  });

  test('columns line up, numbers to the right, no blanks at the end of a line', () => {
    expect(
      table(
        ['Tên', 'Dòng'],
        [
          ['a', '1'],
          ['bbbb', '12345'],
        ],
        [1],
      ),
    ).toBe(['Tên    Dòng', '────  ─────', 'a         1', 'bbbb  12345'].join('\n'));
    expect(
      table(['Tên', 'Ghi chú'], [['a', '']])
        .split('\n')
        .at(-1),
    ).toBe('a');
  });
});

describe('inDependencyOrder', () => {
  const model = (name: string, ...reads: string[]): Model => ({
    file: `models/${name}.sql`,
    name,
    kind: 'table',
    sql: '',
    reads,
    origin: { path: '', at: '', owner: 'program', shown: '' },
  });
  test('each model comes after what it reads; what is no model is not waited for', () => {
    const order = inDependencyOrder([
      model('m.c', 'm.b', 'm.a'),
      model('m.b', 'm.a', 'current.x'),
      model('m.a'),
    ]);
    expect(order.map(({ name }) => name)).toEqual(['m.a', 'm.b', 'm.c']);
  });
  test('a ring is refused with its files', () => {
    const ring = () =>
      inDependencyOrder([model('m.x'), model('m.a', 'm.b'), model('m.b', 'm.c'), model('m.c', 'm.a')]);
    expect(ring).toThrow(KpiError);
    expect(ring).toThrow(/models\/m\.a\.sql.*models\/m\.b\.sql.*models\/m\.c\.sql/);
    expect(() => inDependencyOrder([model('m.a', 'm.a')])).toThrow(
      expect.objectContaining({ code: 'model_cycle', exitCode: 2 }),
    );
  });
});
