import { Random } from '../../config/random.ts';
import { countsOf } from './bounds.ts';
import { drawBinomial, drawNormal, drawPoisson } from './chance.ts';
import { type Fitted, fitCourses } from './courses.ts';
import {
  areCases,
  kindsOfMonths,
  kindsOfStates,
  pointsOn,
  rateScale,
  type Scale,
  seasonOn,
  volumeScale,
} from './scale.ts';
import { type Month, wholeMonths, type YearSoFar } from './year.ts';

/** Many ways in which the year may end, each as probable as the others, in order of size. */
export interface Futures {
  values: number[];
  /** What is still to come in each of them, in its own order: cases of a share or mean, the amount of a count; null elsewhere. */
  rests: number[] | null;
}

/** So many that a probability is known to half a point. */
const draws = 2000;
/** The same numbers in every run: two runs over the same data must agree to the last digit. */
const seed = 57;

const ascending = (values: number[]): number[] => values.sort((a, b) => a - b);

/** One number of a future for each month ahead. */
type Path = number[];

/** One path of the months ahead: the mean of its way of going and, month by month, what chance adds. */
function drawPath({ mean, factor }: Fitted, random: Random): Path {
  const normals: number[] = [];
  return mean.map((y, row) => {
    normals.push(drawNormal(random));
    const line = factor[row] ?? [];
    let its = y;
    for (let column = 0; column <= row; column++) its += (line[column] ?? 0) * (normals[column] ?? 0);
    return its;
  });
}

const drawPaths = (fitted: readonly Fitted[], random: Random): Path[] =>
  Array.from({ length: draws }, () => drawPath(random.weighted(fitted), random));

/** A month that is still to come, or the rest of one that is running. */
interface Ahead {
  at: number;
  index: number;
  /** How much of it is still to come, 0–1, and what has come of it. */
  left: number;
  begun: Month | undefined;
}

/** The months of the year that have not ended. With none left the present stands in their place, of which nothing is to come. */
function monthsAhead({ months }: YearSoFar): Ahead[] {
  const ended = months.filter(({ gone }) => gone >= 1).length;
  const ahead = Array.from({ length: 12 - ended }, (_, k): Ahead => {
    const begun = months[ended + k];
    return { at: ended + k + 1, index: ended + k, left: 1 - (begun?.gone ?? 0), begun };
  });
  return ahead.length > 0 ? ahead : [{ at: 12, index: 11, left: 0, begun: undefined }];
}

/** Draws how the months ahead go on a scale. */
function drawOn(
  scale: Scale,
  months: readonly (Month | undefined)[],
  ahead: readonly Pick<Ahead, 'at' | 'index'>[],
  season: number[] | null,
  random: Random,
): Path[] {
  const points = pointsOn(scale, months, season);
  const wanted = ahead.map(({ at, index }) => ({ at, season: season?.[index] ?? 0 }));
  return drawPaths(fitCourses(points, wanted, kindsOfMonths(season)), random);
}

