-- A share lies between 0 and 100 %, and a numerator within its denominator.
select r.indicator, r.period, r.breakdown, r.key from measure.reading r join plan.indicator i using (indicator)
where i.shape = 'ratio' and (r.numerator > r.denominator or r.value not between 0 and 100)
