import { type Cells, cellNames } from '../cells.ts';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { lineWithLabel } from '../config/label-line.ts';
import { nearest } from '../config/nearest.ts';
import { formColumns } from '../read/accept-header.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { lineOf, numbered, numberedTable } from './sections.ts';

/** The one record of a form. */
export const formTable = 'temp.main.form';

/** An item of a form: what is asked, and in which row. */
interface Item {
  line: number;
  text: string;
}

/** A number before what is asked ("1.2. Số hộ nghèo") is the form's, not the item's. */
const bare = (text: string): string => fold(text).replace(/^(?:[ivxlc]+|[a-z]|\d+(?:\.\d+)*)[.)/]\s*/, '');

/** The item of a form that a column asks for. */
function itemOf(column: ContractColumn, items: readonly Item[]): number {
  const exact = new Set(column.labels.map(fold));
  const at = items.findIndex(({ text }) => exact.has(fold(text)));
  return at >= 0 ? at : items.findIndex(({ text }) => exact.has(bare(text)));
}

const isMissed = (column: ContractColumn, items: readonly Item[]): boolean =>
  column.from.length === 0 && column.required !== false && itemOf(column, items) < 0;

/**
 * A form of one item a row as a table of one record, in the row of its first item; what is asked are its labels. Throws
 * `missing_column` where the form does not ask what the contract requires.
 */
export async function formAsRecord(warehouse: Warehouse, contract: Contract, cells: Cells): Promise<Cells> {
  const { header } = cells;
  const asked = `trim(_c${header.cells.get(formColumns.label)})`;
  await numberedTable(warehouse, cells);
  const items = await warehouse.all<Item & Record<string, unknown>>(`
    select ${lineOf}::integer as line, ${asked} as text from ${numbered}
    where ${lineOf} > ${header.lastRow} and ${asked} <> '' order by ${lineOf}`);
  const missing = contract.columns.filter((column) => isMissed(column, items));
  if (missing.length > 0) {
    const texts = items.map(({ text }) => text);
    throw new UnreadableFile('missing_column', undefined, {
      found: texts,
      missing: missing.map((column) => {
        const near = nearest(fold(labelOf(column)), texts.map(fold));
        const text = texts.find((its) => fold(its) === near);
        const line = text === undefined ? undefined : lineWithLabel(column, text);
        return { label: labelOf(column), nearest: text, line };
      }),
    });
  }
  const record = header.lastRow + 1;
  const answers = items.map(
    ({ line }) =>
      `max(case when ${lineOf} = ${line} then _c${header.cells.get(formColumns.value)} end) over () as a${line}`,
  );
  const above = `concat_ws(' ', ${cellNames(cells.width).join(', ')})`;
  const values = items.map(
    ({ line }, at) =>
      `case when ${lineOf} = ${record} then a${line}${at === 0 ? ` when ${lineOf} < ${record} then ${above}` : ''} end as _c${at}`,
  );
  const placed = contract.columns.flatMap((column): [string, number][] => {
    const at = column.from.length > 0 ? -1 : itemOf(column, items);
    return at < 0 ? [] : [[column.name, at]];
  });
  const rest = items.map(({ line }) => line).filter((line) => line > record);
  await warehouse.run(`
    create or replace temp table form as
    select ${values.join(', ')} from (select *${answers.map((its) => `, ${its}`).join('')} from ${numbered}) order by ${lineOf}`);
  return {
    ...cells,
    from: formTable,
    width: items.length,
    header: { ...header, cells: new Map(placed), labels: items.map(({ text }) => text) },
    hiddenRows: [],
    items: rest,
  };
}
