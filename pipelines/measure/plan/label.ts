import type { Status } from '../../config/status.ts';
import { vi } from '../../messages/vi/index.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
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

/** Lets the macro `phrase` find its texts: by a variable, as a macro made before the table could not name it. */
export async function setPhrases(warehouse: Warehouse): Promise<void> {
  await warehouse.run(
    "set variable phrases = (select map_from_entries(list((key, label))) from plan.label where topic = 'phrase')",
  );
}
