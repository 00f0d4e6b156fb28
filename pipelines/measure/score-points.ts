import type { Score, ScoreItem } from '../config/score-rules.ts';

/** Counts behind a rate. A yes/no indicator has no denominator; its numerator is 0 or 1. */
export interface Counts {
  numerator: number;
  denominator: number | null;
}

/** `no_data` makes the score a range; `watched` items carry no points by the decision itself. */
export type ItemState = 'scored' | 'no_data' | 'watched';

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
  /** Points that are there whatever the items without data bring. */
  certain: number;
  /** Points if every item without data brought all that it can. */
  possible: number;
  /** What the items that have points could come to; the rest of `max` has no data. */
  measured: number;
  max: number;
}

export interface WholeScore extends Omit<GroupScore, 'id'> {
  items: ItemScore[];
  groups: GroupScore[];
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

/** Points by the item's own rule, whatever another item allows. */
function ownPoints(item: ScoreItem, { numerator, denominator }: Counts): number | null {
  if (denominator === 0) return { full: item.max, zero: 0, missing: null }[item.when_empty];
  // Only a yes/no has no denominator; a rate without one is not known.
  if (denominator === null && item.rule.kind !== 'yes_no') return null;
  const given = ratePoints(item, numerator / (denominator ?? 1));
  return Math.min(Math.max(given, 0), item.max);
}

/** What points are known of an item, and what they can come to at most. */
function pointsOf(
  item: ScoreItem,
  counts: Counts | null,
  limit: Counts | null,
): { points: number | null; highest: number } {
  const own = counts && ownPoints(item, counts);
  const most = limit && ownPoints(item, limit);
  const highest = Math.min(own ?? item.max, most ?? item.max);
  // Of no cases there, there are none here.
  const isKnown = counts === null ? limit?.denominator === 0 && most !== null : own !== null;
  // What may be less by another item is not known before that is.
  const isBounded = item.at_most === undefined || limit !== null;
  return { points: isKnown && isBounded ? highest : null, highest };
}

/**
 * Points of one item by its rule (Quyết định 766/QĐ-TTg, formulas as the national portal computes them), between 0 and its
 * maximum, unrounded. Null where they are not known, and where the denominator is 0 and the rule set says `missing`.
 *
 * @param limit counts of the item that this one never exceeds (`at_most`), null where there is none or nothing is known of it
 */
export const itemPoints = (
  item: ScoreItem,
  counts: Counts | null,
  limit: Counts | null = null,
): number | null => pointsOf(item, counts, limit).points;

function scoreItem(item: ScoreItem, counts: Counts | null, limit: Counts | null): ItemScore {
  const { id, max } = item;
  if (max === 0) return { id, points: null, lowest: 0, highest: 0, state: 'watched' };
  const { points, highest } = pointsOf(item, counts, limit);
  return { id, points, lowest: points ?? 0, highest, state: points === null ? 'no_data' : 'scored' };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function ratingOf({ rating }: Score, points: number): string {
  return rating.bands.findLast(({ from }) => points >= from - nothing)?.name ?? '';
}

/** The counts of the item that this one never exceeds. */
export const limitOf = ({ at_most }: ScoreItem, counts: ReadonlyMap<string, Counts | null>): Counts | null =>
  (at_most === undefined ? undefined : counts.get(at_most)) ?? null;

/**
 * The score of a period as a range. Items without data count 0 in `certain`, and their maximum, or what another item leaves them, in
 * `possible`. Nothing is re-based: the portal gives communes points out of 100 whatever they have data of.
 *
 * @param counts by item id; an item that is not in it, or null, has no data
 */
export function scoreOf(score: Score, counts: ReadonlyMap<string, Counts | null>): WholeScore {
  const groups = score.groups.map(({ id, items, max }) => {
    const scored = items.map((item) => scoreItem(item, counts.get(item.id) ?? null, limitOf(item, counts)));
    const measured = items.filter((_, at) => scored[at]?.state === 'scored').map((item) => item.max);
    return {
      scored,
      group: {
        id,
        certain: total(scored.map(({ lowest }) => lowest)),
        possible: total(scored.map(({ highest }) => highest)),
        measured: total(measured),
        max,
      },
    };
  });
  const whole = (of: (group: GroupScore) => number) => total(groups.map(({ group }) => of(group)));
  const certain = whole((group) => group.certain);
  const possible = whole((group) => group.possible);
  return {
    items: groups.flatMap(({ scored }) => scored),
    groups: groups.map(({ group }) => group),
    certain,
    possible,
    measured: whole((group) => group.measured),
    max: whole((group) => group.max),
    rating_certain: ratingOf(score, certain),
    rating_possible: ratingOf(score, possible),
  };
}

/**
 * How many more of the cases must meet for so many points more, the number of cases staying as it is: the smallest such
 * whole number. Null where all of them would not do, where there are no cases, and where the formula is not confirmed —
 * nobody should chase a number that the portal may not honour.
 */
export function whatIf(
  item: ScoreItem,
  counts: Counts,
  points: number,
  limit: Counts | null = null,
): number | null {
  const { numerator, denominator } = counts;
  const now = itemPoints(item, counts, limit);
  if (!item.confirmed || item.rule.kind === 'yes_no') return null;
  if (now === null || denominator === null || denominator <= 0) return null;
  const isEnough = (more: number) =>
    (itemPoints(item, { numerator: numerator + more, denominator }, limit) ?? 0) >= now + points - nothing;
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

/** How many more cases that meet, and the points that they bring beside those that are there. */
export interface Step {
  cases: number;
  more: number;
}

const mostSteps = 20;

/**
 * What more cases would bring an item, in at most twenty even steps up to those that bring its last point (or all cases, where they do
 * not); the number of cases stays as it is. Empty where `nextStep` would say nothing.
 */
export function stepsOf(item: ScoreItem, counts: Counts | null, limit: Counts | null = null): Step[] {
  const now = itemPoints(item, counts, limit);
  if (counts?.denominator == null || now === null || nextStep(item, counts, limit) === null) return [];
  const { numerator, denominator } = counts;
  const pointsWith = (more: number) =>
    itemPoints(item, { numerator: numerator + more, denominator }, limit) ?? now;
  const all = Math.floor(denominator - numerator);
  const best = pointsWith(all) - now;
  if (best <= nothing) return [];
  const most = whatIf(item, counts, best, limit) ?? all;
  const steps = Math.min(most, mostSteps);
  return Array.from({ length: steps }, (_, at) => {
    const cases = Math.round((most * (at + 1)) / steps);
    return { cases, more: pointsWith(cases) - now };
  });
}

/** The next whole point of an item (or what it lacks to its maximum, if that is less) and the cases it takes. */
export function nextStep(
  item: ScoreItem,
  counts: Counts | null,
  limit: Counts | null = null,
): { points: number; cases: number } | null {
  const now = itemPoints(item, counts, limit);
  if (counts === null || now === null || item.max - now <= nothing) return null;
  const points = Math.min(1, item.max - now);
  const cases = whatIf(item, counts, points, limit);
  return cases === null ? null : { points, cases };
}
