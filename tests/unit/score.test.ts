import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readIndicators } from '../../pipelines/config/indicator.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { type ItemRule, readScore, type ScoreItem } from '../../pipelines/config/score-rules.ts';
import {
  type Counts,
  itemPoints,
  nextStep,
  scoreOf,
  stepsOf,
  whatIf,
} from '../../pipelines/measure/score-points.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
const { score: official } = await readProject(projectFiles(checkout));

const item = (rule: ItemRule, more: Partial<ScoreItem> = {}): ScoreItem => ({
  id: '1.1',
  name: 'Tiêu chí',
  max: 4,
  when_empty: 'missing',
  confirmed: true,
  ...more,
  rule,
});
const linear: ItemRule = { kind: 'linear' };
const counts = (numerator: number, denominator: number | null): Counts => ({ numerator, denominator });

describe('points of an item', () => {
  test.each<[string, ItemRule, Counts, number]>([
    ['linear: max × rate', linear, counts(1, 4), 1],
    ['linear: a rate above 1 gives no more than the maximum', linear, counts(5, 4), 4],
    ['full_from: in proportion below', { kind: 'full_from', at: 80 }, counts(40, 100), 2],
    ['full_from: full at it', { kind: 'full_from', at: 80 }, counts(80, 100), 4],
    ['full_from: full above it', { kind: 'full_from', at: 80 }, counts(99, 100), 4],
    ['capped: factor × rate', { kind: 'capped', factor: 5 }, counts(1, 2), 2.5],
    ['capped: never above the maximum', { kind: 'capped', factor: 5 }, counts(9, 10), 4],
    ['yes_no: yes', { kind: 'yes_no' }, counts(1, null), 4],
    ['yes_no: no', { kind: 'yes_no' }, counts(0, null), 0],
  ])('%s', (_what, rule, its, points) => {
    expect(itemPoints(item(rule), its)).toBeCloseTo(points, 12);
  });

  test('without data there are none, which is not 0', () => {
    expect(itemPoints(item(linear, { when_empty: 'full' }), null)).toBeNull();
    expect(itemPoints(item(linear), counts(3, null))).toBeNull();
  });

  test('a denominator of 0 is what the rule set says of it', () => {
    const empty = counts(0, 0);
    expect(itemPoints(item(linear, { when_empty: 'full' }), empty)).toBe(4);
    expect(itemPoints(item(linear, { when_empty: 'zero' }), empty)).toBe(0);
    expect(itemPoints(item(linear, { when_empty: 'missing' }), empty)).toBeNull();
  });
});

describe('the official rule set', () => {
  const items = official.groups.flatMap((group) => group.items);

  test('six groups of 100 points, whose items add up', () => {
    expect(official.groups.map(({ max }) => max)).toEqual([18, 20, 12, 10, 22, 18]);
    for (const group of official.groups)
      expect(group.items.reduce((sum, { max }) => sum + max, 0)).toBe(group.max);
  });

  test('names what has no data of its own, what is watched, and what the portal divides otherwise', () => {
    const ids = (which: (its: ScoreItem) => boolean) => items.filter(which).map(({ id }) => id);
    expect(ids((its) => its.indicator === undefined && its.max > 0)).toEqual([
      '1.4',
      '4.3',
      '4.4',
      '4.5a',
      '4.5b',
      '4.6',
      '5.4',
    ]);
    expect(ids((its) => its.max === 0)).toEqual(['5.1']);
    expect(ids((its) => !its.confirmed)).toEqual(['3.1', '3.2', '3.3', '4.6']);
    expect(ids((its) => its.denominator !== undefined)).toEqual(['4.1', '4.2']);
    expect(items.flatMap((its) => (its.at_most ? [[its.id, its.at_most]] : []))).toEqual([['5.4', '2.1']]);
  });
});

const allFull = new Map(
  official.groups.flatMap((group) => group.items).map(({ id }): [string, Counts] => [id, counts(7, 7)]),
);

