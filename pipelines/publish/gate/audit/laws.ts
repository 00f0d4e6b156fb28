import type { PublishedPeriod } from './published.ts';
import { type Figures, type Side, sides } from './unknowns.ts';

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether a law that the wholes keep is broken by parts that are told: then it is none. */
function isBroken(figures: Figures, test: (key: string) => boolean | undefined): boolean {
  return figures.keys.some((key) => test(key) === false);
}

/** Parts come to the whole, where the published rule says that they are counted row by row and none that is told says otherwise. */
export function partsComeToTheWhole(figures: Figures): void {
  for (const indicator of figures.indicators) {
    const rule = figures.ruleOf(indicator);
    if (rule.has('each') || ['median', 'yes_no'].includes(rule.get('shape') ?? '')) continue;
    for (const { period } of figures.periods)
      for (const side of sides) {
        const whole = figures.whole(indicator, side, period);
        if (whole === undefined) continue;
        const parts = figures.keys.map((key) => figures.figure(indicator, side, period, key));
        figures.add(
          parts.flatMap((part) => (part ? [[part, 1] as const] : [])),
          whole,
          whole,
        );
      }
  }
}

const isWithin = (part: PublishedPeriod, whole: PublishedPeriod): boolean =>
  part !== whole && part.basis === whole.basis && part.from >= whole.from && part.until <= whole.until;

/** Rows of periods that follow each other without a gap from the first day of a period to its last: months, and any two. */
function chainsOf(whole: PublishedPeriod, periods: readonly PublishedPeriod[]): PublishedPeriod[][] {
  const inside = periods.filter((its) => isWithin(its, whole));
  const months = inside.filter(({ kind }) => kind === 'month').sort((a, b) => a.from - b.from);
  const chains = months.length > 0 ? [months] : [];
  for (const a of inside)
    for (const b of inside)
      if (a.until + 1 === b.from && a.from === whole.from && b.until === whole.until) chains.push([a, b]);
  return chains.filter((chain) => {
    const covered = chain.reduce((sum, { from, until }) => sum + until - from + 1, 0);
    return covered === whole.until - whole.from + 1;
  });
}

/** Periods add up where the wholes do: a reader sees that, and takes it for true of the parts. */
export function periodsAddUp(figures: Figures): void {
  for (const whole of figures.periods)
    for (const chain of chainsOf(whole, figures.periods))
      for (const indicator of figures.indicators) {
        if (figures.ruleOf(indicator).has('each')) continue;
        for (const side of sides) addUp(figures, indicator, side, whole, chain);
      }
}

function addUp(
  figures: Figures,
  indicator: string,
  side: Side,
  whole: PublishedPeriod,
  chain: readonly PublishedPeriod[],
): void {
  if (figures.ruleOf(indicator).get('aggregate') === 'stock') return;
  const sum = figures.whole(indicator, side, whole.period);
  const parts = chain.map(({ period }) => figures.whole(indicator, side, period) ?? Number.NaN);
  if (
    sum === undefined ||
    !near(
      sum,
      parts.reduce((a, b) => a + b, 0),
    )
  )
    return;
  const termsOf = (key: string) =>
    [whole, ...chain].map(
      ({ period }, at) => [figures.figure(indicator, side, period, key), at === 0 ? -1 : 1] as const,
    );
  const isBrokenAt = (key: string) => {
    let total = 0;
    for (const [figure, factor] of termsOf(key)) {
      if (!figure || 'unknown' in figure) return undefined;
      total += figure.known * factor;
    }
    return near(total, 0);
  };
  if (isBroken(figures, isBrokenAt)) return;
  for (const key of figures.keys) figures.add(termsOf(key), 0, 0);
}

