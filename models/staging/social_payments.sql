-- One row a payment of one programme to one person for one month. What still waits or was stopped is kept, so that it can
-- be seen; only `is_paid` rows are payments.
select
  recipient,
  programme,
  make_date(pay_year, pay_month, 1) as paid_for,
  paid_on,
  amount,
  method,
  -- A wallet is no cash, and no account either: both count as paid without cash.
  method in ('account', 'wallet') as is_cashless,
  result,
  result = 'paid' as is_paid,
  hamlet,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from matched.social_payments