/** Draws how much is still to come in each month ahead: cases as whole numbers, by chance. */
function drawVolumes(
  year: YearSoFar,
  ahead: readonly Ahead[],
  volumeOf: (month: Month) => number | null,
  random: Random,
): Path[] {
  const whole = wholeMonths(year);
  const scale = volumeScale(whole, volumeOf);
  const season = seasonOn(year.lastYear ? volumeScale(year.lastYear, volumeOf) : undefined, year.lastYear);
  const isOfCases = areCases(year.months.map(volumeOf));
  const paths = drawOn(
    scale,
    year.months.filter(({ gone }) => gone >= 1),
    ahead,
    season,
    random,
  );
  return paths.map((path) =>
    path.map((y, k) => {
      const { left, begun } = ahead[k] ?? { left: 0, begun: undefined };
      const month = scale.valueOf(y);
      // Cases come evenly over a month, or all on a few days of it: of a running month nobody knows which.
      const rest = begun && random.chance(0.5) ? Math.max(0, month - (volumeOf(begun) ?? 0)) : month * left;
      return isOfCases ? drawPoisson(random, Math.max(0, rest)) : rest;
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Above this share of open cases a month is no witness of its own rate: what has ended in it so far is what went quickly. */
const ripe = 0.05;
const isRipening = ({ openCases, denominator }: Month): boolean => openCases > ripe * (denominator ?? 0);

/** A month of cases that have come already and may still turn. Its rate is that of `path[at]`. */
interface Ripening {
  at: number;
  cases: number;
  /** How many may still turn, of those that are well so far. */
  open: number;
  /** How many have turned out ill and stay so. */
  ill: number;
}

/** Months with open cases; they are taken to be well so far, as nearly all within their time are. */
function ripeningIn({ months, better }: YearSoFar): Ripening[] {
  return months.flatMap(({ openCases, numerator, denominator }, at) => {
    if (openCases === 0 || numerator === null || denominator === null) return [];
    const well = better === 'higher' ? numerator : denominator - numerator;
    return [{ at, cases: denominator, open: Math.min(openCases, well), ill: denominator - well }];
  });
}

/** How many of a month's open cases turn out ill: as many as its rate says, less those that have. */
function drawTurned({ cases, open, ill }: Ripening, illRate: number, random: Random): number {
  return Math.min(open, Math.max(0, drawBinomial(random, Math.round(cases), illRate) - ill));
}

/** The months that tell how rates go: those whose cases have ended; all of them where none has. */
function settledOf({ months }: YearSoFar, scale: Scale): (Month | undefined)[] {
  const settled = months.map((month) => (isRipening(month) ? undefined : month));
  return settled.some((month) => month && scale.pointOf(month)) ? settled : [...months];
}

function futuresOfRatio(year: YearSoFar, random: Random): Futures {
  const counts = countsOf(year);
  if (!counts) return { values: [], rests: null };
  const ahead = monthsAhead(year);
  const scale = rateScale(year);
  const season = seasonOn(
    year.lastYear ? rateScale({ ...year, months: year.lastYear }) : undefined,
    year.lastYear,
  );
  const isHigher = year.better === 'higher';
  const isOfCases =
    year.isPart && areCases(year.months.flatMap(({ numerator, denominator }) => [numerator, denominator]));
  const ripening = isOfCases ? ripeningIn(year) : [];
  const wanted = [...ripening.map(({ at }) => ({ at: at + 1, index: at })), ...ahead];
  const rates = drawOn(scale, settledOf(year, scale), wanted, season, random);
  const volumes = drawVolumes(year, ahead, ({ denominator }) => denominator, random);
  const rests: number[] = [];
  const values = rates.map((path, draw) => {
    const cases = volumes[draw] ?? [];
    const rate = (at: number) => scale.valueOf(path[at] ?? 0);
    const rest = sum(cases);
    rests.push(rest);
    const met = cases.map((its, k) =>
      isOfCases ? drawBinomial(random, its, rate(ripening.length + k)) : rate(ripening.length + k) * its,
    );
    const turned = ripening.map((its, k) => drawTurned(its, isHigher ? 1 - rate(k) : rate(k), random));
    const numerator = counts.numerator + sum(met) + (isHigher ? -1 : 1) * sum(turned);
    return (year.factor * numerator) / (counts.denominator + rest);
  });
  return { values: ascending(values), rests: ascending(rests) };
}

function futuresOfCount(year: YearSoFar, soFar: number, random: Random): Futures {
  const rests = drawVolumes(year, monthsAhead(year), ({ value }) => value, random).map(sum);
  return { values: ascending(rests.map((rest) => soFar + rest)), rests: ascending(rests) };
}

/** A median or an index of the year is taken for the mean of its months: it lies between them. */
function futuresOfOther(year: YearSoFar, soFar: number, random: Random): Futures {
  const ahead = monthsAhead(year);
  const scale = rateScale(year);
  const gone = sum(year.months.map(({ gone: its }) => its));
  const left = ahead.map((its) => its.left);
  const most = year.isPart ? year.factor : Number.POSITIVE_INFINITY;
  const values = drawOn(scale, year.months, ahead, null, random).map((path) => {
    const rest = path.map((y, k) => Math.min(most, year.factor * scale.valueOf(y)) * (left[k] ?? 0));
    return (soFar * gone + sum(rest)) / (gone + sum(left));
  });
  return { values: ascending(values), rests: null };
}

/** What a month adds to a state at least, if it adds anything: one case. */
const oneCase = ({ factor, denominator }: YearSoFar): number => factor / Math.max(1, denominator ?? 1);

function futuresOfState(year: YearSoFar, random: Random): Futures {
  const known = year.months.filter(({ value, gap }) => value !== null && gap === null);
  const gains = known.slice(1).map(({ at, value }, k) => {
    const before = known[k];
    return ((value ?? 0) - (before?.value ?? 0)) / Math.max(0.5, at - (before?.at ?? 0));
  });
  const size = Math.max(Math.sqrt(sum(gains.map((gain) => gain ** 2)) / gains.length), oneCase(year));
  const points = known.map(({ at, value }) => ({ at, y: (value ?? 0) / size, variance: 0, season: 0 }));
  const paths = drawPaths(fitCourses(points, [{ at: 12, season: 0 }], kindsOfStates), random);
  const most = year.isPart ? year.factor : Number.POSITIVE_INFINITY;
  const isOfCases = year.denominator !== null && areCases([year.numerator, year.denominator]);
  const values = paths.map(([y = 0]) => {
    const value = Math.max(0, Math.min(most, y * size));
    return isOfCases ? Math.round(value / oneCase(year)) * oneCase(year) : value;
  });
  return { values: ascending(values), rests: null };
}

/** Draws how the year may end, from its months so far. Needs `hasPace(year)` and a value. */
export function futuresOf(year: YearSoFar): Futures {
  const random = new Random(seed, 'outlook');
  switch (year.course) {
    case 'share':
    case 'mean':
      return futuresOfRatio(year, random);
    case 'count':
      return futuresOfCount(year, year.value ?? 0, random);
    case 'state':
      return futuresOfState(year, random);
    default:
      return futuresOfOther(year, year.value ?? 0, random);
  }
}
