import { fold } from '../config/fold.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { byPart, type Context } from './context.ts';
import { periodsOf, type Said, saidInName, saidInTitle } from './period-text.ts';
import type { SampleTable, TitleCell } from './samples.ts';
import { escaped, listOf } from './words.ts';

/** The rows above the header of a table as one text. */
export function titleText({ title }: SampleTable): string {
  const rows = new Map<number, string[]>();
  for (const { row, text } of title) rows.set(row, [...(rows.get(row) ?? []), text]);
  return [...rows.values()].map((texts) => texts.join(' ')).join('\n');
}

interface Place {
  cell: TitleCell;
  said: Said;
}

const weight: Record<Said['kind'], number> = { range: 0, until: 1, period: 2 };

/** What the cells above a header say of the period, the weightiest first. */
const places = ({ title }: SampleTable): Place[] =>
  title
    .flatMap((cell) => {
      const said = saidInTitle(cell.text);
      return said ? [{ cell, said }] : [];
    })
    .sort((a, b) => weight[a.said.kind] - weight[b.said.kind]);

function seenIn(tables: readonly SampleTable[], chosen: readonly (Place | undefined)[]): string[] {
  const { seen } = messages().draft;
  const first = chosen[0];
  const all = tables.flatMap((table) => places(table));
  const other = all.find(({ said }) => tables.length === 1 && said.period.from !== first?.said.period.from);
  return [
    ...(first ? [seen.title(first.cell.row, first.said.words)] : []),
    ...(other ? [seen.otherPeriod(other.cell.row, other.said.words)] : []),
  ];
}

const isOfFile = true;

function rangeOf({ find = '' }: { find?: string }, words: readonly string[], seen: string[]): Context[] {
  const { label } = messages().draft.context;
  const pattern = new RegExp(find, 'u');
  const days = words.map((text) => pattern.exec(text));
  const [first = '', last = ''] = find.split(/(?<=\))(?=\[)/u);
  const from = ['title' as const];
  return [
    {
      ...{ label: label.firstDay, type: 'date', from, seen, role: 'first_day', isOfFile },
      find,
      value: byPart(days.map((found) => found?.[1])),
    },
    {
      ...{ label: label.lastDay, type: 'date', from, seen, role: 'last_day', isOfFile },
      find: `${first.replace(/[()]/g, '')}${last}`,
      value: byPart(days.map((found) => found?.[2])),
    },
  ];
}

/** The period of each table, where all have it above their headers. */
async function titlePeriod(warehouse: Warehouse, tables: readonly SampleTable[]): Promise<Context[]> {
  const { label } = messages().draft.context;
  const chosen = tables.map((table) => places(table)[0]);
  const first = chosen[0];
  if (!first || chosen.some((its) => its?.said.kind !== first.said.kind)) return [];
  const seen = seenIn(tables, chosen);
  const words = chosen.map((its) => its?.said.words ?? '');
  const { kind, find } = first.said;
  if (kind === 'range') return rangeOf({ find }, words, seen);
  const from = ['title' as const];
  if (kind === 'until') {
    const days = words.map((text) => new RegExp(find, 'u').exec(text)?.[1]);
    return [{ label: label.lastDay, type: 'date', from, find, seen, role: 'last_day', isOfFile, value: byPart(days) }];
  }
  // A month in the line of the signature, or in the name of a decree, would be taken first: then the words are looked for.
  const wanted = await periodsOf(warehouse, words);
  const whole = await periodsOf(warehouse, tables.map(titleText));
  if (wanted.includes(null)) return [];
  const isPlain = wanted.every((its, at) => its === whole[at]);
  const context: Context = { label: label.period, type: 'period', from, seen, role: 'period', isOfFile, value: byPart(words) };
  return [isPlain ? context : { ...context, find }];
}

/** The period of each table, where the names of all files have it. */
async function namePeriod(warehouse: Warehouse, tables: readonly SampleTable[]): Promise<Context[]> {
  const { context, seen } = messages().draft;
  const said = tables.map(({ name }) => saidInName(name));
  const [first] = said;
  if (!first) return [];
  const words = said.map((its) => its?.words ?? '');
  if (said.some((its) => its?.find !== first.find)) return [];
  if ((await periodsOf(warehouse, words)).some((its, at) => its !== said[at]?.period.from)) return [];
  return [
    {
      ...{ label: context.label.period, type: 'period', from: ['file'], find: first.find },
      ...{ seen: [seen.file(tables[0]?.name ?? '', first.words)], role: 'period', isOfFile },
      value: byPart(words),
    },
  ];
}

/** The period that the files say they are of: in the rows above the header, else in their names. */
export async function periodContext(
  warehouse: Warehouse,
  tables: readonly SampleTable[],
): Promise<{ contexts: Context[]; isInName: boolean }> {
  const titled = await titlePeriod(warehouse, tables);
  if (titled.length > 0) return { contexts: titled, isInName: false };
  return { contexts: await namePeriod(warehouse, tables), isInName: true };
}

interface Beside {
  row: number;
  label: string;
  text: string;
  /** Label and text share a cell: "Thôn: Thôn 1". */
  isOneCell: boolean;
}

/** Cells above the header that say a name beside its label: "Thôn:", "Thôn 1". */
function besideIn({ title }: SampleTable): Beside[] {
  return title.flatMap((cell, at) => {
    const [, label = '', own = ''] = /^([^:]+?) *:\s*(.*)$/u.exec(cell.text) ?? [];
    if (label === '' || listOf(label) === undefined) return [];
    if (own !== '') return [{ row: cell.row, label, text: own, isOneCell: true }];
    const next = title[at + 1];
    if (next?.row !== cell.row || next.text.endsWith(':')) return [];
    return [{ row: cell.row, label, text: next.text, isOneCell: false }];
  });
}

/** Names of places and offices that stand beside their labels above every table. */
export function besideContexts(tables: readonly SampleTable[]): Context[] {
  const { seen } = messages().draft;
  const all = tables.map(besideIn);
  return (all[0] ?? []).flatMap(({ row, label, isOneCell }): Context[] => {
    const found = all.map((its) =>
      its.find((other) => fold(other.label) === fold(label) && other.isOneCell === isOneCell),
    );
    if (found.some((its) => its === undefined)) return [];
    const first = found[0]?.text ?? '';
    const place: Pick<Context, 'from' | 'find'> = isOneCell
      ? { from: ['title'], find: `${escaped(label)} *: *([^\\n]+)` }
      : { from: [{ beside: label }] };
    const dimension = listOf(label);
    return [
      {
        ...{ label, type: 'text', ...place, ...(dimension ? { dimension } : {}) },
        ...{ seen: [seen.beside(row, label, first)], role: 'other', isOfFile: true },
        value: byPart(found.map((its) => its?.text)),
      },
    ];
  });
}
