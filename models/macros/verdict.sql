-- What became of a dossier or a petition, seen from a period, as the rows behind a number tell it (indicator explain --rows). The keys are those
-- of measure/row-verdict.ts; is_on_time is what the indicator itself says of the row, so that verdict and number cannot differ.
create or replace temp macro dossier_verdict(is_on_time, ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, as_of_end) as
  case when not is_on_time and supplements_known(supplement_count, supplement_requested_at, as_of_end) > 1 then 'supplements'
       when ended_at <= as_of_end then if(is_on_time, 'finished_on_time', 'finished_late')
       when waits_since(ended_at, supplement_requested_at, supplemented_at, waiting_since, as_of_end) is not null then if(is_on_time, 'waiting', 'waiting_overdue')
       else if(is_on_time, 'open_within', 'open_overdue') end;

create or replace temp macro petition_verdict(is_on_time, answered_at, as_of_end) as
  case when answered_at <= as_of_end then if(is_on_time, 'answered_on_time', 'answered_late')
       else if(is_on_time, 'open_within', 'open_overdue') end;
