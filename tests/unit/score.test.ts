import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readIndicators } from '../../pipelines/config/indicator.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { type ItemRule, readScore, type Score, type ScoreItem } from '../../pipelines/config/score-rules.ts';
import { type Counts, itemPoints, nextStep, scoreOf, whatIf } from '../../pipelines/measure/score-points.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
const { score: official } = await readProject(projectFiles(checkout));

const item = (rule: ItemRule, more: Partial<ScoreItem> = {}): ScoreItem => ({
  id: '1.1',
  name: 'Tiêu chí',
  max: 4,
  when_empty: 'missing',
  applies: true,
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

  test('names what has no data of its own, what does not apply and what is watched', () => {
    const ids = (which: (its: ScoreItem) => boolean) => items.filter(which).map(({ id }) => id);
    expect(ids((its) => its.indicator === undefined && its.applies && its.max > 0)).toEqual([
      '1.4',
      '4.3',
      '4.4',
      '4.6',
      '5.4',
    ]);
    expect(ids((its) => !its.applies)).toEqual(['4.5a', '4.5b']);
    expect(ids((its) => its.max === 0)).toEqual(['5.1']);
    expect(ids((its) => !its.confirmed)).toEqual(['3.1', '3.2', '3.3', '4.2', '4.4', '4.5a', '4.5b', '4.6']);
  });
});

const withPolicy = (not_applicable: 'full' | 'rebase'): Score => ({
  ...official,
  policy: { not_applicable },
});
const allFull = new Map(
  official.groups.flatMap((group) => group.items).map(({ id }): [string, Counts] => [id, counts(7, 7)]),
);

describe('the score as a range', () => {
  test('without any data it is from the points given anyway to 100, and nothing is scored', () => {
    const full = scoreOf(withPolicy('full'), new Map());
    expect([full.certain, full.possible]).toEqual([4, 100]);
    const rebased = scoreOf(withPolicy('rebase'), new Map());
    expect([rebased.certain, rebased.possible]).toEqual([0, 100]);
    expect(rebased.items.filter(({ state }) => state === 'scored')).toEqual([]);
    expect(rebased.items.filter(({ points }) => points !== null)).toEqual([]);
  });

  test('with everything met it is 100 by either policy', () => {
    for (const policy of ['full', 'rebase'] as const) {
      const whole = scoreOf(withPolicy(policy), allFull);
      expect([whole.certain, whole.possible, whole.rating_certain]).toEqual([100, 100, 'Xuất sắc']);
    }
  });

  test('what does not apply: full gives its points, rebase brings the other 96 back to 100', () => {
    const some = new Map([...allFull].filter(([id]) => id !== '2.1'));
    const full = scoreOf(withPolicy('full'), some);
    expect([full.certain, full.possible]).toEqual([80, 100]);
    expect(full.groups.find(({ id }) => id === 'so-hoa-ho-so')).toMatchObject({ certain: 22, max: 22 });
    const rebased = scoreOf(withPolicy('rebase'), some);
    expect(rebased.certain).toBeCloseTo((76 / 96) * 100, 9);
    expect(rebased.possible).toBeCloseTo(100, 9);
    expect(rebased.groups.find(({ id }) => id === 'so-hoa-ho-so')).toMatchObject({ certain: 18, max: 18 });
    expect(rebased.items.find(({ id }) => id === '4.5a')).toEqual({
      id: '4.5a',
      points: null,
      lowest: 0,
      highest: 0,
      state: 'not_applicable',
    });
    expect([rebased.rating_certain, full.rating_certain]).toEqual(['Khá', 'Tốt']);
  });

  test('a missing item widens the range by its maximum and has no points', () => {
    const missing = new Map<string, Counts | null>([...allFull, ['3.6', null]]);
    const whole = scoreOf(withPolicy('full'), missing);
    expect([whole.certain, whole.possible]).toEqual([94, 100]);
    expect(whole.items.find(({ id }) => id === '3.6')).toEqual({
      id: '3.6',
      points: null,
      lowest: 0,
      highest: 6,
      state: 'no_data',
    });
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
    ['it does not apply', { ...paid, applies: false }, counts(1, 10)],
    ['there are no cases', { ...paid, when_empty: 'zero' }, counts(0, 0)],
    ['there are no data', paid, null],
    ['it is a yes or no', item({ kind: 'yes_no' }), counts(0, null)],
  ])('nothing is said where %s', (_why, its, of) => {
    expect(nextStep(its, of)).toBeNull();
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
      fc.property(readings, fc.constantFrom('full', 'rebase'), (given, policy) => {
        const whole = scoreOf(withPolicy(policy), new Map(given));
        expect(whole.certain).toBeGreaterThanOrEqual(0);
        expect(whole.certain).toBeLessThanOrEqual(whole.possible + 1e-9);
        expect(whole.possible).toBeLessThanOrEqual(100);
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
        const others = new Map([...allFull].filter(([other]) => other !== id && other > '3'));
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
      ['not_applicable: rebase', 'not_applicable: rebased'],
      ['from: 80, name', 'from: 95, name'],
      ['indicator: tthc-cong-bo-dung-han', 'indicator: tthc-cong-bo-dunghan'],
      ['id: "1.2"', 'id: "1.1"'],
      [
        'id: "2.1"\n        name: Hồ sơ xử lý trước hạn, đúng hạn\n        max: 20',
        'id: "2.1"\n        name: H\n        max: 21',
      ],
      ['rule: full_from\n        at: 50', 'rule: full_from'],
      ['note: Công thức 4 × tỷ lệ chưa khớp mọi số liệu đã công bố.', '# note: chưa viết'],
      ['indicator: tthc-thanh-toan-truc-tuyen', 'indicator: tthc-tiep-nhan'],
      ['rule: yes_no\n        when_empty: missing', 'rule: yes_no\n        when_empty: mising'],
      ['indicator: pakn-dung-han', 'indicater: pakn-dung-han'],
    );
    expect(faults).toMatchInlineSnapshot(`
      [
        [
          "not_applicable: rebased",
          "policy.not_applicable",
          "Giá trị phải là một trong: full, rebase. Có phải "rebase"?",
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

  test('with groups that do not make 100 says so', async () => {
    const faults = await faultsWith(
      ['max: 20\n    items', 'max: 19\n    items'],
      ['max: 20\n        indicator', 'max: 19\n        indicator'],
    );
    expect(faults).toEqual([['groups:', 'groups', 'Các nhóm cộng lại được 99 điểm, không phải 100.']]);
  });
});
