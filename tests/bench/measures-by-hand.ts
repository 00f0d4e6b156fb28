/**
 * The counts of all dossier indicators as one would write them in one statement, without a catalogue: what can be counted
 * by day is counted once a day and then put into the periods of both bases; what is judged from the end of the period (on
 * time), medians and different procedures are counted over the rows of the period. Fills `bench.by_hand`.
 */
const asOf = "timestamp '2026-10-31 23:59:59'";

const breakdown = `case when grouping(f) = 0 then 'field' when grouping(ch) = 0 then 'channel' end as breakdown,
      coalesce(case when grouping(f) = 0 then f end, case when grouping(ch) = 0 then ch end) as key`;
const sets = 'group by grouping sets ((period), (period, f), (period, ch))';

/** indicator, numerator, denominator ('null' where there is none), breakdowns, column of the row count. */
const lines: [string, string, string, 'all' | 'field' | 'none', 'daily' | 'seen' | 'ended'][] = [
  ['tthc-tiep-nhan', 'n', 'null', 'all', 'daily'],
  ['tthc-truc-tuyen', 'online', 'n', 'field', 'daily'],
  ['tthc-thanh-toan-truc-tuyen', 'paid', 'with_fee', 'all', 'daily'],
  ['tthc-ket-qua-dien-tu', 'electronic', 'written', 'all', 'daily'],
  ['tthc-so-hoa', 'digital', 'done', 'all', 'daily'],
  ['tthc-thoi-gian', 'days', 'done', 'all', 'daily'],
  ['tthc-toan-trinh', 'full_online', 'in_full', 'field', 'daily'],
  ['tthc-bo-sung', 'asked', 'n', 'all', 'daily'],
  ['tthc-da-giai-quyet', 'n', 'null', 'all', 'ended'],
  ['tthc-dung-han', 'on_time', 'n', 'all', 'seen'],
  ['tthc-qua-han', 'late', 'null', 'all', 'seen'],
  ['tthc-thoi-gian-trung-vi', 'middle', 'null', 'field', 'seen'],
  ['tthc-co-ho-so-truc-tuyen', 'services', 'null', 'none', 'seen'],
  ['tthc-co-thanh-toan-truc-tuyen', 'paying', 'null', 'none', 'seen'],
];

const which = { all: 'true', field: "breakdown is null or breakdown = 'field'", none: 'breakdown is null' };

const selects = lines.map(
  ([id, n, d, by, from]) => `
    select '${id}' || case when period like 'nd09-%' then '-nd09' else '' end as indicator, period, breakdown, key,
      ${n}::double as numerator, ${d}::double as denominator from ${from} where ${which[by]}`,
);

export const byHand = `
  create schema if not exists bench;
  create or replace table bench.by_hand as
  with rows as (
    select *, coalesce(supplemented_at - supplement_requested_at, interval 0 second) as pause, cast(received_at as date) as day, coalesce(field, 'unknown') as f, channel as ch,
      finished and ended_at <= ${asOf} as is_done
    from fact.dossier where received_at <= ${asOf}
  ), days as (
    select day, f, ch, count(*) as n, count(*) filter (channel = 'online') as online,
      count(*) filter (fee > 0) as with_fee, count(*) filter (fee > 0 and payment in ('national', 'provincial')) as paid,
      count(*) filter (is_done and needs_written_result) as written,
      count(*) filter (is_done and needs_written_result and electronic_result) as electronic,
      count(*) filter (is_done) as done,
      count(*) filter (is_done and digitised and (electronic_result or not needs_written_result)) as digital,
      sum(epoch(ended_at - received_at - pause) / 86400) filter (is_done) as days,
      count(*) filter (service_level = 'full') as in_full, count(*) filter (service_level = 'full' and channel = 'online') as full_online,
      count(*) filter (supplement_count > 0 or supplement_requested_at <= ${asOf}) as asked
    from rows group by all
  ), daily as (
    select p.period, ${breakdown}, ${['n', 'online', 'with_fee', 'paid', 'written', 'electronic', 'done', 'digital', 'days', 'in_full', 'full_online', 'asked'].map((c) => `sum(${c}) as ${c}`).join(', ')}
    from days join plan.day_period p using (day) ${sets}
  ), ended as (
    select p.period, ${breakdown}, sum(n) as n
    from (select cast(ended_at as date) as day, f, ch, count(*) as n from rows where is_done group by all) join plan.day_period p using (day) ${sets}
  ), judged as (
    select p.period, p.kind, f, ch, is_done, procedure_code, channel, fee, payment, epoch(ended_at - received_at - pause) / 86400 as took,
      supplement_count <= 1 and case when ended_at <= ${asOf} then ended_at - pause when waiting_since <= ${asOf} then waiting_since
        when supplement_requested_at <= ${asOf} and (supplemented_at > ${asOf} or (supplemented_at is null and ended_at is not null)) then supplement_requested_at
        when supplement_requested_at < seen_at and supplemented_at is not null then seen_at - (least(supplemented_at, seen_at) - supplement_requested_at)
        else seen_at end <= due_at as is_on_time
    from rows r join plan.day_period p using (day)
    join (select *, least(ends_on, date '2026-10-31') + interval 86399 second as seen_at from plan.period) q using (period)
  ), seen as (
    select period, ${breakdown}, count(*) as n, count(*) filter (is_on_time) as on_time, count(*) filter (not is_on_time) as late,
      -- Nobody asks for the median of a year to date.
      median(took) filter (is_done and kind <> 'year_to_date') as middle, count(distinct procedure_code) filter (channel = 'online') as services,
      count(distinct procedure_code) filter (fee > 0 and payment in ('national', 'provincial')) as paying
    from judged ${sets}
  )
  ${selects.join('\n  union all')}`;
