import type { ContractColumn, Origin } from '../config/contract.ts';
import { fold } from '../config/fold.ts';

/** What stands around a table: the rows above its header, the name of its file, its sheet's. */
export interface Surroundings {
  rows: readonly (readonly string[])[];
  file: string;
  sheet: string | null;
}

/** What differs from row to row: the others are the same for a whole table. */
export const isOfRows = (origin: Origin): boolean =>
  origin === 'section' || (typeof origin === 'object' && 'column' in origin);

const tidy = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** The cell beside a label ("Thôn:" | "Thôn 1"), or what follows it in its own cell ("Thôn: Thôn 1"); each once. */
function beside(label: string, rows: Surroundings['rows']): string[] {
  const wanted = fold(label).replace(/[ :]+$/, '');
  const found = rows.flatMap((row) =>
    row.flatMap((cell, at) => {
      const [head = '', ...rest] = cell.split(':');
      if (fold(head) !== wanted) return [];
      const own = tidy(rest.join(':'));
      const next = own || tidy(row.slice(at + 1).find((its) => tidy(its) !== '' && its !== cell) ?? '');
      return next === '' ? [] : [next];
    }),
  );
  return [...new Set(found)];
}

const titleOf = ({ rows }: Surroundings): string =>
  rows
    .map((row) => tidy(row.filter((cell, at) => cell !== row[at - 1]).join(' ')))
    .filter((line) => line !== '')
    .join('\n');

/** Words of a file's name are set apart by anything. */
const nameOf = (file: string): string => tidy(file.replace(/\.[^.]*$/, '').replace(/[_-]+/g, ' '));

function textsOf(origin: Origin, around: Surroundings, across: string): string[] {
  if (typeof origin === 'object') return 'beside' in origin ? beside(origin.beside, around.rows) : [];
  const text = {
    title: () => titleOf(around),
    file: () => nameOf(around.file),
    sheet: () => around.sheet ?? '',
    across: () => across,
    section: () => '',
  }[origin]();
  return text === '' ? [] : [text];
}

/** A day in a title is often that of the decree by which a list is made, and a number with a year that of a paper. */
const withoutPapers = (text: string): string =>
  text
    .replace(/\bngay\s+[\d.…_ ]+\s+thang\s+[\d.…_ ]+\s+nam\s+(\d{4}|[.…_ ]+)/g, ' ')
    .replace(/\d+\s*\/\s*\d{4}\s*\/\s*[a-z]/g, ' ');

const month = '(1[0-2]|0?[1-9])';
const year = String.raw`(20\d\d)(?!\d)`;
const quarter = String.raw`(?<![a-z])quy[ .]{0,2}(iv|i{1,3}|[1-4])(?![a-z\d])`;
const namedMonth = String.raw`(?<![a-z])(?:thang|thg|t)[ .]{0,2}${month}(?!\d)`;

/** Each form with what it comes to, as the type `period` reads it. The first form that says anything speaks. */
const full: readonly [RegExp, (parts: readonly string[]) => string][] = [
  [new RegExp(String.raw`${namedMonth}\s*(?:nam|[/.-])?\s*${year}`, 'g'), ([m, y]) => `${Number(m)}/${y}`],
  [new RegExp(String.raw`${quarter}\s*(?:nam|[/.-])?\s*${year}`, 'g'), ([q, y]) => `quy ${q}/${y}`],
  [
    new RegExp(String.raw`(?<!\d)\d{1,2}\s?[/.-]\s?${month}\s?[/.-]\s?${year}`, 'g'),
    ([m, y]) => `${Number(m)}/${y}`,
  ],
  [new RegExp(String.raw`(?<![\d/.-])${month}\s?[/. -]\s?${year}`, 'g'), ([m, y]) => `${Number(m)}/${y}`],
  [/(?<!\d)(20\d\d)[ /.-]?(1[0-2]|0[1-9])(?!\d)/g, ([y, m]) => `${Number(m)}/${y}`],
];

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, first = '']) => first);
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
const years = (text: string): string[] => distinct(all(text, /(?<!\d)(20\d\d)(?!\d)/g));

function fullPeriods(text: string): string[] {
  for (const [pattern, say] of full) {
    const found = distinct([...text.matchAll(pattern)].map((match) => say(match.slice(1))));
    if (found.length > 0) return found;
  }
  return [];
}

/** A month or quarter without its year, and a year elsewhere; else the year alone. */
function periodsOfParts(text: string, whole: string): string[] {
  const parts = [
    ...distinct(all(text, new RegExp(namedMonth, 'g')).map((m) => `${Number(m)}`)),
    ...distinct(all(text, new RegExp(quarter, 'g')).map((q) => `quy ${q}`)),
  ];
  const written = years(whole);
  if (parts.length === 0) return written.map((y) => `nam ${y}`);
  return parts.flatMap((part) => written.map((y) => `${part}/${y}`));
}

/** The periods that a text names; that of the label of a column across before all others. */
export function periodsIn(text: string, across = ''): string[] {
  const whole = withoutPapers(fold(text));
  const label = fold(across);
  const own = fullPeriods(label);
  if (own.length > 0) return own;
  const isNamed = new RegExp(`${namedMonth}|${quarter}`).test(label);
  if (isNamed) return periodsOfParts(label, whole);
  const found = fullPeriods(whole);
  return found.length > 0 ? found : periodsOfParts(whole, whole);
}

const writtenDay =
  /(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}/giu;

/** What a pattern takes out of a text: its first group, or the whole of it; each once. */
function matches(find: string, text: string): string[] {
  const found = [...text.matchAll(new RegExp(find, 'gimu'))].map((match) => tidy(match[1] ?? match[0]));
  return distinct(found.filter((its) => its !== ''));
}

/** The number of the group of a pattern that is taken. */
export const groupOf = (find: string): 0 | 1 =>
  (new RegExp(`${find}|`, 'u').exec('')?.length ?? 1) > 1 ? 1 : 0;

/**
 * What a column that is the same for a whole table can be taken to say, each once: none where nothing is there, several
 * where it cannot be told which is meant. `across`: the label of the column across whose rows they are.
 */
export function constantTexts(column: ContractColumn, around: Surroundings, across = ''): string[] {
  const parts = column.from.map((origin) => textsOf(origin, around, across));
  const ambiguous = parts.find((texts) => texts.length > 1);
  if (ambiguous) return ambiguous;
  const text = parts.flat().join(' ');
  if (text === '') return [];
  const found = column.find === undefined ? [text] : matches(column.find, text);
  if (column.type === 'period') {
    const isAcross = column.from.includes('across') && column.find === undefined;
    return distinct(found.flatMap((its) => periodsIn(its, isAcross ? across : '')));
  }
  if (column.find === undefined && (column.type === 'date' || column.type === 'timestamp')) {
    const days = distinct(text.match(writtenDay) ?? []);
    return days.length > 0 ? days : found;
  }
  return found;
}
