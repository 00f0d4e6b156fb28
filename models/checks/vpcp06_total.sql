-- The total row of form 06/VPCP is the sum of its fields, column by column.
select period from mart.vpcp06
group by period
having coalesce(sum(received_total) filter (field = ''), 0) <> coalesce(sum(received_total) filter (field <> ''), 0)
  or coalesce(sum(solved_late) filter (field = ''), 0) <> coalesce(sum(solved_late) filter (field <> ''), 0)
  or coalesce(sum(pending_overdue) filter (field = ''), 0) <> coalesce(sum(pending_overdue) filter (field <> ''), 0)
