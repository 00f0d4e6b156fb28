-- One row a training session of the plan or outside of it.
select * from staging.digital_skills
