import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import type { Family, PartRow } from '../../pipelines/measure/hiding/cells.ts';
import { hideFamily } from '../../pipelines/measure/hiding/hide-family.ts';
import { latticeOf } from '../../pipelines/measure/hiding/lattice.ts';
import { auditSmallParts } from '../../pipelines/publish/gate/audit/audit.ts';
import { Engine, literal } from '../../pipelines/warehouse/engine.ts';
import { runs } from '../support/runs.ts';

// Two months and the quarter that is both of them; how many petitions came, and how many of them were answered in time.
const months = [
  { period: '2026-01', kind: 'month', from: 20454, until: 20484 },
  { period: '2026-02', kind: 'month', from: 20485, until: 20512 },
];
const periods = [...months, { period: '2026-Q1', kind: 'quarter', from: 20454, until: 20512 }];
const fields = {
  fact: 'petition',
  when: 'received_at',
  aggregate: 'flow',
  series: [],
  basis: 'calendar',
  absent: 'zero',
};
const received = { ...fields, id: 'received', shape: 'count', count: 'true' } as unknown as Indicator;
const onTime = {
  ...fields,
  id: 'on-time',
  shape: 'ratio',
  count: 'true',
  meets: 'in_time',
} as unknown as Indicator;

/** What one key counts in the two months: received, and of them on time. */
type Counts = [received: [number, number], onTime: [number, number]];

const keyCounts = (most: number): fc.Arbitrary<Counts> =>
  fc
    .tuple(fc.nat(most), fc.nat(most))
    .chain(([a, b]) => fc.tuple(fc.constant([a, b] as [number, number]), fc.tuple(fc.nat(a), fc.nat(b))));

const inPeriod = (counts: readonly number[], at: number): number =>
  at < months.length ? (counts[at] ?? 0) : counts.reduce((sum, count) => sum + count, 0);

interface Told {
  indicator: string;
  period: string;
  at: number;
  /** Undefined for the whole. */
  key: number | undefined;
  numerator: number;
  denominator: number | null;
}

function figuresOf(keys: readonly Counts[]): Told[] {
  const sum = (side: 0 | 1, at: number, key: number | undefined): number =>
    key === undefined
      ? keys.reduce((total, counts) => total + inPeriod(counts[side], at), 0)
      : inPeriod(keys[key]?.[side] ?? [], at);
  return periods.flatMap(({ period }, at) =>
    [undefined, ...keys.keys()].flatMap((key) => [
      { indicator: 'received', period, at, key, numerator: sum(0, at, key), denominator: null },
      { indicator: 'on-time', period, at, key, numerator: sum(1, at, key), denominator: sum(0, at, key) },
    ]),
  );
}

const nameOf = ({ indicator, period, key }: Told): string => `${indicator} ${period} ${key}`;

/** The names of the parts that the program hides. */
function hiddenOf(figures: readonly Told[]): Set<string> {
  const rows = figures.map(
    ({ indicator, period, key, numerator, denominator }): PartRow => ({
      indicator,
      period,
      breakdown: 'hamlet',
      key: key === undefined ? null : String(key),
      numerator,
      denominator,
      rows: denominator ?? numerator,
      rows_behind: null,
      rows_beside: null,
      is_tally: false,
      is_known: false,
      is_corrected: false,
    }),
  );
  const family: Family = { breakdown: 'hamlet', indicators: [received, onTime], rows, periods };
  const lattice = latticeOf(family);
  if (!lattice) return new Set();
  const names = new Set<string>();
  hideFamily(lattice).hidden.forEach((isHidden, cell) => {
    if (!isHidden) return;
    const place = cell % lattice.places;
    const { id } = (lattice.tellers[Math.floor(cell / lattice.places)] as { indicator: Indicator }).indicator;
    const period = periods[Math.floor(place / lattice.keys.length)]?.period;
    names.add(`${id} ${period} ${lattice.keys[place % lattice.keys.length]}`);
  });
  return names;
}

/** Every way to share a number out among so many. */
function shares(total: number, among: number): number[][] {
  if (among === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    shares(total - first, among - 1).map((rest) => [first, ...rest]),
  ).flat();
}

/**
 * By trying everything: the names of the hidden parts of which a count is the same in each way to share out the wholes that
 * fits all parts told.
 */
function workedOut(
  keys: readonly Counts[],
  figures: readonly Told[],
  hidden: ReadonlySet<string>,
): Set<string> {
  const totals = ([0, 1] as const).map((side) =>
    months.map((_, at) => keys.reduce((sum, counts) => sum + (counts[side][at] ?? 0), 0)),
  );
  const parts = figures.filter(({ key }) => key !== undefined);
  const fits = (side: 0 | 1, table: readonly (readonly number[])[]) =>
    parts.every((part) => {
      if (hidden.has(nameOf(part))) return true;
      const told =
        side === 1
          ? part.indicator === 'on-time'
            ? part.numerator
            : undefined
          : (part.denominator ?? part.numerator);
      return (
        told === undefined ||
        told ===
          inPeriod(
            table.map((month) => month[part.key ?? 0] ?? 0),
            part.at,
          )
      );
    });
  const tables = ([0, 1] as const).map((side) => {
    const [first = [], second = []] = (totals[side] ?? []).map((total) => shares(total, keys.length));
    return first.flatMap((a) => second.map((b) => [a, b])).filter((table) => fits(side, table));
  });
  const seen = new Map<string, Set<number>>();
  const see = (name: string, count: number) => seen.set(name, (seen.get(name) ?? new Set()).add(count));
  for (const all of tables[0] ?? [])
    for (const met of tables[1] ?? []) {
      if (met.some((month, at) => month.some((count, key) => count > (all[at]?.[key] ?? 0)))) continue;
      for (const { key, at } of parts) {
        see(
          `all ${at} ${key}`,
          inPeriod(
            all.map((month) => month[key ?? 0] ?? 0),
            at,
          ),
        );
        see(
          `met ${at} ${key}`,
          inPeriod(
            met.map((month) => month[key ?? 0] ?? 0),
            at,
          ),
        );
      }
    }
  const isOne = (name: string) => seen.get(name)?.size === 1;
  return new Set(
    parts
      .filter((part) => {
        if (!hidden.has(nameOf(part))) return false;
        const { at, key, period } = part;
        const countTold = ['received', 'on-time'].some((its) => !hidden.has(`${its} ${period} ${key}`));
        return (
          (part.indicator === 'on-time' && isOne(`met ${at} ${key}`)) ||
          (!countTold && isOne(`all ${at} ${key}`))
        );
      })
      .map(nameOf),
  );
}

