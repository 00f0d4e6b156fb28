-- One row a procedure in force, with the days by which it had to be announced and published.
select procedure_code, field, announced_on, announce_due, published_on, publish_due, refused_columns, _load, _sheet, _row
from staging.procedures where in_force
