import { isProtected, rowsOf } from '../../config/protection.ts';
import { planTable } from './plan-table.ts';

/**
 * The breakdowns of each indicator: whether small counts are hidden in it (`is_protected`), and whether its sums count persons
 * themselves (`is_tally`) or are quantities of a few rows (money).
 */
export const breakdown = planTable({
  name: 'breakdown',
  columns: { indicator: 'varchar', breakdown: 'varchar', is_protected: 'boolean', is_tally: 'boolean' },
  rows: ({ project: { indicators, plan, contracts } }) =>
    indicators.flatMap((indicator) =>
      indicator.by.map((dimension) => {
        const rows = rowsOf(indicator, dimension, contracts);
        const described = plan.dimensions[dimension]?.describes ?? 'persons';
        return {
          indicator: indicator.id,
          breakdown: dimension,
          is_protected: isProtected(described, rows),
          // Returns of units count persons or cases too: their sums are numbers, not amounts of rows.
          is_tally: rows === 'tallies' || indicator.fact === 'unit_return',
        };
      }),
    ),
});
