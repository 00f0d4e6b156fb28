import { planTable } from './plan-table.ts';

/** Where each hamlet lies on the map of tiles. */
export const hamletTile = planTable({
  name: 'hamlet_tile',
  columns: { hamlet: 'varchar', map_row: 'integer', map_column: 'integer' },
  rows: ({ project: { tiles } }) =>
    tiles.map(({ hamlet, row, column }) => ({ hamlet, map_row: row, map_column: column })),
});
