import { constantTexts } from '../arrange/context.ts';
import type { ColumnType, ContractColumn, Origin } from '../config/contract.ts';
import { literal } from '../warehouse/warehouse.ts';
import type { SampleTable } from './samples.ts';

/** Where a column without cells of its own is to be taken from. */
export interface Place {
  type: ColumnType;
  from: Origin[];
  find?: string;
}

/** A column without cells of its own: what stands above, in names, in sections speaks for the rows. */
export interface Context extends Place {
  /** What it is called in a few words, as a label would. */
  label: string;
  dimension?: string;
  /** It says names of persons: it is dropped, and none of them is told. */
  isOfPersons?: boolean;
  /** Where it was seen, for people. */
  seen: string[];
  /** The rows that say it, for the sample: cells above the header, or below it. */
  above?: string[][];
  below?: string[];
  /** What it says: the period of the rows, its first or last day, or something else. */
  role: 'period' | 'first_day' | 'last_day' | 'other';
  /** Whether it says the same of all rows of a file. */
  isOfFile: boolean;
  /** The days of all periods it says, ISO; undefined of what is no period. */
  span?: { from: string; until: string };
  /** SQL over `samplesTable`: its text. */
  value: string;
}

/** SQL: the text of each table. */
export function byPart(texts: readonly (string | undefined)[]): string {
  const cases = texts.map((text, part) => `when ${part} then ${literal(text)}`);
  return `case _part ${cases.join(' ')} end`;
}

/** The rows above a header, cell by cell. */
function rowsOf({ title }: SampleTable): string[][] {
  const rows: string[][] = [];
  for (const { row, text } of title) {
    const cells = rows[row] ?? [];
    rows[row] = [...cells, text];
  }
  return rows.filter((row) => row !== undefined);
}

/** What stands around a table. */
export const aroundOf = (table: SampleTable) => ({
  rows: rowsOf(table),
  ...table.names,
});

/** What a place says in one table by the rules that land it: one text, none, or several that are not told apart. */
export const textsAt = ({ type, from, find }: Place, table: SampleTable, across = ''): string[] =>
  constantTexts({ name: '', type, from, find } as unknown as ContractColumn, aroundOf(table), across);

/** The text of each table, where every one says exactly one thing there; else undefined. */
export function onlyTexts(place: Place, tables: readonly SampleTable[], across = ''): string[] | undefined {
  const texts = tables.map((table) => textsAt(place, table, across));
  return texts.every((its) => its.length === 1) ? texts.map(([text = '']) => text) : undefined;
}

const monthEnd = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** The days of a period as `textsAt` gives it ("9/2026", "quy 3/2026", "nam 2026"), or of one day ("30/09/2026"). */
function daysOf(text: string): { from: string; until: string } | undefined {
  const [, day, month, ofDay] = /^(\d+)[/.-](\d+)[/.-](\d{4})$/.exec(text) ?? [];
  const [, first = month, ofMonth = ofDay] = /^(\d+)\/(\d{4})$/.exec(text) ?? [];
  const two = (part: string | undefined) => String(Number(part)).padStart(2, '0');
  if (day !== undefined) {
    const iso = `${ofDay}-${two(month)}-${two(day)}`;
    return { from: iso, until: iso };
  }
  if (first === undefined) return undefined;
  return { from: `${ofMonth}-${two(first)}-01`, until: monthEnd(Number(ofMonth), Number(first)) };
}

const quarters: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, 1: 1, 2: 2, 3: 3, 4: 4 };

function periodOf(text: string): { from: string; until: string } | undefined {
  const [, quarter = '', ofQuarter] = /^quy (iv|i{1,3}|[1-4])\/(\d{4})$/.exec(text) ?? [];
  const last = (quarters[quarter] ?? 0) * 3;
  if (last > 0)
    return {
      from: `${ofQuarter}-${String(last - 2).padStart(2, '0')}-01`,
      until: monthEnd(Number(ofQuarter), last),
    };
  const [, year] = /^nam (\d{4})$/.exec(text) ?? [];
  return year === undefined ? daysOf(text) : { from: `${year}-01-01`, until: `${year}-12-31` };
}

/** The first and the last day of all periods in `texts`. */
export function spanOf(texts: readonly string[]): { from: string; until: string } | undefined {
  const all = texts.flatMap((text) => periodOf(text) ?? []);
  const from = all.map((its) => its.from).sort()[0];
  const until = all
    .map((its) => its.until)
    .sort()
    .at(-1);
  return from === undefined || until === undefined ? undefined : { from, until };
}
