import { describe, expect, test } from 'vitest';
import { whoAndWhy } from '../../pipelines/commands/who-and-why.ts';
import { calledIn, macrosIn } from '../../pipelines/measure/background.ts';

describe('who asks for rows, and what for', () => {
  test.each([
    ['Nguyễn Văn A, kiểm tra quý III', 'Nguyễn Văn A', 'kiểm tra quý III'],
    ['Thanh tra huyện: đối chiếu', 'Thanh tra huyện', 'đối chiếu'],
    ['Trần B (khiếu nại 12/KN)', 'Trần B', 'khiếu nại 12/KN'],
    ['Trần B – rà soát – lần 2', 'Trần B', 'rà soát – lần 2'],
    ['Lê Thị Thu-Hà - rà soát', 'Lê Thị Thu-Hà', 'rà soát'],
  ])('%s', (text, by_whom, purpose) => {
    expect(whoAndWhy(text)).toEqual({ by_whom, purpose });
  });

  test.each([
    undefined,
    '',
    '  ',
    '12, 3',
    'Nguyễn Văn A',
    'Nguyễn Văn A,',
    ', kiểm tra',
    'Nguyễn Văn A: 123',
  ])('"%s" is refused', (text) => {
    expect(() => whoAndWhy(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('the macros of a rule', () => {
  const known = macrosIn(
    'models/macros/a.sql',
    `-- When it ended.
create or replace temp macro ended(x) as x;

create or replace temp macro on_time(x, due) as
  ended(x) <= due;
-- Of something else.
create or replace temp macro other(x) as x;
`,
  );

  test('stand as they are written, with the comments above them', () => {
    expect(known.map(({ name }) => name)).toEqual(['ended', 'on_time', 'other']);
    expect(known[0]?.text).toBe('-- When it ended.\ncreate or replace temp macro ended(x) as x;');
    expect(known[2]?.text).toContain('-- Of something else.');
  });

  test('are those that its formulas call, each after what it calls itself', () => {
    expect(calledIn(['on_time(ended_at, due_at)'], known).map(({ name }) => name)).toEqual([
      'ended',
      'on_time',
    ]);
    expect(calledIn(['ended_at < due_at', ''], known)).toEqual([]);
  });
});
