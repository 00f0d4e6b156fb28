-- One row a payment that was made; what waits or was stopped is none.
select * from staging.social_payments where is_paid