/** What the audit works out, as a number of parts. */
async function audited(
  engine: Engine,
  figures: readonly Told[],
  hidden: ReadonlySet<string>,
): Promise<number> {
  const rows = figures.map((figure) => {
    const isHidden = hidden.has(nameOf(figure));
    const number = (value: number | null) => (isHidden || value === null ? 'null' : String(value));
    const texts = [
      figure.indicator,
      figure.period,
      figure.key === undefined ? '' : 'hamlet',
      String(figure.key ?? ''),
    ];
    return `(${texts.map(literal).join(', ')}, ${number(figure.numerator)}, ${number(figure.denominator)}, null, null, null, '${isHidden ? 'suppressed' : 'met'}')`;
  });
  await engine.run(`
    create or replace table reading as select * from (values ${rows.join(', ')})
      r(indicator, period, breakdown, key, numerator, denominator, value, previous_value, left_out, status)`);
  const { fallen } = await auditSmallParts(engine.connection, {
    reading: 'reading',
    period: `(values ('2026-01', 'month', 'calendar', '01/01/2026', '31/01/2026'), ('2026-02', 'month', 'calendar', '01/02/2026', '28/02/2026'), ('2026-Q1', 'quarter', 'calendar', '01/01/2026', '28/02/2026')) p(period, kind, basis, start_text, end_text)`,
    indicator: `(values ('received', 'shape: count; fact: petition; absent: zero; count: true'), ('on-time', 'shape: ratio; fact: petition; absent: zero; count: true; meets: in_time')) i(indicator, rule_text)`,
    site: `(select '28/02/2026' as as_of_text)`,
  });
  return fallen.reduce((sum, { fallen: parts }) => sum + parts, 0);
}

/** What can be worked out, without what the wholes would tell were no part told: no hiding of parts keeps that. */
function fallenOf(keys: readonly Counts[], figures: readonly Told[], hidden: ReadonlySet<string>): string[] {
  const found = [...workedOut(keys, figures, hidden)];
  if (found.length === 0) return [];
  const all = new Set(figures.filter(({ key }) => key !== undefined).map(nameOf));
  const known = workedOut(keys, figures, all);
  return found.filter((name) => !known.has(name));
}

const communes = fc.array(keyCounts(6), { minLength: 2, maxLength: 3 });

/** Of the figures told those with 1 to 4 cases, or with all but 1 to 4 of them. */
const tellingFew = (figures: readonly Told[], hidden: ReadonlySet<string>): string[] =>
  figures
    .filter((its) => its.key !== undefined && !hidden.has(nameOf(its)))
    .filter(({ numerator, denominator }) =>
      [numerator, denominator ?? 0, (denominator ?? numerator) - numerator].some(
        (count) => count > 0 && count < 5,
      ),
    )
    .map(nameOf);

test('no few cases are told, nor all but a few; whoever tells them is found by the audit', async () => {
  const engine = await Engine.openEngine({ path: ':memory:' });
  let few = 0;
  try {
    await fc.assert(
      // Counts as large as those of which only the rest is small.
      fc.asyncProperty(fc.array(keyCounts(14), { minLength: 2, maxLength: 5 }), async (keys) => {
        const figures = figuresOf(keys);
        const hidden = hiddenOf(figures);
        expect(tellingFew(figures, hidden)).toEqual([]);
        // Hidden in one place, or the audit has nothing to look at.
        const all = figures.filter(({ key }) => key !== undefined).map(nameOf);
        const open = new Set(all.filter((name) => name === all[0]));
        const telling = tellingFew(figures, open);
        few += telling.length;
        expect(await audited(engine, figures, open)).toBeGreaterThanOrEqual(telling.length);
      }),
      { numRuns: runs(120) },
    );
    expect(few).toBeGreaterThan(100);
  } finally {
    await engine.close();
  }
});

test('nothing that is hidden can be worked out, by trying everything and by the audit', async () => {
  const engine = await Engine.openEngine({ path: ':memory:' });
  try {
    await fc.assert(
      fc.asyncProperty(communes, async (keys) => {
        const figures = figuresOf(keys);
        const hidden = hiddenOf(figures);
        expect(fallenOf(keys, figures, hidden)).toEqual([]);
        expect(await audited(engine, figures, hidden)).toBe(0);
      }),
      { numRuns: runs(30) },
    );
  } finally {
    await engine.close();
  }
});

test('where small counts alone are hidden, the audit works out what trying everything does', async () => {
  const engine = await Engine.openEngine({ path: ':memory:' });
  try {
    await fc.assert(
      fc.asyncProperty(communes, async (keys) => {
        const figures = figuresOf(keys);
        const hidden = new Set(tellingFew(figures, new Set()));
        expect(await audited(engine, figures, hidden)).toBe(fallenOf(keys, figures, hidden).length);
      }),
      { numRuns: runs(15) },
    );
  } finally {
    await engine.close();
  }
});
