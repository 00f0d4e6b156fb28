import { Random } from '../../config/random.ts';
import { countsOf } from './bounds.ts';
import { drawBinomial, drawNormal, drawPoisson } from './chance.ts';
import { type Fitted, fitCourses, type Point } from './courses.ts';
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

/** Paths of the months ahead; each way of going gets its share of them. */
function drawPaths(fitted: readonly Fitted[], random: Random): Path[] {
  const paths: Path[] = [];
  let upTo = 0;
  for (const { weight, mean, factor } of fitted) {
    upTo += weight * draws;
    while (paths.length < Math.min(draws, Math.round(upTo))) {
      const normals = mean.map(() => drawNormal(random));
      paths.push(
        mean.map((y, row) =>
          (factor[row] ?? []).reduce((sum, size, column) => sum + size * (normals[column] ?? 0), y),
        ),
      );
    }
  }
  // Rates and volumes are drawn apart: no way of the one belongs to a way of the other.
  return random.shuffled(paths);
}

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
  months: readonly Month[],
  ahead: readonly Ahead[],
  season: number[] | null,
  random: Random,
): Path[] {
  const points: Point[] = pointsOn(scale, months, season);
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
    year.months.filter((month) => month.gone >= 1),
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

/** How many of the open cases, all of them well so far, turn out ill. */
function drawTurned(year: YearSoFar, rate: number, random: Random): number {
  const { numerator, denominator } = countsOf(year) ?? { numerator: 0, denominator: 0 };
  const [wellSoFar, risk] =
    year.better === 'higher' ? [numerator, 1 - rate] : [denominator - numerator, rate];
  const turned = drawBinomial(random, Math.round(Math.min(year.openCases, wellSoFar)), risk);
  return year.better === 'higher' ? -turned : turned;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function futuresOfRatio(year: YearSoFar, random: Random): Futures {
  const counts = countsOf(year);
  if (!counts) return { values: [], rests: null };
  const ahead = monthsAhead(year);
  const scale = rateScale(year);
  const season = seasonOn(
    year.lastYear ? rateScale({ ...year, months: year.lastYear }) : undefined,
    year.lastYear,
  );
  const rates = drawOn(scale, year.months, ahead, season, random);
  const volumes = drawVolumes(year, ahead, ({ denominator }) => denominator, random);
  const isOfCases =
    year.isPart && areCases(year.months.flatMap(({ numerator, denominator }) => [numerator, denominator]));
  const rests: number[] = [];
  const values = rates.map((path, draw) => {
    const cases = volumes[draw] ?? [];
    const rest = sum(cases);
    rests.push(rest);
    const met = path.map((y, k) => {
      const rate = scale.valueOf(y);
      return isOfCases ? drawBinomial(random, cases[k] ?? 0, rate) : rate * (cases[k] ?? 0);
    });
    const turned =
      isOfCases && year.openCases > 0 ? drawTurned(year, scale.valueOf(path[0] ?? 0), random) : 0;
    return (year.factor * (counts.numerator + turned + sum(met))) / (counts.denominator + rest);
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
  const known = year.months.filter(({ value }) => value !== null);
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
