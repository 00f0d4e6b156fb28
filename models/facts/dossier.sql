-- One row a dossier that was received (statuses "mới đăng ký" and "không được tiếp nhận" are no dossiers yet).
with delivery as (
  select load_id as _load, place as number from ops.standing_load where source = 'public-service-portal'
), first_appointment as (
  -- A second appointment ("hẹn lại") must not turn a late dossier into one on time: the first one counts. That is the one
  -- in the earliest delivery, not the earliest day: one delivery with wrong days would else count for ever. Where the
  -- earliest itself is wrong it still counts: no later file can be told from an appointment put off. Of most dossiers there
  -- is but one row, the one that stands.
  select dossier_code, arg_min(due_at, (number, l._sheet, l._row)) as due_at
  from landing.public_service_portal l join delivery using (_load)
  anti join current.public_service_portal c on c._load = l._load and c._row = l._row and c._sheet is not distinct from l._sheet
  where due_at is not null group by dossier_code
)
select
  d.dossier_code,
  procedure_code,
  procedure_name,
  field,
  department as unit,
  channel,
  service_level,
  hamlet,
  received_at,
  status,
  status in ('done', 'returned') as finished,
  case when status in ('withdrawn', 'stopped', 'done', 'returned') then coalesce(closed_at, returned_at) end as ended_at,
  case when status = 'supplement_requested' then supplement_requested_at end as waiting_since,
  coalesce(supplement_count, 0) as supplement_count,
  supplement_requested_at,
  supplemented_at,
  coalesce(supplemented_at - supplement_requested_at, interval 0 second) as pause,
  coalesce(f.due_at, d.due_at, received_at + to_seconds(time_limit_days * 86400)) as due_at,
  fee,
  payment,
  needs_written_result,
  electronic_result,
  digitised,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from matched.public_service_portal d left join first_appointment f on f.dossier_code = d.dossier_code
where received_at is not null and status not in ('registered', 'not_accepted')
