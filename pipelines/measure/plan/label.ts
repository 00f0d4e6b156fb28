import type { Status } from '../../config/status.ts';
import { vi } from '../../messages/vi/index.ts';
import { planTable } from './plan-table.ts';

// A status without a word does not compile.
const topics = vi.label satisfies { status: Record<Status, string> };

/** Words for people, by topic. The site speaks Vietnamese, whatever language the terminal is asked for. */
export const label = planTable({
  name: 'label',
  columns: { topic: 'varchar', key: 'varchar', label: 'varchar', sort_key: 'integer' },
  rows: () =>
    Object.entries(topics).flatMap(([topic, labels]) =>
      Object.entries(labels).map(([key, words], at) => ({ topic, key, label: words, sort_key: at + 1 })),
    ),
});
