import type { Project } from '../../config/project.ts';
import { isProtected, rowsOf } from '../../config/protection.ts';
import { planTable } from './plan-table.ts';

/** A breakdown of an indicator; see `plan.breakdown`. */
export interface Breakdown {
  indicator: string;
  breakdown: string;
  is_protected: boolean;
  is_tally: boolean;
}

/** Every breakdown of every indicator, by what its rows are and what the dimension tells apart. */
export const breakdownsOf = ({ indicators, plan, contracts }: Project): Breakdown[] =>
  indicators.flatMap((indicator) =>
    indicator.by.map((dimension) => {
      const rows = rowsOf(indicator, dimension, contracts);
      return {
        indicator: indicator.id,
        breakdown: dimension,
        is_protected: isProtected(plan.dimensions[dimension]?.describes ?? 'persons', rows),
        // Returns of units count persons or cases too: their sums are numbers, not amounts of rows.
        is_tally: rows === 'tallies' || indicator.fact === 'unit_return',
      };
    }),
  );

/**
 * The breakdowns of each indicator: whether small counts are hidden in it (`is_protected`), and whether its sums count persons
 * themselves (`is_tally`) or are quantities of a few rows (money).
 */
export const breakdown = planTable({
  name: 'breakdown',
  columns: { indicator: 'varchar', breakdown: 'varchar', is_protected: 'boolean', is_tally: 'boolean' },
  rows: ({ project }) => breakdownsOf(project),
});
