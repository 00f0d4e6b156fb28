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
 * at most 100, by their weights (as shares). Where one of them is not known, it is not known.
 */
export function derive({ id, of, parts = [] }: Indicator, { expected, measured }: CountsTables): string {
  const expect = `from ${expected} e where e.indicator = ${literal(id)}`;
  const whole = (other: string) =>
    `(select m.numerator from ${measured} m where m.indicator = ${literal(other)} and m.period = e.period and m.breakdown is null)`;
  if (of)
    return `select e.indicator, e.period, null, null, ${whole(of.numerator)}, ${whole(of.denominator)} ${expect}`;
  const weights = parts
    .map(({ indicator, weight }) => `(${literal(indicator)}, ${weight}::double)`)
    .join(', ');
  return `
    select e.indicator, e.period, null, null,
      case when count(p.value) = ${parts.length} then sum(w.weight * least(p.value, 100)) / 100 end,
      case when count(p.value) = ${parts.length} then sum(w.weight) end
    from ${expected} e cross join (values ${weights}) w(part, weight)
    left join (
      select m.indicator, m.period, i.factor * m.numerator / nullif(m.denominator, 0) as value
      from ${measured} m join plan.indicator i using (indicator) where m.breakdown is null
    ) p on p.indicator = w.part and p.period = e.period
    where e.indicator = ${literal(id)} group by all`;
}
