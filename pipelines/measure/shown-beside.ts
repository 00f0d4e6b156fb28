/** Which way is good; of `none` there is nothing to reach. */
export type Better = 'higher' | 'lower' | 'none';

/** Sums of fractions do not meet a target to the last digit. */
const margin = (target: number): number => 1e-9 * Math.abs(target);

/** Whether a value is at its target or better. Same rule as the macro `reaches` (warehouse/macros.ts). */
export const reaches = (value: number, target: number, better: Better): boolean =>
  better === 'lower' ? value <= target + margin(target) : value >= target - margin(target);

const mostDecimals = 10;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** How many decimals a target has; undefined where it has no end (100 ÷ 12). */
const exactDecimals = (target: number): number | undefined =>
  upTo(7).find((decimals) => Math.abs(target - rounded(target, decimals)) <= margin(target));

const targetDecimals = (target: number, decimals: number): number =>
  exactDecimals(target) ?? Math.max(decimals, 1);

/**
 * With how many decimals a value and its target are written, so that the two as they are read say what is judged: a value that
 * rounds to its target without reaching it has as many more as it takes, a target all of its own. The same as the macros
 * `decimals_beside` and `target_decimals`, by which the marts are written.
 */
export function decimalsBeside(
  value: number,
  target: number,
  decimals: number,
  better: Better,
): { value: number; target: number } {
  const says = (digits: number) =>
    reaches(rounded(value, digits), rounded(target, targetDecimals(target, digits)), better);
  const enough =
    better === 'none'
      ? decimals
      : upTo(mostDecimals)
          .map((more) => decimals + more)
          .find((digits) => says(digits) === reaches(value, target, better));
  const shown = enough ?? decimals;
  return { value: shown, target: targetDecimals(target, shown) };
}
