import { type Score, type ScoreItem, wholeScore } from '../config/score-rules.ts';

/** Counts behind a rate. A yes/no indicator has no denominator; its numerator is 0 or 1. */
export interface Counts {
  numerator: number;
  denominator: number | null;
}

/** `no_data` makes the score a range; `watched` items carry no points by the decision itself. */
export type ItemState = 'scored' | 'no_data' | 'not_applicable' | 'watched';

export interface ItemScore {
  id: string;
  /** Null where they are not known or not given; never 0 in place of that. */
  points: number | null;
  lowest: number;
  highest: number;
  state: ItemState;
}

export interface GroupScore {
  id: string;
  certain: number;
  possible: number;
  /** What the items that count here add up to. */
  max: number;
}

export interface WholeScore {
  items: ItemScore[];
  groups: GroupScore[];
  /** Points out of 100 that are there whatever the missing items bring. */
  certain: number;
  /** Points out of 100 if every missing item brought all of its points. */
  possible: number;
  rating_certain: string;
  rating_possible: string;
}

/** Below this, points are equal: sums of binary fractions do not meet exactly. */
const nothing = 1e-9;

function ratePoints({ rule, max }: ScoreItem, rate: number): number {
  switch (rule.kind) {
    case 'linear':
      return max * rate;
    case 'full_from':
      return (max * rate * 100) / rule.at;
    case 'capped':
      return rule.factor * rate;
    case 'yes_no':
      return rate > 0 ? max : 0;
  }
}

/**
 * Points of one item by its rule (Quyết định 766/QĐ-TTg, formulas as the national portal computes them), between 0 and its
 * maximum, unrounded. Null where nothing is known, and where the denominator is 0 and the rule set says `missing`.
 */
export function itemPoints(item: ScoreItem, counts: Counts | null): number | null {
  if (counts === null) return null;
  const { numerator, denominator } = counts;
  if (denominator === 0) return { full: item.max, zero: 0, missing: null }[item.when_empty];
  // Only a yes/no has no denominator; a rate without one is not known.
  if (denominator === null && item.rule.kind !== 'yes_no') return null;
  const given = ratePoints(item, numerator / (denominator ?? 1));
  return Math.min(Math.max(given, 0), item.max);
}

function scoreItem(item: ScoreItem, counts: Counts | null, policy: Score['policy']): ItemScore {
  const known = (points: number | null, state: ItemState): ItemScore => ({
    id: item.id,
    points,
    lowest: points ?? 0,
    highest: points ?? 0,
    state,
  });
  if (item.max === 0) return known(null, 'watched');
  if (!item.applies) return known(policy.not_applicable === 'full' ? item.max : null, 'not_applicable');
  const points = itemPoints(item, counts);
  if (points !== null) return known(points, 'scored');
  return { id: item.id, points, lowest: 0, highest: item.max, state: 'no_data' };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function ratingOf({ rating }: Score, points: number): string {
  return rating.bands.findLast(({ from }) => points >= from - nothing)?.name ?? '';
}

/**
 * The score of a period as a range. Items without data count 0 in `certain` and their maximum in `possible`. Items that do
 * not apply are treated by the policy: `full` gives all of their points, `rebase` takes them out of the maximum and
 * brings the rest back to 100. Points of items and groups are as the rules give them, only the two totals are re-based.
 *
 * @param counts by item id; an item that is not in it, or null, has no data
 */
export function scoreOf(score: Score, counts: ReadonlyMap<string, Counts | null>): WholeScore {
  const isCounted = ({ applies }: ScoreItem) => applies || score.policy.not_applicable === 'full';
  const groups = score.groups.map(({ id, items }) => {
    const scored = items.map((item) => scoreItem(item, counts.get(item.id) ?? null, score.policy));
    return {
      scored,
      group: {
        id,
        certain: total(scored.map(({ lowest }) => lowest)),
        possible: total(scored.map(({ highest }) => highest)),
        max: total(items.filter(isCounted).map(({ max }) => max)),
      },
    };
  });
  const counted = total(groups.map(({ group }) => group.max));
  const outOfWhole = (points: number) =>
    counted === 0 ? 0 : Math.min((points * wholeScore) / counted, wholeScore);
  const certain = outOfWhole(total(groups.map(({ group }) => group.certain)));
  const possible = outOfWhole(total(groups.map(({ group }) => group.possible)));
  return {
    items: groups.flatMap(({ scored }) => scored),
    groups: groups.map(({ group }) => group),
    certain,
    possible,
    rating_certain: ratingOf(score, certain),
    rating_possible: ratingOf(score, possible),
  };
}

/**
 * How many more of the cases must meet for so many points more, the number of cases staying as it is: the smallest such
 * whole number. Null where all of them would not do, where there are no cases, and where the formula is not confirmed —
 * nobody should chase a number that the portal may not honour.
 */
export function whatIf(item: ScoreItem, counts: Counts, points: number): number | null {
  const { numerator, denominator } = counts;
  const now = itemPoints(item, counts);
  if (!item.confirmed || !item.applies || item.rule.kind === 'yes_no') return null;
  if (now === null || denominator === null || denominator <= 0) return null;
  const isEnough = (more: number) =>
    (itemPoints(item, { numerator: numerator + more, denominator }) ?? 0) >= now + points - nothing;
  let enough = Math.max(Math.floor(denominator - numerator), 0);
  if (!isEnough(enough)) return null;
  // Points never fall when more cases meet: the border is found by halving.
  let least = 0;
  while (least < enough) {
    const middle = Math.floor((least + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else least = middle + 1;
  }
  return enough;
}

/** The next whole point of an item (or what it lacks to its maximum, if that is less) and the cases it takes. */
export function nextStep(item: ScoreItem, counts: Counts | null): { points: number; cases: number } | null {
  const now = itemPoints(item, counts);
  if (counts === null || now === null || item.max - now <= nothing) return null;
  const points = Math.min(1, item.max - now);
  const cases = whatIf(item, counts, points);
  return cases === null ? null : { points, cases };
}
