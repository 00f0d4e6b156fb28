import type { Course } from '../../pipelines/config/course.ts';
import { Random } from '../../pipelines/config/random.ts';
import { drawBinomial, drawNormal, drawPoisson } from '../../pipelines/measure/outlook/chance.ts';
import type { Month, YearSoFar } from '../../pipelines/measure/outlook/year.ts';

/** How the months of a generated commune go. */
export const trends = ['steady', 'drifting', 'levelling off', 'seasonal', 'bursts', 'wandering'] as const;
export type Trend = (typeof trends)[number];

/** Indicators as communes have them: what adds up, and how much of it comes in a month. */
export const kinds = [
  { name: 'share of 1,200 a month', course: 'share', volume: 1200 },
  { name: 'share of 200 a month', course: 'share', volume: 200 },
  { name: 'share of 30 a month', course: 'share', volume: 30 },
  { name: 'share of 4 a month', course: 'share', volume: 4 },
  { name: 'share that ripens, 250 a month', course: 'share', volume: 250, ripens: true },
  { name: 'count of 40 a month', course: 'count', volume: 40 },
  { name: 'count of 0.2 a month', course: 'count', volume: 0.2 },
  { name: 'sum of 6,000 a month', course: 'count', volume: 6000 },
  { name: 'mean of 300 a month', course: 'mean', volume: 300 },
  { name: 'state of 21', course: 'state', volume: 21 },
  { name: 'state of 3,000', course: 'state', volume: 3000 },
] as const satisfies readonly { name: string; course: Course; volume: number; ripens?: boolean }[];
export type YearKind = (typeof kinds)[number];

/** A month as it truly is, and as it is seen at its end. */
interface TrueMonth {
  numerator: number;
  denominator: number;
  /** Cases whose verdict is still open one month's end and two months' ends on, and how many of them fail in the end. */
  open: readonly { cases: number; failing: number }[];
}

export interface GeneratedYear {
  kind: YearKind;
  trend: Trend;
  better: 'higher' | 'lower';
  target: number;
  months: TrueMonth[];
  lastYear: TrueMonth[] | null;
}

const inverseLogit = (y: number): number => 1 / (1 + Math.exp(-y));
const logit = (rate: number): number => Math.log(rate / (1 - rate));

/** Twelve numbers on the scale of odds or logarithms: a level and how it goes. */
function courseOf(trend: Trend, level: number, season: readonly number[], random: Random): number[] {
  const slope = (random.chance(0.7) ? 1 : -1) * random.between(0.03, 0.22);
  const spread = random.between(0.03, 0.25);
  let wandered = 0;
  return Array.from({ length: 12 }, (_, k) => {
    wandered += drawNormal(random) * 0.2;
    const its = {
      steady: 0,
      drifting: slope * (k - 5.5),
      'levelling off': 6 * slope * (1 - Math.exp(-k / 3)),
      seasonal: season[k] ?? 0,
      bursts: random.chance(0.15) ? random.between(-1.2, 1.2) : 0,
      wandering: wandered,
    };
    return level + its[trend] + spread * drawNormal(random);
  });
}

const seasonOf = (random: Random): number[] => {
  const size = random.between(0.2, 0.6);
  const begins = random.between(0, 2 * Math.PI);
  return Array.from({ length: 12 }, (_, k) => size * Math.sin(begins + (2 * Math.PI * k) / 12));
};

function shareMonths(kind: YearKind, rates: number[], volumes: number[], random: Random): TrueMonth[] {
  return rates.map((rate, k) => {
    const denominator = drawPoisson(random, volumes[k] ?? 0);
    const numerator = drawBinomial(random, denominator, rate);
    if (!('ripens' in kind)) return { numerator, denominator, open: [] };
    const failing = denominator - numerator;
    // Most of what fails is not known to at the end of its month, and some not a month later.
    const first = drawBinomial(random, failing, 0.55);
    const second = drawBinomial(random, first, 0.2);
    const alsoOpen = drawBinomial(random, numerator, 0.18);
    return {
      numerator,
      denominator,
      open: [
        { cases: first + alsoOpen, failing: first },
        { cases: second + Math.round(alsoOpen * 0.1), failing: second },
      ],
    };
  });
}

/** What was known when the target was set: the value that a usual year would come to. */
interface Spun {
  months: TrueMonth[];
  lastYear: TrueMonth[] | null;
  usual: number;
}

function spinState(volume: number, trend: Trend, random: Random): Spun {
  let value = random.between(0.1, 0.8) * volume;
  const gain = (random.between(0, 1.3) * (volume - value)) / 12;
  const usual = (100 * Math.min(volume, value + 12 * gain)) / volume;
  const months = Array.from({ length: 12 }, (_, k) => {
    const gains = {
      steady: gain,
      drifting: gain * (0.4 + k / 9),
      'levelling off': gain * 2.2 * Math.exp(-k / 4),
      seasonal: gain * (1 + Math.sin(k)),
      bursts: random.chance(0.25) ? 3.5 * gain : 0.2 * gain,
      wandering: gain + 0.5 * gain * drawNormal(random),
    };
    value = Math.min(volume, Math.max(0, value + gains[trend] * (1 + 0.15 * drawNormal(random))));
    // Now and then a unit has not reported, and the list is smaller.
    const reported = random.chance(0.03) ? random.between(0.85, 0.98) : 1;
    return {
      numerator: Math.round(value * reported),
      denominator: Math.max(1, Math.round(volume * reported)),
      open: [],
    };
  });
  return { months, lastYear: null, usual };
}

