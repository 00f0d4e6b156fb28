-- The identities of form 06/VPCP hold in every row.
select period, field_label from mart.vpcp06
where received_total <> received_online + received_direct + received_carried
  or received_total <> solved_total + pending_total
  or solved_total <> solved_early + solved_on_time + solved_late
  or pending_total <> pending_within + pending_overdue
