import { planTable } from './plan-table.ts';

/** From how many points of the score by Quyết định 766/QĐ-TTg on a commune is rated how. */
export const ratingBand = planTable({
  name: 'rating_band',
  columns: { from_points: 'double', name: 'varchar' },
  rows: ({ project }) => project.score.rating.bands.map(({ from, name }) => ({ from_points: from, name })),
});
