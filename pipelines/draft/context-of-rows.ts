import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { byPart, type Context } from './context.ts';
import { titleText } from './context-of-titles.ts';
import type { Across } from './find-across.ts';
import { periodsOf, yearIn } from './period-text.ts';
import type { SampleTable } from './samples.ts';
import { isHamlet } from './words.ts';

const isMostly = (texts: readonly string[], is: (text: string) => boolean): boolean =>
  texts.length > 0 && texts.filter(is).length * 2 >= texts.length;

/** Names that a workbook gives its sheets by itself. */
const isUnnamed = (name: string): boolean => /^(sheet|trang|trang tính|bảng)? *\d*$/iu.test(name);

const all = <T>(texts: readonly (T | null | undefined)[]): texts is T[] =>
  texts.length > 0 && texts.every((text) => text !== null && text !== undefined);

/** What the names of sheets say, where a workbook has several of one form: months, hamlets, or just names. */
export async function sheetContext(
  warehouse: Warehouse,
  tables: readonly SampleTable[],
): Promise<Context[]> {
  const { context, seen } = messages().draft;
  const names = tables.map(({ sheet, format }) => (format === 'csv' || format === 'json' ? null : sheet));
  const isOfSeveral = new Set(tables.map(({ file }) => file)).size < tables.length;
  if (!isOfSeveral || !all(names) || names.every(isUnnamed)) return [];
  const shared: Pick<Context, 'from' | 'seen' | 'isOfFile'> = {
    from: ['sheet'],
    seen: [seen.sheets([...new Set(names)])],
    isOfFile: false,
  };
  const period: Pick<Context, 'label' | 'type' | 'role'> = {
    ...{ label: context.label.period, type: 'period', role: 'period' },
  };
  if (all(await periodsOf(warehouse, names))) return [{ ...shared, ...period, value: byPart(names) }];
  const withTitle = names.map((name, part) => `${name} ${yearIn(titleText(tables[part] as SampleTable)) ?? ''}`);
  if (all(await periodsOf(warehouse, withTitle)))
    return [{ ...shared, ...period, from: ['sheet', 'title'], value: byPart(withTitle) }];
  const other = { ...shared, type: 'text', role: 'other', value: byPart(names) } as const;
  return isMostly(names, isHamlet)
    ? [{ ...other, label: context.label.hamlet, dimension: 'hamlet' }]
    : [{ ...other, label: context.label.sheet }];
}

/** The titles of sections that rows stand in. */
export function sectionContext(tables: readonly SampleTable[]): Context[] {
  const { context, seen } = messages().draft;
  const sections = tables.flatMap((table) => table.sections);
  const [first] = sections;
  if (!first) return [];
  const shared: Pick<Context, 'type' | 'from' | 'seen' | 'role' | 'isOfFile' | 'value'> = {
    ...{ type: 'text', from: ['section'], role: 'other', isOfFile: false, value: '_section' },
    seen: [seen.section(first.row, first.text, sections.length)],
  };
  const texts = [...new Set(sections.map(({ text }) => text))];
  return isMostly(texts, isHamlet)
    ? [{ ...shared, label: context.label.hamlet, dimension: 'hamlet' }]
    : [{ ...shared, label: context.label.section }];
}

/** What the labels of columns across say; months and quarters need a year, which a title or a file's name has. */
export async function acrossContext(
  warehouse: Warehouse,
  tables: readonly SampleTable[],
  { kind, texts }: Across,
): Promise<Context[]> {
  const { context, seen } = messages().draft;
  const shared = { from: ['across'], isOfFile: false, value: '_across', seen: [seen.across(texts)] } as const;
  if (kind === 'hamlet')
    return [
      {
        ...{ ...shared, from: ['across'], seen: [...shared.seen], type: 'text', role: 'other' },
        ...{ label: context.label.hamlet, dimension: 'hamlet' },
      },
    ];
  const label = context.label.period;
  const own = { label, type: 'period', role: 'period', isOfFile: false } as const;
  if (all(await periodsOf(warehouse, texts)))
    return [{ ...own, from: ['across'], seen: [...shared.seen], value: shared.value }];
  const titled = tables.map((table) => yearIn(titleText(table)));
  if (all(titled)) {
    const place = tables[0]?.title.find(({ text }) => yearIn(text) !== undefined);
    const where = place ? [seen.title(place.row, titled[0] ?? '')] : [];
    const value = `_across || ' ' || ${byPart(titled)}`;
    return [{ ...own, from: ['across', 'title'], seen: [...shared.seen, ...where], value }];
  }
  const named = tables.map(({ name }) => /(?:^|[^0-9])(20\d\d)(?:[^0-9]|$)/.exec(name)?.[1]);
  if (all(named)) {
    const value = `_across || ' ' || ${byPart(named)}`;
    const where = seen.file(tables[0]?.name ?? '', named[0] ?? '');
    return [{ ...own, from: ['across', 'file'], seen: [...shared.seen, where], value }];
  }
  const type = 'text';
  const { value } = shared;
  return [{ label: context.label[kind], type, role: 'other', isOfFile: false, from: ['across'], seen: [...shared.seen], value }];
}