describe('the score as a range', () => {
  test('without any data it is from 0 to 100, nothing is measured and nothing is scored', () => {
    const whole = scoreOf(official, new Map());
    expect([whole.certain, whole.measured, whole.possible, whole.max]).toEqual([0, 0, 100, 100]);
    expect(whole.items.filter(({ points }) => points !== null)).toEqual([]);
  });

  test('with everything met it is 100', () => {
    const whole = scoreOf(official, allFull);
    expect([whole.certain, whole.measured, whole.possible, whole.rating_certain]).toEqual([
      100,
      100,
      100,
      'Xuất sắc',
    ]);
  });

  test('a missing item widens the range by its maximum and is not measured; nothing is re-based', () => {
    const whole = scoreOf(official, new Map<string, Counts | null>([...allFull, ['3.6', null]]));
    expect([whole.certain, whole.measured, whole.possible]).toEqual([94, 94, 100]);
    expect(whole.groups.find(({ id }) => id === 'thanh-toan-truc-tuyen')).toMatchObject({
      certain: 4,
      measured: 4,
      possible: 10,
      max: 10,
    });
    expect(whole.items.find(({ id }) => id === '3.6')).toEqual({
      id: '3.6',
      points: null,
      lowest: 0,
      highest: 6,
      state: 'no_data',
    });
  });
});

describe('an item that another one bounds', () => {
  const satisfied = item({ kind: 'full_from', at: 90 }, { max: 6, when_empty: 'zero', at_most: '2.1' });
  const with54 = (its: Counts | null, onTime: Counts | null) =>
    scoreOf(official, new Map<string, Counts | null>([...allFull, ['5.4', its], ['2.1', onTime]]));
  const of54 = (its: Counts | null, onTime: Counts | null) =>
    with54(its, onTime).items.find(({ id }) => id === '5.4');

  test('is never above it, over the same cases or not', () => {
    expect(itemPoints(satisfied, counts(80, 90), counts(45, 90))).toBeCloseTo((6 * 50) / 90, 12);
    expect(itemPoints(satisfied, counts(8, 9), counts(45, 90))).toBeCloseTo((6 * 50) / 90, 12);
    expect(itemPoints(satisfied, counts(30, 90), counts(45, 90))).toBeCloseTo((6 * 100) / 270, 12);
  });

  test('without data of its own can still not come to more than that', () => {
    expect(of54(null, counts(45, 90))).toMatchObject({ points: null, lowest: 0, state: 'no_data' });
    expect(of54(null, counts(45, 90))?.highest).toBeCloseTo((6 * 50) / 90, 12);
    const { certain, measured, possible } = with54(null, counts(45, 90));
    expect([certain, measured, possible]).toEqual([84, 94, expect.closeTo(84 + (6 * 50) / 90, 9)]);
  });

  test('of no dossiers it has no points, whatever else is known', () => {
    expect(of54(null, counts(0, 0))).toMatchObject({ points: 0, highest: 0, state: 'scored' });
    expect(of54(counts(0, 0), counts(0, 0))).toMatchObject({ points: 0, state: 'scored' });
  });

  test('is not known before the other is, but to come to no more than its own', () => {
    expect(of54(counts(45, 90), null)).toMatchObject({ points: null, lowest: 0, state: 'no_data' });
    expect(of54(counts(45, 90), null)?.highest).toBeCloseTo((6 * 50) / 90, 12);
    expect(of54(null, null)).toMatchObject({ points: null, highest: 6 });
  });

  test('no more cases are asked for than the other allows', () => {
    expect(nextStep(satisfied, counts(45, 90), counts(45, 90))).toBeNull();
    expect(nextStep(satisfied, counts(45, 90), counts(90, 90))).toEqual({ points: 1, cases: 14 });
  });
});

