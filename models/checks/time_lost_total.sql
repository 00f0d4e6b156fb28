-- Late dossiers are those of form 06/VPCP (ended late, or overdue at the end), and fields, procedures and offices add up to the whole.
select t.period, t.dimension, sum(t.late) as late, any_value(f.solved_late + f.pending_overdue) as in_form
from mart.time_lost t join mart.vpcp06 f on f.period = t.period and f.field = '' and f.gap_text = ''
group by t.period, t.dimension having sum(t.late) is distinct from any_value(f.solved_late + f.pending_overdue)
