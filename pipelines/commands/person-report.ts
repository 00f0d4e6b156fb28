import type { Readable } from 'node:stream';
import { readForgotten } from '../archive/forgotten-list.ts';
import type { ExitCode } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { vietnamese } from './delivery-list.ts';
import { aboutOnePerson, type PersonOptions } from './person.ts';
import { table } from './table.ts';

/** What there is of a person: how many rows, in which deliveries of which sources, and whether they are on the list of the forgotten. */
export async function run(
  context: Context,
  options: PersonOptions,
  input: Readable = process.stdin,
): Promise<ExitCode> {
  const shownAs = context.json ? 'json' : 'table';
  const { deliveries, isForgotten } = await aboutOnePerson(
    context,
    options,
    { kind: 'report', shownAs, input },
    async (its) => ({
      deliveries: its.deliveries,
      isForgotten: (await readForgotten(its.warehouse, context.home)).some(
        ({ pseudonym }) => pseudonym === its.pseudonym,
      ),
    }),
  );
  if (context.json) {
    const shown = deliveries.map(({ source, id, name, taken_on, rows, others }) => ({
      source,
      id,
      name,
      taken_on,
      rows,
      others,
    }));
    context.print(JSON.stringify({ is_forgotten: isForgotten, deliveries: shown }));
    return 0;
  }
  const { person: text, locale } = messages();
  context.print(isForgotten ? text.onList : text.notOnList);
  if (deliveries.length === 0) {
    context.print(text.nothing);
    return 0;
  }
  const lines = deliveries.map((its) => [
    its.source,
    its.id,
    its.name,
    vietnamese(its.taken_on),
    its.rows.toLocaleString(locale),
    its.others.toLocaleString(locale),
  ]);
  context.print(table(text.columns, lines, [4, 5]));
  if (deliveries.some(({ others }) => others > 0)) context.print(text.othersNote);
  return 0;
}
