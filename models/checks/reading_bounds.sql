-- Rows that meet are among the rows that count. Sums may come to more than they are set against: told by is_above_all.
select r.indicator, r.period, r.breakdown, r.key from measure.reading r join plan.indicator i using (indicator)
where i.counts_rows and (r.numerator > r.denominator or r.value not between 0 and 100)
