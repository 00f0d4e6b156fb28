import { type Indicator, usedBy } from '../config/indicator.ts';
import { literal } from '../warehouse/warehouse.ts';

/** What is looked for (`indicator`, `period`), and what is known of it: see `measure.measured`. A `period` may be a vintage. */
export interface CountsTables {
  expected: string;
  measured: string;
}

export const measuredNow: CountsTables = { expected: 'measure.expected', measured: 'measure.measured' };

/** Indicators made of others, each after those it is made of. The catalogue has no rings: see config/indicator.ts. */
export function inOrder(indicators: readonly Indicator[]): Indicator[] {
  const derived = new Map(indicators.filter((its) => usedBy(its).length > 0).map((its) => [its.id, its]));
  const ordered = new Set<Indicator>();
  const visit = (indicator: Indicator) => {
    for (const id of usedBy(indicator)) {
      const other = derived.get(id);
      if (other) visit(other);
    }
    ordered.add(indicator);
  };
  derived.forEach(visit);
  return [...ordered];
}

/**
 * The counts of an indicator that is made of others. A quotient takes two counts; an index the mean of percentages, each
 * at most 100, by their weights (as shares), added up in the order of its parts. Where one of them is not known, it is not known.
 */
export function derive({ id, of, parts = [] }: Indicator, { expected, measured }: CountsTables): string {
  const ofWhole = (other: string, sql: string) => `(
      select ${sql} from (
        select m.numerator, i.factor * m.numerator / nullif(m.denominator, 0) as percent
        from ${measured} m join plan.indicator i using (indicator)
        where m.indicator = ${literal(other)} and m.period = e.period and m.breakdown is null))`;
  // Not "least", of which what is not known would be 100.
  const share = ({ indicator, weight }: (typeof parts)[number]) =>
    `${weight} * ${ofWhole(indicator, 'if(percent > 100, 100, percent)')} / 100`;
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const [numerator, denominator] = of
    ? [ofWhole(of.numerator, 'numerator'), ofWhole(of.denominator, 'numerator')]
    : [parts.map(share).join(' + '), String(weights)];
  return `
    select indicator, period, null, null, numerator, ${of ? 'denominator' : 'if(numerator is null, null, denominator)'}
    from (
      select e.indicator, e.period, ${numerator} as numerator, ${denominator} as denominator
      from ${expected} e where e.indicator = ${literal(id)}
    )`;
}
