import { messages } from '../messages/index.ts';
import { type WrittenName, writtenNames } from '../model/written-names.ts';
import type { Command } from './context.ts';
import { overNames } from './names.ts';
import { table } from './table.ts';

const day = (iso: string): string => iso.split('-').reverse().join('/');

/** What a text is taken for, and why: in one cell. */
function takenFor({ how, name, code, choices, is_ended }: WrittenName): string {
  const text = messages().cli.name;
  if (how === 'none') return choices.length === 0 ? text.nothingNear : text.near(choices);
  if (how === 'ambiguous') return text.ambiguous(choices);
  const official = `${name}${code === null ? '' : ` (${code})`}`;
  return `${official} · ${text.how[how]}${is_ended ? ` · ${text.ended}` : ''}`;
}

/** `01/07/2026 – ` */
const daysOf = ({ valid_from: from, valid_to: to }: WrittenName): string =>
  from === null && to === null ? '' : `${from === null ? '' : day(from)} – ${to === null ? '' : day(to)}`;

/** Lists texts that match no official name, or two; with --all also what was matched in another writing. */
export const run: Command<{ all?: boolean }> = async (context, { all = false }) => {
  const text = messages().cli;
  const { rows, empty } = await overNames(context, async ({ project, warehouse, dimensions }) => {
    const listed = await Promise.all(
      dimensions.map(async ({ id, source }) => {
        const { n } = await warehouse.one<{ n: number }>(`select count(*) as n from names."${id}"`);
        return n === 0 ? [source.id] : [];
      }),
    );
    return { rows: await writtenNames(warehouse, project, { all }), empty: [...new Set(listed.flat())] };
  });
  if (context.json) context.print(JSON.stringify(rows));
  else if (rows.length === 0) context.print(text.name.allMatched);
  else {
    const { column } = text;
    const shown = rows.map((row) => [
      row.dimension,
      row.source,
      row.written,
      String(row.rows),
      ...(all ? [daysOf(row)] : []),
      takenFor(row),
    ]);
    const headings = [
      column.dimension,
      column.source,
      column.written,
      column.rows,
      ...(all ? [column.days] : []),
      column.takenFor,
    ];
    context.print(table(headings, shown, [3]));
    context.print(`\n${text.name.toAccept}`);
  }
  for (const source of empty) context.say(text.name.noNamesYet(source));
  return 0;
};
