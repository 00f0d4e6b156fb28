import { storedMessages } from '../messages/index.ts';
import { literal } from '../warehouse/warehouse.ts';
import { byPart, type Context, onlyTexts, type Place, spanOf } from './context.ts';
import type { Across } from './find-across.ts';
import type { SampleTable } from './samples.ts';
import { isHamlet, isPersonName } from './words.ts';

const isMostly = (texts: readonly string[], is: (text: string) => boolean): boolean =>
  texts.length > 0 && texts.filter(is).length * 2 >= texts.length;

/** Names that a workbook gives its sheets by itself. */
const isUnnamed = (name: string): boolean => /^(sheet|trang|trang tính|bảng)? *\d*$/iu.test(name);

const all = (texts: readonly (string | null)[]): texts is string[] =>
  texts.length > 0 && texts.every((text) => text !== null);

/** What the names of sheets say, where a workbook has several of one form: months, hamlets, or just names. */
export function sheetContexts(tables: readonly SampleTable[]): Context[] {
  const { context, seen } = storedMessages().draft;
  const names = tables.map((table) => table.names.sheet);
  const isOfSeveral = new Set(tables.map(({ file }) => file)).size < tables.length;
  if (!isOfSeveral || !all(names) || names.every(isUnnamed)) return [];
  const distinct = [...new Set(names)];
  const shared = { seen: [seen.sheets(distinct)], isOfFile: false };
  const places: Place[] = [
    { type: 'period', from: ['sheet'] },
    { type: 'period', from: ['sheet', 'title'] },
  ];
  for (const place of places) {
    const texts = onlyTexts(place, tables);
    // What stands in the title alone is no news of the sheet.
    if (!texts || new Set(texts).size !== distinct.length) continue;
    const span = spanOf(texts);
    const period = { label: context.period, role: 'period', ...(span ? { span } : {}) } as const;
    return [{ ...place, ...shared, ...period, value: byPart(texts) }];
  }
  if (isMostly(distinct, isPersonName)) return [];
  const other = { ...shared, type: 'text', from: ['sheet'], role: 'other', value: byPart(names) } as const;
  return isMostly(distinct, isHamlet)
    ? [{ ...other, from: ['sheet'], label: context.hamlet, dimension: 'hamlet' }]
    : [{ ...other, from: ['sheet'], label: context.sheet }];
}

/** The titles of sections that rows stand in. */
export function sectionContexts(tables: readonly SampleTable[]): Context[] {
  const { context, seen } = storedMessages().draft;
  const titles = tables.flatMap(({ sections }) => sections.titles);
  const find = tables.find(({ sections }) => sections.titles.length > 0)?.sections.find;
  const [first] = titles;
  if (!first) return [];
  const shared: Omit<Context, 'label'> = {
    ...{ type: 'text', from: ['section'], role: 'other', isOfFile: false, value: '_section' },
    ...(find === undefined ? {} : { find }),
    seen: [seen.section(first.row, first.text, titles.length)],
    below: ['', first.text],
  };
  const texts = [...new Set(titles.map(({ text }) => text))];
  // The rows are sections all the same.
  if (isMostly(texts, isPersonName))
    return [{ ...shared, label: context.section, isOfPersons: true, seen: [], below: [] }];
  return isMostly(texts, isHamlet)
    ? [{ ...shared, label: context.hamlet, dimension: 'hamlet' }]
    : [{ ...shared, label: context.section }];
}

/** The words of the first title that name a year. */
const titleYear = ([table]: readonly SampleTable[]): string =>
  table?.title.map(({ text }) => /(?:năm *)?20\d\d/iu.exec(text)?.[0]).find((words) => words !== undefined) ??
  '';

/** What the labels of columns across say; months and quarters need a year, which a title or a file's name has. */
export function acrossContexts(
  tables: readonly SampleTable[],
  { kind, texts, parts: own }: Across,
): Context[] {
  const { context, seen } = storedMessages().draft;
  const shared = { isOfFile: false, seen: [seen.across(texts)] };
  if (kind === 'hamlet')
    return [
      {
        ...{ ...shared, type: 'text', from: ['across'], role: 'other', value: '_across' },
        ...{ label: context.hamlet, dimension: 'hamlet' },
      },
    ];
  const places: Place[] = [
    { type: 'period', from: ['across'] },
    { type: 'period', from: ['across', 'title'] },
    { type: 'period', from: ['across', 'file'] },
  ];
  for (const place of places) {
    const cases = texts.map((text, at) => {
      const parts = own?.[at] ?? tables.map((_, part) => part);
      const periods = onlyTexts(
        place,
        parts.flatMap((part) => tables[part] ?? []),
        text,
      );
      const byTable = tables.map((_, part) => periods?.[parts.indexOf(part)]);
      return periods && `when ${literal(text)} then ${byPart(byTable)}`;
    });
    if (cases.includes(undefined)) continue;
    return [
      {
        ...{ ...place, ...shared, label: context.period, role: 'period' },
        ...(place.from.includes('title') ? { above: [[titleYear(tables)]] } : {}),
        value: `case _across ${cases.join(' ')} end`,
      },
    ];
  }
  return [
    { ...shared, label: context[kind], type: 'text', from: ['across'], role: 'other', value: '_across' },
  ];
}