function meanMonths(values: number[], volumes: number[], random: Random): TrueMonth[] {
  return values.map((y, k) => {
    const denominator = drawPoisson(random, volumes[k] ?? 0);
    const mean = Math.exp(y) * (1 + (0.8 * drawNormal(random)) / Math.sqrt(Math.max(1, denominator)));
    return { numerator: denominator * mean, denominator, open: [] };
  });
}

/** One year, and the year before it where the generated commune has one. */
function spin(kind: YearKind, trend: Trend, random: Random): Spun {
  if (kind.course === 'state') return spinState(kind.volume, trend, random);
  const seasons = { rate: seasonOf(random), volume: seasonOf(random) };
  const level = kind.course === 'mean' ? Math.log(random.between(2, 12)) : logit(random.between(0.3, 0.995));
  const volumeTrend = random.pick(['steady', trend, 'wandering'] as const);
  const year = () => {
    const rates = courseOf(trend, level, seasons.rate, random);
    const volumes = courseOf(volumeTrend, Math.log(kind.volume), seasons.volume, random).map(Math.exp);
    if (kind.course === 'share') return shareMonths(kind, rates.map(inverseLogit), volumes, random);
    if (kind.course === 'mean') return meanMonths(rates, volumes, random);
    return volumes.map((volume) => ({ numerator: drawPoisson(random, volume), denominator: 0, open: [] }));
  };
  const lastYear = trend === 'seasonal' && random.chance(0.6) ? year() : null;
  const usual = { share: 100 * inverseLogit(level), mean: Math.exp(level), count: 12 * kind.volume };
  return { months: year(), lastYear, usual: usual[kind.course] };
}

const total = (months: readonly TrueMonth[], of: 'numerator' | 'denominator'): number =>
  months.reduce((sum, month) => sum + month[of], 0);

function valueOfYear(kind: YearKind, months: readonly TrueMonth[]): number {
  const last = months.at(-1);
  if (kind.course === 'count') return total(months, 'numerator');
  if (kind.course === 'state') return last ? (100 * last.numerator) / last.denominator : 0;
  const factor = kind.course === 'share' ? 100 : 1;
  return (factor * total(months, 'numerator')) / Math.max(1, total(months, 'denominator'));
}

/** What the year came to in the end. */
export const endOf = ({ kind, months }: GeneratedYear): number => valueOfYear(kind, months);

/** How much came after the end of a month: cases, or the amount of a count. */
export const restOf = ({ kind, months }: GeneratedYear, month: number): number =>
  total(months.slice(month), kind.course === 'count' ? 'numerator' : 'denominator');

/** Targets as plans have them: round, set before the year begins, not far from what a usual year comes to. */
function targetOf({ course }: YearKind, usual: number, random: Random): number {
  if (course === 'count') return Math.round(usual * random.between(0.7, 1.3));
  if (course === 'mean') return Math.round(10 * usual * random.between(0.8, 1.2)) / 10;
  if (random.chance(0.1)) return 100;
  return Math.min(100, Math.max(5, Math.round(usual + 6 * drawNormal(random))));
}

export function generateYears(count: number, seed: number): GeneratedYear[] {
  const random = new Random(seed, 'outlook years');
  return Array.from({ length: count }, () => {
    const kind = random.pick(kinds);
    const trend = random.pick(trends);
    const { months, lastYear, usual } = spin(kind, trend, random);
    const better =
      kind.course === 'mean' || (kind.course === 'count' && random.chance(0.3)) ? 'lower' : 'higher';
    return {
      kind,
      trend,
      better,
      target: targetOf(kind, usual, random),
      months,
      lastYear,
    };
  });
}

/** The year as it is known at the end of a month: cases that are open then count as well so far. */
export function seenAt({ kind, better, target, months, lastYear }: GeneratedYear, month: number): YearSoFar {
  const factor = kind.course === 'share' || kind.course === 'state' ? 100 : 1;
  const seen = (its: TrueMonth, k: number): Month => {
    const { cases, failing } = its.open[month - 1 - k] ?? { cases: 0, failing: 0 };
    const numerator = its.numerator + failing;
    const denominator = kind.course === 'count' ? null : its.denominator;
    return {
      at: k + 1,
      label: `Tháng ${k + 1}/2026`,
      gone: 1,
      numerator,
      denominator,
      value: denominator === null ? numerator : denominator > 0 ? (factor * numerator) / denominator : null,
      openCases: cases,
      gap: null,
    };
  };
  const known = months.slice(0, month).map(seen);
  const sum = (of: (its: (typeof known)[number]) => number) => known.reduce((all, its) => all + of(its), 0);
  const last = known.at(-1);
  const isState = kind.course === 'state';
  const numerator = isState ? (last?.numerator ?? null) : sum((its) => its.numerator ?? 0);
  const denominator =
    kind.course === 'count'
      ? null
      : isState
        ? (last?.denominator ?? null)
        : sum((its) => its.denominator ?? 0);
  const daysGone = Math.round((month * 365) / 12);
  return {
    course: kind.course,
    better,
    factor,
    isPart: kind.course === 'share' || isState,
    target,
    numerator,
    denominator,
    value:
      numerator === null
        ? null
        : denominator === null
          ? numerator
          : denominator > 0
            ? (factor * numerator) / denominator
            : null,
    openCases: sum((its) => its.openCases),
    daysGone,
    daysLeft: 365 - daysGone,
    months: known,
    lastYear:
      lastYear?.map((its, k) => ({
        at: k + 1,
        label: '',
        gone: 1,
        openCases: 0,
        gap: null,
        numerator: its.numerator,
        denominator: kind.course === 'count' ? null : its.denominator,
        value:
          kind.course === 'count' ? its.numerator : (factor * its.numerator) / Math.max(1, its.denominator),
      })) ?? null,
  };
}
