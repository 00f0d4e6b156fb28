import { vi } from '../../messages/vi/index.ts';
import { planTable } from './plan-table.ts';

/** Words for people, by topic. The site speaks Vietnamese, whatever language the terminal is asked for. */
export const label = planTable({
  name: 'label',
  columns: { topic: 'varchar', key: 'varchar', label: 'varchar', sort_key: 'integer' },
  rows: () =>
    Object.entries(vi.label).flatMap(([topic, labels]) =>
      Object.entries(labels).map(([key, words], at) => ({ topic, key, label: words, sort_key: at + 1 })),
    ),
});
