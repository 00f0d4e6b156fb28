/**
 * A refused value is not a blank. `landing.*` and `current.*` name in `_refused` the columns whose value was refused alone,
 * facts hand the list on as `refused_columns`; null where there are none. In place of a column stands `wholeRow` where the
 * newest row of the record was refused: what the older one says may no longer be so.
 */
export const refusedOf = { table: '_refused', fact: 'refused_columns' } as const;

/** No column has this name. */
export const wholeRow = '*';
