import { type OwnPeriod, periodInName, periodInTitle } from '../land/own-date.ts';
import { compileType } from '../land/types.ts';
import type { ContractColumn } from '../config/contract.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** What a text says its table is of: which days, and by which words. */
export interface Said {
  kind: 'period' | 'range' | 'until';
  period: OwnPeriod;
  /** The words that say it, as they are written. */
  words: string;
  /** Pattern of such words, for a contract. */
  find: string;
}

const day = String.raw`\d{1,2} *[/.-] *\d{1,2} *[/.-] *\d{4}`;
const until = '(?:đến|Đến|ĐẾN|–|-)';
/** In the order of `periodInTitle`: what it takes first must be found first. */
const forms: readonly [Said['kind'], string][] = [
  ['range', String.raw`(${day})[^0-9]*?${until}[^0-9]*?(${day})`],
  ['until', String.raw`(?:đến|Đến|ĐẾN|chốt|Chốt)[^0-9]*?(${day})`],
  ['period', String.raw`(?:^|[^0-9 ]) *((?:[Tt]háng|THÁNG|[Tt]) *\d{1,2} *(?:năm|Năm|NĂM|/|-|\.) *\d{4})`],
  ['period', String.raw`((?:[Qq]uý|QUÝ) *(?:IV|I{1,3}|iv|i{1,3}|[1-4]) *(?:năm|Năm|NĂM|/|-|\.) *\d{4})`],
];

/** What a text above a table says it is of; undefined for nothing, or in words that no pattern is at hand for. */
export function saidInTitle(text: string): Said | undefined {
  const period = periodInTitle(text);
  if (!period) return undefined;
  for (const [kind, find] of forms) {
    const found = new RegExp(find, 'u').exec(text);
    if (found) return { kind, period, find, words: (kind === 'period' ? found[1] : found[0]) ?? '' };
  }
  return undefined;
}

const ofNames: readonly string[] = [
  String.raw`(20\d\d[-_. ]?(?:0[1-9]|1[0-2]))(?:[^0-9]|$)`,
  String.raw`(?:^|[^0-9])((?:0[1-9]|1[0-2])[-_. ]20\d\d)`,
  String.raw`((?:[Tt]háng|[Tt]hang|THANG|[Tt])[-_. ]?\d{1,2}[-_. ](?:nam[-_. ])?20\d\d)`,
  String.raw`((?:[Qq]uy|QUY|[Qq])[-_. ]?(?:IV|I{1,3}|iv|i{1,3}|[1-4])[-_. ](?:nam[-_. ])?20\d\d)`,
];

/** The month or quarter in a file's name; a single day is none. */
export function saidInName(name: string): Said | undefined {
  const period = periodInName(name);
  if (!period || period.from === period.until) return undefined;
  for (const find of ofNames) {
    const words = new RegExp(find, 'u').exec(name)?.[1];
    if (words !== undefined) return { kind: 'period', period, words, find };
  }
  return undefined;
}

/** The year that a title is of: "NĂM 2026". */
export const yearIn = (text: string): string | undefined => /(?:năm|Năm|NĂM) *(20\d\d)/u.exec(text)?.[0];

/** First days of the periods that texts name by the rules of the type `period`, ISO; null where a text names none. */
export async function periodsOf(
  warehouse: Warehouse,
  texts: readonly string[],
): Promise<(string | null)[]> {
  if (texts.length === 0) return [];
  const column = { name: 'r', type: 'period', labels: [] } as unknown as ContractColumn;
  const { parsed = 'null', value } = compileType(column, 'r', 'p', 'w');
  const rows = texts.map((text, at) => `(${at}, ${literal(text)})`);
  const found = await warehouse.all<{ day: string | null }>(`
    with text(n, r) as (values ${rows.join(', ')}), parsed as (select *, ${parsed} as p from text)
    select (${value})::varchar as day from parsed order by n`);
  return found.map(({ day: its }) => its);
}