describe('what it takes', () => {
  const paid = item(linear, { max: 6 });

  test('2 more points need so many more dossiers', () => {
    // 6 × 31/93 is exactly 2 points.
    expect(whatIf(paid, counts(20, 93), 2)).toBe(31);
    expect(nextStep(paid, counts(20, 93))).toEqual({ points: 1, cases: 16 });
  });

  test('the last step is what is lacking to the maximum', () => {
    expect(nextStep(paid, counts(9, 10))).toEqual({ points: expect.closeTo(0.6, 9), cases: 1 });
    expect(nextStep(paid, counts(10, 10))).toBeNull();
  });

  test.each<[string, ScoreItem, Counts | null]>([
    ['the formula is not confirmed', { ...paid, confirmed: false }, counts(1, 10)],
    ['there are no cases', { ...paid, when_empty: 'zero' }, counts(0, 0)],
    ['there are no data', paid, null],
    ['it is a yes or no', item({ kind: 'yes_no' }), counts(0, null)],
  ])('nothing is said where %s', (_why, its, of) => {
    expect(nextStep(its, of)).toBeNull();
  });

  test('steps lead evenly to the last point, each with what the rule itself gives', () => {
    expect(stepsOf(paid, counts(7, 10))).toEqual(
      [1, 2, 3].map((cases) => ({ cases, more: expect.closeTo(0.6 * cases, 9) })),
    );
    const many = stepsOf(paid, counts(0, 400));
    expect(many.map(({ cases }) => cases)).toEqual(Array.from({ length: 20 }, (_, at) => 20 * (at + 1)));
    expect(many.at(-1)?.more).toBeCloseTo(6, 9);
    // Full from half of them: what comes after brings nothing.
    expect(stepsOf(item({ kind: 'full_from', at: 50 }, { max: 6 }), counts(4, 10))).toEqual([
      { cases: 1, more: expect.closeTo(1.2, 9) },
    ]);
    expect(stepsOf(paid, counts(10, 10))).toEqual([]);
    expect(stepsOf({ ...paid, confirmed: false }, counts(1, 10))).toEqual([]);
    expect(stepsOf(paid, null)).toEqual([]);
  });

  test('more points than there are cannot be had', () => {
    expect(whatIf(paid, counts(5, 10), 3.5)).toBeNull();
  });
});

