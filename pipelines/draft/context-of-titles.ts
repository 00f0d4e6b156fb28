import { periodsIn } from '../arrange/context.ts';
import { fold } from '../config/fold.ts';
import { periodInName } from '../land/own-date.ts';
import { storedMessages } from '../messages/index.ts';
import { byPart, type Context, onlyTexts, type Place, spanOf, textsAt } from './context.ts';
import type { SampleTable, TitleCell } from './samples.ts';
import { escaped, listOf } from './words.ts';

const day = String.raw`(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})`;
const fromDay: Place = { type: 'date', from: ['title'], find: `từ (?:ngày )?${day}` };
const untilDay: Place = { type: 'date', from: ['title'], find: `(?:đến|chốt) (?:hết )?(?:ngày )?${day}` };
const titled: Place = { type: 'period', from: ['title'] };
const named: Place = { type: 'period', from: ['file'] };

/** The first cell above a header that a pattern speaks of. */
const cellWith = ([table]: readonly SampleTable[], pattern: RegExp): TitleCell | undefined =>
  table?.title.find(({ text }) => pattern.test(text));

/** Where a pattern was seen above the header, and the words themselves. */
function seenAt(tables: readonly SampleTable[], pattern: RegExp): { seen: string[]; above: string[][] } {
  const cell = cellWith(tables, pattern);
  const words = cell && pattern.exec(cell.text)?.[0];
  return cell && words
    ? { seen: [storedMessages().draft.seen.title(cell.row, words)], above: [[words]] }
    : { seen: [], above: [] };
}

/** "Từ ngày 15/08/2026 đến ngày 14/09/2026": its first and its last day. */
function dayContexts(tables: readonly SampleTable[]): Context[] {
  const { context } = storedMessages().draft;
  const last = onlyTexts(untilDay, tables);
  if (!last) return [];
  const first = onlyTexts(fromDay, tables);
  const pattern = new RegExp(`${first ? `${fromDay.find}.*?` : ''}${untilDay.find}`, 'iu');
  const span = spanOf([...(first ?? []), ...last]);
  const shared = { ...seenAt(tables, pattern), isOfFile: true, ...(span ? { span } : {}) };
  return [
    ...(first
      ? [{ ...fromDay, ...shared, label: context.firstDay, role: 'first_day' as const, value: byPart(first) }]
      : []),
    { ...untilDay, ...shared, label: context.lastDay, role: 'last_day', value: byPart(last) },
  ];
}

/** A month, quarter or year as it is written in titles. */
const periodWords =
  /(?:tháng|quý)\s*(?:\d{1,2}|iv|i{1,3})\s*(?:năm|[/.-])?\s*20\d\d|(?:tháng|quý)\s*(?:\d{1,2}|iv|i{1,3})|\d{1,2}\s*[/.-]\s*20\d\d|năm\s*20\d\d/iu;

/** The cell above a header that says a period, and its words: not those of a decree or of the line for the signature. */
function saying(table: SampleTable | undefined, period: string | undefined) {
  for (const cell of table?.title ?? [])
    for (const { 0: words, index } of cell.text.matchAll(new RegExp(periodWords, 'giu')))
      if (period !== undefined && periodsIn(cell.text).includes(period) && periodsIn(words).includes(period))
        return { cell, words, index };
  return undefined;
}

/** Where a title names several periods: the first of them, told by the word before it. */
function firstOfSeveral(tables: readonly SampleTable[]): Place | undefined {
  const [table] = tables;
  const found = table && saying(table, textsAt(titled, table)[0]);
  const before = found && /(\S+) *$/u.exec(found.cell.text.slice(0, found.index))?.[1];
  if (!found || before === undefined) return undefined;
  const words = escaped(found.words).replace(/\d+/g, '\\d+').replace(/ +/g, ' *');
  const place: Place = { ...titled, find: `${escaped(before)} *(${words})` };
  return onlyTexts(place, tables) ? place : undefined;
}

/** The period of each table, where all have one above their headers. A year alone is that of a plan or a decree. */
function titleContexts(tables: readonly SampleTable[]): Context[] {
  const { context, seen } = storedMessages().draft;
  const several = tables.some((table) => textsAt(titled, table).length > 1);
  const place = several ? firstOfSeveral(tables) : titled;
  const texts = place && onlyTexts(place, tables);
  if (!place || !texts || texts.some((text) => text.startsWith('nam '))) return [];
  const where = saying(tables[0], texts[0]);
  const others = several ? [seen.otherPeriods(tables.flatMap((table) => textsAt(titled, table)))] : [];
  const span = spanOf(texts);
  return [
    {
      ...{ ...place, label: context.period, role: 'period', isOfFile: true },
      seen: [...(where ? [seen.title(where.cell.row, where.words)] : []), ...others],
      ...(where ? { above: [[place.find === undefined ? where.words : where.cell.text]] } : {}),
      ...(span ? { span } : {}),
      value: byPart(texts),
    },
  ];
}

/** The period of each file, where all their names have one. A single day in a name is when the list was taken. */
function nameContexts(tables: readonly SampleTable[]): Context[] {
  const { context, seen } = storedMessages().draft;
  const texts = onlyTexts(named, tables);
  const isPeriod = tables.every(({ name }) => {
    const period = periodInName(name);
    return period !== undefined && period.from !== period.until;
  });
  if (!texts || !isPeriod) return [];
  const where = seen.file(tables[0]?.name ?? '');
  const span = spanOf(texts);
  return [
    {
      ...{ ...named, label: context.period, seen: [where], role: 'period', isOfFile: true },
      ...(span ? { span } : {}),
      value: byPart(texts),
    },
  ];
}

/** The name of the file itself, where nothing else tells one from another. */
export const nameContext = (tables: readonly SampleTable[]): Context => ({
  ...{ type: 'text', from: ['file'], role: 'other', isOfFile: true },
  label: storedMessages().draft.context.file,
  seen: [storedMessages().draft.seen.file(tables[0]?.name ?? '')],
  value: byPart(tables.map(({ name }) => name)),
});

/** The period that the files say they are of: in the rows above the header, else in their names. */
export function periodContexts(tables: readonly SampleTable[]): { contexts: Context[]; isInName: boolean } {
  const above = dayContexts(tables);
  const contexts = above.length > 0 ? above : titleContexts(tables);
  return contexts.length > 0
    ? { contexts, isInName: false }
    : { contexts: nameContexts(tables), isInName: true };
}

/** Names of places and offices that stand beside their labels above every table: "Thôn:", "Thôn 1". */
export function besideContexts(tables: readonly SampleTable[]): Context[] {
  const { seen } = storedMessages().draft;
  const labels = (tables[0]?.title ?? []).flatMap(({ row, text }) => {
    const [, label] = /^([^:]+?) *:/u.exec(text) ?? [];
    return label === undefined ? [] : [{ row, label }];
  });
  const done = new Set<string>();
  return labels.flatMap(({ row, label }): Context[] => {
    const dimension = listOf(label);
    const place: Place = { type: 'text', from: [{ beside: label }] };
    const texts = dimension === undefined ? undefined : onlyTexts(place, tables);
    if (dimension === undefined || texts === undefined || done.has(fold(label))) return [];
    done.add(fold(label));
    const where = seen.beside(row, label, texts[0] ?? '');
    return [
      {
        ...{ ...place, label, dimension, seen: [where], role: 'other', isOfFile: true },
        above: [[`${label}:`, texts[0] ?? '']],
        value: byPart(texts),
      },
    ];
  });
}
