import { readForgotten } from '../archive/forgotten-list.ts';
import { applyForgotten } from '../land/forget.ts';
import { messages } from '../messages/index.ts';
import { timed } from './progress.ts';
import type { Run } from './run.ts';

/**
 * Rids a warehouse of persons who are on the list and of whom it has not been rid: it came from a backup, or forgetting was cut short. What
 * lands from now on lands without them: see `landPending`.
 */
export async function forgetListed({ warehouse, home, project, progress }: Run): Promise<void> {
  const done = await warehouse.all<{ pseudonym: string }>('select pseudonym from ops.forgotten');
  const known = new Set(done.map(({ pseudonym }) => pseudonym));
  const open = (await readForgotten(warehouse, home)).filter(({ pseudonym }) => !known.has(pseudonym));
  if (open.length === 0) return;
  const { step, count } = messages().run;
  await timed(
    progress,
    step.forget,
    () => applyForgotten(warehouse, home, project.contracts, open),
    (rows) => ({ [count.rows]: rows.length }),
  );
}