describe('laws', () => {
  const anyCounts = fc.option(
    fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }))
      .map(([numerator, denominator]) => counts(denominator === 0 ? 0 : numerator, denominator)),
  );
  const rule = fc.oneof(
    fc.constant(linear),
    fc.integer({ min: 1, max: 100 }).map((at): ItemRule => ({ kind: 'full_from', at })),
    fc.double({ min: 0.1, max: 20, noNaN: true }).map((factor): ItemRule => ({ kind: 'capped', factor })),
  );
  const anyItem = fc
    .tuple(rule, fc.double({ min: 0.5, max: 20, noNaN: true }), fc.constantFrom('full', 'zero', 'missing'))
    .map(([its, max, when_empty]) => item(its, { max, when_empty }));

  test('certain ≤ possible ≤ 100, and no item is above its maximum', () => {
    const readings = fc.tuple(...[...allFull.keys()].map((id) => fc.tuple(fc.constant(id), anyCounts)));
    fc.assert(
      fc.property(readings, (given) => {
        const whole = scoreOf(official, new Map(given));
        expect(whole.certain).toBeGreaterThanOrEqual(0);
        expect(whole.certain).toBeLessThanOrEqual(whole.possible + 1e-9);
        expect(whole.possible).toBeLessThanOrEqual(100);
        expect(whole.certain).toBeLessThanOrEqual(whole.measured + 1e-9);
        expect(whole.possible - whole.certain).toBeLessThanOrEqual(100 - whole.measured + 1e-9);
        const max = new Map(official.groups.flatMap((group) => group.items).map((its) => [its.id, its.max]));
        for (const { id, points, lowest, highest } of whole.items) {
          expect(highest).toBeLessThanOrEqual(max.get(id) ?? 0);
          expect(lowest).toBeLessThanOrEqual(highest);
          if (points !== null) expect([lowest, highest]).toEqual([points, points]);
        }
        for (const { certain, possible, max: most } of whole.groups) {
          expect(certain).toBeLessThanOrEqual(possible + 1e-9);
          expect(possible).toBeLessThanOrEqual(most + 1e-9);
        }
      }),
    );
  });

  test('an item that becomes known narrows the range and never leaves it', () => {
    const ids = [...allFull.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...ids), anyCounts, (id, its) => {
        const others = new Map([...allFull].filter(([other]) => other !== id && other > '2'));
        const before = scoreOf(official, others);
        const after = scoreOf(official, new Map<string, Counts | null>([...others, [id, its]]));
        expect(after.certain).toBeGreaterThanOrEqual(before.certain - 1e-9);
        expect(after.possible).toBeLessThanOrEqual(before.possible + 1e-9);
      }),
    );
  });

  test('whatIf is the least that does: one case fewer does not', () => {
    const wanted = fc.double({ min: 0.01, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        anyItem,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        wanted,
        (its, denominator, share, points) => {
          const numerator = Math.floor(denominator * share);
          const of = (more: number) => itemPoints(its, counts(numerator + more, denominator)) ?? 0;
          const cases = whatIf(its, counts(numerator, denominator), points);
          const goal = of(0) + points - 1e-9;
          if (cases === null) {
            expect(of(denominator - numerator)).toBeLessThan(goal);
            return;
          }
          expect(of(cases)).toBeGreaterThanOrEqual(goal);
          expect(numerator + cases).toBeLessThanOrEqual(denominator);
          expect(of(cases - 1)).toBeLessThan(goal);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the file an officer writes', () => {
  const path = join('models', 'plan', 'score-766.yaml');
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kpi-score-'));
    await mkdir(join(root, 'models', 'plan'), { recursive: true });
    await cp(join(checkout, path), join(root, path));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Replaces the first place of each text, and gives the faults with the lines that they stand on. */
  async function faultsWith(...pairs: [from: string, to: string][]): Promise<[string, string, string][]> {
    let text = await readFile(join(root, path), 'utf8');
    for (const [from, to] of pairs) {
      expect(text, from).toContain(from);
      text = text.replace(from, to);
    }
    await writeFile(join(root, path), text);
    const catalogue = await readIndicators(projectFiles(checkout), {
      dimensions: ['field', 'channel', 'hamlet', 'unit', 'kind', 'programme'],
      sources: (await readContracts(projectFiles(checkout))).map(({ id }) => id),
      lists: [],
    });
    const { faults } = await readScore(projectFiles(root), catalogue);
    const lines = text.split('\n');
    return faults
      .sort((a, b) => a.line - b.line)
      .map(({ line, field, message }) => [(lines[line - 1] ?? '').trim(), field, message]);
  }

  test('as it stands has none', async () => {
    expect(await faultsWith()).toEqual([]);
  });

  test('with ten mistakes says all of them at once, each by its line and field', async () => {
    const faults = await faultsWith(
      ['valid_from: 2026-01-01', 'valid_from: 2026-01-01\npolicy: { not_applicable: rebase }'],
      ['from: 80, name', 'from: 95, name'],
      ['indicator: tthc-cong-bo-dung-han', 'indicator: tthc-cong-bo-dunghan'],
      ['id: "1.2"', 'id: "1.1"'],
      [
        'id: "2.1"\n        name: Hồ sơ xử lý trước hạn, đúng hạn\n        max: 20',
        'id: "2.1"\n        name: H\n        max: 21',
      ],
      ['rule: full_from\n        at: 50', 'rule: full_from'],
      ['note: 4 × tỷ lệ khớp', '# note: 4 × tỷ lệ khớp'],
      ['indicator: tthc-thanh-toan-truc-tuyen', 'indicator: tthc-tiep-nhan'],
      ['rule: yes_no\n        when_empty: missing', 'rule: yes_no\n        when_empty: mising'],
      ['indicator: pakn-dung-han', 'indicater: pakn-dung-han'],
    );
    expect(faults).toMatchInlineSnapshot(`
      [
        [
          "policy: { not_applicable: rebase }",
          "policy",
          "Không có trường "policy".",
        ],
        [
          "- { from: 90, name: Xuất sắc }",
          "rating.bands.4.from",
          "Các mức điểm phải xếp từ thấp lên cao và không chồng nhau: 90 đứng sau 95.",
        ],
        [
          "indicator: tthc-cong-bo-dunghan",
          "groups.0.items.0.indicator",
          "Không có chỉ tiêu "tthc-cong-bo-dunghan". Có phải "tthc-cong-bo-dung-han"?",
        ],
        [
          "- id: "1.1"",
          "groups.0.items.1.id",
          ""1.1" đã dùng ở trên.",
        ],
        [
          "max: 20",
          "groups.1.max",
          "Các tiêu chí cộng lại được 21 điểm, không phải 20 điểm của nhóm.",
        ],
        [
          "max: 21",
          "groups.1.items.0.max",
          "21 điểm cao hơn 20 điểm của cả nhóm.",
        ],
        [
          "confirmed: false",
          "groups.2.items.1.confirmed",
          "confirmed: false thì phải có note nói vì sao chưa xác nhận.",
        ],
        [
          "rule: full_from",
          "groups.2.items.2.rule",
          "Cách chấm full_from phải có at.",
        ],
        [
          "indicator: tthc-tiep-nhan",
          "groups.3.items.2.indicator",
          "Cách chấm linear cần chỉ tiêu có unit: percent; "tthc-tiep-nhan" thì không.",
        ],
        [
          "when_empty: mising",
          "groups.4.items.6.when_empty",
          "Giá trị phải là một trong: full, zero, missing. Có phải "missing"?",
        ],
        [
          "indicater: pakn-dung-han",
          "groups.5.items.1.indicater",
          "Không có trường "indicater". Có phải "indicator"?",
        ],
      ]
    `);
  });

  test('with counts that cannot be one over the other, and bounds by nothing, says so', async () => {
    const first = 'numerator: tthc-ket-qua-dien-tu\n        denominator: tthc-tiep-nhan';
    const second = 'numerator: tthc-so-hoa\n        denominator: tthc-tiep-nhan';
    const faults = await faultsWith(
      [first, 'numerator: tthc-thoi-gian\n        denominator: tthc-so-hoa'],
      [second, 'denominator: tthc-tiepnhan'],
      ['rule: yes_no', 'rule: yes_no\n        numerator: tthc-so-hoa'],
      ['at_most: "2.1"', 'at_most: "2.2"'],
    );
    expect(faults.map(([, ...fault]) => fault)).toMatchInlineSnapshot(`
      [
        [
          "groups.4.items.0.numerator",
          ""tthc-thoi-gian" không đếm trường hợp, nên không làm tử số được.",
        ],
        [
          "groups.4.items.0.denominator",
          ""tthc-so-hoa" không phải chỉ tiêu đếm (shape: count), nên không làm mẫu số được.",
        ],
        [
          "groups.4.items.1.denominator",
          "Có denominator thì phải có numerator: hai trường đi cùng nhau.",
        ],
        [
          "groups.4.items.1.denominator",
          "Không có chỉ tiêu "tthc-tiepnhan". Có phải "tthc-tiep-nhan"?",
        ],
        [
          "groups.4.items.6.numerator",
          "Cách chấm yes_no không có numerator.",
        ],
        [
          "groups.5.items.3.at_most",
          "Không có tiêu chí khác mang số "2.2". Có phải "1.2"?",
        ],
      ]
    `);
    expect(await faultsWith(['at_most: "2.2"', 'at_most: "5.4"'])).toContainEqual([
      'at_most: "5.4"',
      'groups.5.items.3.at_most',
      expect.stringContaining('Không có tiêu chí khác mang số "5.4"'),
    ]);
  });

  test('with groups that do not make 100 says so', async () => {
    const faults = await faultsWith(
      ['max: 20\n    items', 'max: 19\n    items'],
      ['max: 20\n        indicator', 'max: 19\n        indicator'],
    );
    expect(faults).toEqual([['groups:', 'groups', 'Các nhóm cộng lại được 99 điểm, không phải 100.']]);
  });
});
