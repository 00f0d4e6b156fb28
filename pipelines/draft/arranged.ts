import { messages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';
import type { Across } from './find-across.ts';
import type { Form } from './find-form.ts';
import { sampleRows, samplesTable } from './sample-rows.ts';

/** A column that is read from the samples. */
export interface Column {
  /** Name of its column in `samplesTable`. */
  column: string;
  labels: string[];
}

const records = `${sampleRows} where _kind = 'record'`;

/** Each record as it stands. */
async function plain(warehouse: Warehouse, columns: readonly string[][]): Promise<Column[]> {
  await warehouse.run(
    `create or replace temp table samples as select *, null::varchar as _across from ${records}`,
  );
  return columns.map((labels, at) => ({ column: `c${at}`, labels }));
}

/** A row for each filled cell of the columns across. */
async function turned(warehouse: Warehouse, columns: readonly string[][], across: Across): Promise<Column[]> {
  const isAcross = new Set(across.columns);
  const cells = across.columns.map((at) => quoted(`c${at}`));
  const rest = columns.map((_, at) => at).filter((at) => !isAcross.has(at));
  const labels = across.columns.map((at, n) => `when 'c${at}' then ${literal(across.texts[n] ?? '')}`);
  await warehouse.run(`
    create or replace temp table samples as
    select * exclude (_cell), case _cell ${labels.join(' ')} end as _across
    from (unpivot (select * from ${records}) on ${cells.join(', ')} into name _cell value a0)`);
  const first = across.columns[0] ?? 0;
  const kept = rest.map((at) => ({ column: `c${at}`, labels: columns[at] ?? [] }));
  const value = { column: 'a0', labels: [across.title || messages().draft.context.value] };
  const before = rest.filter((at) => at < first).length;
  return [...kept.slice(0, before), value, ...kept.slice(before)];
}

/** A form of one item a row: each table is one record, its items are the columns. */
async function asked(warehouse: Warehouse, form: Form): Promise<Column[]> {
  const cells = form.items.map(
    ({ label }, at) =>
      `max(${quoted(`c${form.value}`)}) filter (${quoted(`c${form.label}`)} = ${literal(label)}) as ${quoted(`c${at}`)}`,
  );
  await warehouse.run(`
    create or replace temp table samples as
    select _file, _part, min(_row) as _row, null::varchar as _section, null::varchar as _across, ${cells.join(', ')}
    from ${records} group by _file, _part`);
  return form.items.map(({ label }, at) => ({ column: `c${at}`, labels: [label] }));
}

/** Makes `samplesTable` in the shape that was found in the samples; returns its columns in their order. */
export function arrange(
  warehouse: Warehouse,
  columns: readonly string[][],
  shape: { across: Across | undefined; form: Form | undefined },
): Promise<Column[]> {
  if (shape.form) return asked(warehouse, shape.form);
  if (shape.across) return turned(warehouse, columns, shape.across);
  return plain(warehouse, columns);
}

/** Adds what stands around the tables to `samplesTable`, as columns `x0` … */
export async function addColumns(warehouse: Warehouse, contexts: readonly Context[]): Promise<Column[]> {
  if (contexts.length === 0) return [];
  const terms = contexts.map(({ value }, at) => `${value} as ${quoted(`x${at}`)}`);
  await warehouse.run(
    `create or replace temp table samples as select *, ${terms.join(', ')} from ${samplesTable}`,
  );
  return contexts.map(({ label }, at) => ({ column: `x${at}`, labels: [label] }));
}
