import type { Kind, Point } from './courses.ts';
import { kindsOf } from './courses.ts';
import type { Month, YearSoFar } from './year.ts';

/** A scale on which months are fitted: rates of a part by their odds, amounts by their logarithm, others as they are. */
export interface Scale {
  /** A month on this scale; undefined of one that says nothing. */
  pointOf(month: Month): Pick<Point, 'y' | 'variance'> | undefined;
  valueOf(y: number): number;
}

const isKnown = (value: number | null | undefined): value is number => value !== null && value !== undefined;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const inverseLogit = (y: number): number => 1 / (1 + Math.exp(-y));
const logit = (rate: number): number => Math.log(rate / (1 - rate));

/** Numbers of which chance alone makes more or fewer: cases. Sums of money or of hours are none. */
export const areCases = (values: readonly (number | null)[]): boolean =>
  values.every((value) => value === null || (Number.isInteger(value) && value >= 0));

/** Rates among cases by their odds. Each month gets the share of all as one case more, so that 28 of 28 is no certainty. */
function oddsScale(months: readonly Month[], isOfCases: boolean): Scale {
  const met = sum(months.map(({ numerator }) => numerator ?? 0));
  const all = sum(months.map(({ denominator }) => denominator ?? 0));
  const usual = (met + 0.5) / (all + 1);
  return {
    pointOf({ numerator, denominator }) {
      if (!isKnown(numerator) || !isKnown(denominator) || denominator <= 0) return undefined;
      const rate = (numerator + usual) / (denominator + 1);
      return { y: logit(rate), variance: isOfCases ? 1 / ((denominator + 1) * rate * (1 - rate)) : 0 };
    },
    valueOf: inverseLogit,
  };
}

/** Amounts by their logarithm where all are above zero or they are few cases; else as they are, in units of their mean size. */
function amountScale(
  amounts: readonly number[],
  amountOf: (month: Month) => number | undefined,
  isOfCases: boolean,
): Scale {
  const mean = sum(amounts) / amounts.length;
  const isFew = isOfCases && mean <= 5;
  if (isFew || amounts.every((amount) => amount > 0)) {
    const usual = isOfCases ? Math.max(mean, 0.5 / amounts.length) : 1;
    // Half a case, so that a month without any has a logarithm.
    const half = isOfCases ? 0.5 : 0;
    return {
      pointOf(month) {
        const amount = amountOf(month);
        if (amount === undefined) return undefined;
        return {
          y: Math.log((amount + half) / (1 + half / usual)),
          variance: isOfCases ? 1 / usual : 0,
        };
      },
      valueOf: Math.exp,
    };
  }
  const size = sum(amounts.map(Math.abs)) / amounts.length || 1;
  const isNeverBelow = amounts.every((amount) => amount >= 0);
  return {
    pointOf(month) {
      const amount = amountOf(month);
      return amount === undefined ? undefined : { y: amount / size, variance: 0 };
    },
    valueOf: (y) => (isNeverBelow ? Math.max(0, y * size) : y * size),
  };
}

/** The rate of a month: numerator ÷ denominator, or the value where there is nothing behind it. */
const rateOf = ({ numerator, denominator, value }: Month, factor: number): number | undefined => {
  if (isKnown(numerator) && isKnown(denominator))
    return denominator > 0 ? numerator / denominator : undefined;
  return value === null ? undefined : value / factor;
};

/** The scale of the rates of a share or mean, or of the values of an index or median (as value ÷ factor). */
export function rateScale({ course, isPart, factor, months }: YearSoFar): Scale {
  if (course === 'share' && isPart)
    return oddsScale(
      months,
      areCases(months.flatMap(({ numerator, denominator }) => [numerator, denominator])),
    );
  const valueOnly = (month: Month): Month =>
    course === 'other' ? { ...month, numerator: null, denominator: null } : month;
  const amountOf = (month: Month) => rateOf(valueOnly(month), factor);
  return amountScale(months.map(amountOf).filter(isKnown), amountOf, false);
}

/** The scale of how much comes in a month: cases of a share or mean, the amount of a count. */
export function volumeScale(months: readonly Month[], volumeOf: (month: Month) => number | null): Scale {
  const volumes = months.map(volumeOf).filter(isKnown);
  return amountScale(volumes, (month) => volumeOf(month) ?? undefined, areCases(volumes));
}

/** Months as points to be fitted, with last year's season where that is known; those left out are undefined. */
export function pointsOn(
  scale: Scale,
  months: readonly (Month | undefined)[],
  season: readonly number[] | null,
): Point[] {
  return months.flatMap((month, k) => {
    const point = month && scale.pointOf(month);
    return month && point ? [{ at: month.at, ...point, season: season?.[k] ?? 0 }] : [];
  });
}

/** By how much each month of last year stood above its mean on a scale; null where one of them says nothing. */
export function seasonOn(scale: Scale | undefined, lastYear: readonly Month[] | null): number[] | null {
  const points = scale && lastYear?.map((month) => scale.pointOf(month)?.y);
  if (!points?.every(isKnown)) return null;
  const mean = sum(points) / points.length;
  return points.map((y) => y - mean);
}

/** Where last year is known its season is more probable to come again than not, in part or whole. */
const seasons = (season: readonly number[] | null): number[] => (season ? [0, 0.7, 1] : [0]);

/** How rates and volumes of a commune's months go, in odds or logarithms; sizes chosen by the backtest. */
export const kindsOfMonths = (season: readonly number[] | null): Kind[] =>
  kindsOf({
    spread: [0.03, 0.1, 0.2, 0.4, 0.8],
    slope: [0, 0.12],
    walk: [0, 0.15],
    bend: [0],
    season: seasons(season),
  });

/** How a state goes, in units of what a month has added so far. */
export const kindsOfStates: Kind[] = kindsOf({
  spread: [0.1, 0.5],
  slope: [0, 1.2],
  walk: [0.2, 1],
  bend: [0, 0.15, 0.4],
  season: [0],
});
