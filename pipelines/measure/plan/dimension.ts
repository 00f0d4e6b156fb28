import { planTable } from './plan-table.ts';

export const dimension = planTable({
  name: 'dimension',
  columns: { dimension: 'varchar', label: 'varchar' },
  rows: ({ project: { plan } }) =>
    Object.entries(plan.dimensions).map(([dimension, { label }]) => ({ dimension, label })),
});

/** What the keys of a dimension are called, where that is another word. */
export const dimensionKey = planTable({
  name: 'dimension_key',
  columns: { dimension: 'varchar', key: 'varchar', label: 'varchar', sort_key: 'integer' },
  rows: ({ project: { plan } }) =>
    Object.entries(plan.dimensions).flatMap(([dimension, { keys }]) =>
      Object.entries(keys).map(([key, label], at) => ({ dimension, key, label, sort_key: at })),
    ),
});
