import { storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';
import type { Across } from './find-across.ts';
import type { Form } from './find-form.ts';
import { recordRows, samplesTable } from './sample-rows.ts';

/** A column that is read from the samples. */
export interface Column {
  /** Name of its column in `samplesTable`. */
  column: string;
  labels: string[];
  /** Where it is looked at. */
  relation: string;
}

/** Each record as it stands. */
async function plain(warehouse: Warehouse, columns: readonly string[][]): Promise<Column[]> {
  await warehouse.run(
    `create or replace temp table samples as select *, null::varchar as _across from ${recordRows}`,
  );
  return columns.map((labels, at) => ({ column: `c${at}`, labels, relation: samplesTable }));
}

/** A row for each of the texts that stand across, as far as there is a value for it. */
async function turned(warehouse: Warehouse, columns: readonly string[][], across: Across): Promise<Column[]> {
  const place = new Map(across.columns.flatMap((its, n) => its.columns.map((at) => [at, n] as const)));
  const names = across.columns.map((_, n) => `a${n}`);
  const blocks = across.texts.map((text, block) => {
    const isThere = across.parts ? `if(_part in (${across.parts[block]?.join(', ')}), ` : '(';
    const end = across.parts ? ', null)' : ')';
    const cells = across.columns.map(
      (its, n) => `a${n}: ${isThere}${quoted(`c${its.columns[block]}`)}${end}`,
    );
    return `{_across: ${literal(text)}, ${cells.join(', ')}}`;
  });
  const turnedCells = [...place.keys()].map((at) => quoted(`c${at}`)).join(', ');
  await warehouse.run(`
    create or replace temp table samples as
    select * from (
      select * exclude (${turnedCells}), unnest([${blocks.join(', ')}], recursive := true) from ${recordRows}
    ) where ${names.map((name) => `${name} is not null`).join(' or ')}`);
  return columns.flatMap((labels, at): Column[] => {
    const n = place.get(at);
    // What stands beside a row for each month is told by the row once.
    if (n === undefined) return [{ column: `c${at}`, labels, relation: recordRows }];
    const its = across.columns[n];
    if (its?.columns[0] !== at) return [];
    const title = its.title || storedMessages().draft.context.value;
    return [{ column: `a${n}`, labels: [title], relation: samplesTable }];
  });
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
    from ${recordRows} group by _file, _part`);
  return form.items.map(({ label }, at) => ({ column: `c${at}`, labels: [label], relation: samplesTable }));
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
  return contexts.map(({ label }, at) => ({
    column: `x${at}`,
    labels: [label],
    relation: samplesTable,
  }));
}
