import type { Readable } from 'node:stream';
import { readForgotten } from '../archive/forgotten-list.ts';
import { archivedPath } from '../archive/store.ts';
import { addDays } from '../config/clock.ts';
import { days } from '../config/days.ts';
import type { ExitCode } from '../error.ts';
import { forgetPerson } from '../land/forget.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { vietnamese } from './delivery-list.ts';
import { type AboutPerson, aboutOnePerson, type PersonOptions } from './person.ts';
import { table } from './table.ts';

/** An original in which a forgotten person still stands, and how long. */
interface Original {
  source: string;
  id: string;
  name: string;
  taken_on: string;
  until: 'retention' | 'prune' | 'stays';
  /** ISO; with `retention` the day from which on the next refresh removes it, else null. */
  goes_on: string | null;
}

/** Originals that still hold rows of the person; asked before forgetting, of which nothing leads to them afterwards. */
async function originalsOf(
  { home }: Context,
  { warehouse, contracts, deliveries, now }: AboutPerson,
): Promise<Original[]> {
  const standing = await warehouse.all<{ source: string; sha256: string }>(
    'select source, sha256 from ops.standing_load',
  );
  const originals: Original[] = [];
  for (const { source, sha256, id, name, taken_on } of deliveries) {
    if ((await archivedPath(home, source, sha256)) === undefined) continue;
    const kept = contracts.find((its) => its.id === source)?.retention?.originals;
    const landed = standing.some((its) => its.source === source && its.sha256 === sha256);
    const until = !landed ? 'stays' : kept === undefined ? 'prune' : 'retention';
    // Kept for so many days after that of taking; one that is overdue goes with the next refresh.
    const last = kept === undefined ? '' : addDays(taken_on, days(kept) + 1);
    const today = now.slice(0, 10);
    const goesOn = until === 'retention' ? ([last, today].sort().at(-1) ?? null) : null;
    originals.push({ source, id, name, taken_on, until, goes_on: goesOn });
  }
  return originals;
}

/** Forgets a person: what there is of them goes at once, and nothing of them lands again. */
export async function run(
  context: Context,
  options: PersonOptions,
  input: Readable = process.stdin,
): Promise<ExitCode> {
  const { rows, originals, wasKnown } = await aboutOnePerson(
    context,
    options,
    { kind: 'forget', shownAs: null, input },
    async (its) => {
      const { warehouse, contracts, pseudonym, now } = its;
      const before = await readForgotten(warehouse, context.home);
      const found = await originalsOf(context, its);
      const gone = await forgetPerson(warehouse, context.home, contracts, { pseudonym, forgotten_at: now });
      return {
        rows: gone,
        originals: found,
        wasKnown: before.some((known) => known.pseudonym === pseudonym),
      };
    },
  );
  if (context.json) {
    const sources = [...new Set(rows.map(({ source }) => source))].map((source) => ({
      source,
      rows: rows.filter((its) => its.source === source).length,
    }));
    context.print(JSON.stringify({ was_forgotten: wasKnown, rows: rows.length, sources, originals }));
    return 0;
  }
  const text = messages().person;
  if (wasKnown) context.print(text.wasKnown);
  context.print(text.forgotten(rows.length));
  context.print(text.locked);
  if (originals.length > 0) {
    context.print(text.originals);
    const lines = originals.map(({ source, id, name, taken_on, until, goes_on }) => [
      source,
      id,
      name,
      vietnamese(taken_on),
      goes_on === null ? text.until[until === 'stays' ? 'stays' : 'prune'] : text.until.retention(goes_on),
    ]);
    context.print(table(text.originalColumns, lines));
  }
  context.print(text.inboxNote);
  return 0;
}
