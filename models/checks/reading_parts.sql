-- Parts sum to the whole: numerators and denominators of each breakdown add up to those of the indicator.
with whole as (select * from measure.reading where breakdown is null),
part as (
  select indicator, period, breakdown, sum(numerator) as numerator, sum(denominator) as denominator
  from measure.reading where breakdown is not null group by all
)
select p.indicator, p.period, p.breakdown from part p join whole w using (indicator, period) join plan.indicator i using (indicator)
where i.is_additive
  and (abs(p.numerator - w.numerator) > 1e-6 * greatest(1, abs(w.numerator))
    or abs(coalesce(p.denominator, 0) - coalesce(w.denominator, 0)) > 1e-6 * greatest(1, abs(w.denominator)))
