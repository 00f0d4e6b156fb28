import { planTable } from './plan-table.ts';

/** Figures that seem to be those of an indicator and are not (another indicator, or a label of the topic `figure`), and why. */
export const figureDifference = planTable({
  name: 'figure_difference',
  columns: { indicator: 'varchar', other: 'varchar', why: 'varchar' },
  rows: ({ project }) =>
    project.indicators.flatMap(({ id, differs_from }) =>
      differs_from.map(({ from, why }) => ({ indicator: id, other: from, why })),
    ),
});