/** Periods of the same days are one; of a state (the last day counts) those that end on the same day. */
export function samePeriodsAreOne(figures: Figures): void {
  figures.periods.forEach((a, at) => {
    for (const b of figures.periods.slice(at + 1)) {
      if (a.basis !== b.basis || a.until !== b.until) continue;
      for (const indicator of figures.indicators) {
        const isState = figures.ruleOf(indicator).get('aggregate') === 'stock';
        if (!isState && a.from !== b.from) continue;
        for (const side of sides) {
          const [first, second] = [a, b].map(({ period }) => figures.whole(indicator, side, period));
          if (first === undefined || second === undefined || !near(first, second)) continue;
          for (const key of figures.keys)
            figures.equate(
              figures.figure(indicator, side, a.period, key),
              figures.figure(indicator, side, b.period, key),
            );
        }
      }
    }
  });
}

const isSame = (figures: Figures, a: readonly [string, Side], b: readonly [string, Side]): boolean => {
  const told = figures.periods.map(({ period }) => [
    figures.whole(...a, period),
    figures.whole(...b, period),
  ]);
  const both = told.filter(([x, y]) => x !== undefined && y !== undefined);
  if (both.length === 0 || both.some(([x, y]) => !near(x ?? 0, y ?? 0))) return false;
  return !figures.periods.some(({ period }) =>
    isBroken(figures, (key) => {
      const [x, y] = [figures.figure(...a, period, key), figures.figure(...b, period, key)];
      return x && y && 'known' in x && 'known' in y ? near(x.known, y.known) : undefined;
    }),
  );
};

/** Two indicators of the same rows whose wholes never differ are the same count: what one hides the other may tell. */
export function sameCountsAreOne(figures: Figures): void {
  const all = figures.indicators.flatMap((indicator) => sides.map((side) => [indicator, side] as const));
  all.forEach((a, at) => {
    for (const b of all.slice(at + 1)) {
      if (!isSame(figures, a, b)) continue;
      for (const { period } of figures.periods)
        for (const key of figures.keys)
          figures.equate(figures.figure(...a, period, key), figures.figure(...b, period, key), true);
    }
  });
}

/** The conditions of a count, as its published rule names them; undefined where it is not plainly "this and that". */
function conditionsOf(rule: ReadonlyMap<string, string>, side: Side): Set<string> | undefined {
  if (rule.has('sum') || rule.has('each') || rule.has('due')) return undefined;
  const texts = [rule.get('count'), ...(side === 'numerator' ? [rule.get('meets')] : [])];
  const all = texts.filter((text) => text !== undefined && text !== 'true').join(' and ');
  if (/\b(or|case|between|not)\b/i.test(all)) return undefined;
  return new Set(all.split(/\s+and\s+/i).filter((text) => text !== ''));
}

interface Count {
  indicator: string;
  side: Side;
}

/** Whether a count has been told to be more than another one. */
const isMore = (figures: Figures, a: Count, b: Count): boolean =>
  figures.periods.some(({ period }) => {
    const [x, y] = [a, b].map(({ indicator, side }) => figures.whole(indicator, side, period));
    return x !== undefined && y !== undefined && x > y;
  });

/** A count that asks for all that another one asks for, and more, is a part of it. */
export function partsAreNeverMore(figures: Figures): void {
  const all = figures.indicators.flatMap((indicator) =>
    sides.map((side) => ({ indicator, side, asks: conditionsOf(figures.ruleOf(indicator), side) })),
  );
  for (const part of all)
    for (const whole of all) {
      const isOwn =
        part.indicator === whole.indicator && part.side === 'numerator' && whole.side === 'denominator';
      const { asks } = part;
      const asksMore = asks && whole.asks && part !== whole && [...whole.asks].every((its) => asks.has(its));
      const isShare = isOwn && figures.ruleOf(part.indicator).has('meets');
      if (!isShare && !asksMore) continue;
      if (isMore(figures, part, whole)) continue;
      for (const { period } of figures.periods)
        for (const key of figures.keys) {
          const [more, less] = [whole, part].map((its) =>
            figures.figure(its.indicator, its.side, period, key),
          );
          figures.add(
            [
              [more, 1],
              [less, -1],
            ],
            0,
            Number.POSITIVE_INFINITY,
          );
        }
    }
}
