import { addDays } from '../../config/clock.ts';
import { planTable } from './plan-table.ts';

/** Other names of places and offices that people have accepted. `valid_until`: the first day on which it is not meant. */
export const nameAlias = planTable({
  name: 'name_alias',
  columns: {
    dimension: 'varchar',
    written: 'varchar',
    name: 'varchar',
    valid_from: 'date',
    valid_until: 'date',
  },
  rows: ({ project: { aliases } }) =>
    aliases.map(({ dimension, written, name, valid_from: from, valid_to: to }) => ({
      dimension,
      written,
      name,
      valid_from: from,
      valid_until: to === undefined ? undefined : addDays(to, 1),
    })),
});
