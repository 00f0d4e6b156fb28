/** Of a normal distribution 95 % lie within so many standard deviations. */
const z = 1.959963984540054;

/**
 * One end of the interval of Wilson (1927) for x of n: the shares that would bring a share like this one in 95 of 100 periods of as
 * many cases. Unlike value ± error it is right for few cases, and for none or all of them: never below 0 or above the whole.
 */
const end = (sign: '-' | '+'): string => `
  i.factor * greatest(0, least(1,
    (s.numerator + ${(z * z) / 2} ${sign} ${z} * sqrt(s.numerator * (s.denominator - s.numerator) / s.denominator + ${(z * z) / 4}))
      / (s.denominator + ${z * z})))`;

/**
 * Where an interval says something: a share of cases that are counted one by one. Of sums nobody knows how many cases stand
 * behind them.
 */
const isOfCases = "i.population = 'cases' and i.counts_rows and s.denominator > 0";

/** Ends of the 95 % interval of a reading `s` of indicator `i`, in the unit of its value; null where there is none. */
export const wilson = {
  low: `case when ${isOfCases} then ${end('-')} end`,
  high: `case when ${isOfCases} then ${end('+')} end`,
};
