/** Columns of the answers Evidence gives itself about a query (its shape and its length), and of the list of open data. */
export const helperColumns = new Set([
  'column_name',
  'column_type',
  'null',
  'key',
  'default',
  'extra',
  'rowCount',
  'length',
  'bytes',
  'format',
]);
