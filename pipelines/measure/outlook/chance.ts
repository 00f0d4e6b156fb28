import type { Random } from '../../config/random.ts';

/** Below so many expected events they are drawn one by one; above, a normal number is near enough. */
const fewEvents = 15;

/** A standard normal number (Box and Muller). */
export const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

const rounded = (random: Random, mean: number, variance: number, most: number): number =>
  Math.min(most, Math.max(0, Math.round(mean + Math.sqrt(variance) * drawNormal(random))));

/** How many events there are where `mean` are to be expected (Poisson). */
export function drawPoisson(random: Random, mean: number): number {
  if (mean > fewEvents) return rounded(random, mean, mean, Number.POSITIVE_INFINITY);
  let events = -1;
  for (let time = 0; time <= mean; events++) time += random.exponential(1);
  return events;
}

/** How many of `cases` meet where each does with this probability (binomial). */
export function drawBinomial(random: Random, cases: number, probability: number): number {
  if (probability > 0.5) return cases - drawBinomial(random, cases, 1 - probability);
  if (probability <= 0) return 0;
  const mean = cases * probability;
  if (mean > fewEvents) return rounded(random, mean, mean * (1 - probability), cases);
  // From one that meets to the next.
  const perCase = -Math.log1p(-probability);
  let met = -1;
  for (let case_ = 0; case_ <= cases; met++) case_ += Math.floor(random.exponential(1 / perCase)) + 1;
  return met;
}
