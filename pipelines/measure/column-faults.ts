import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import { columnFields } from '../config/shape.ts';
import { messages } from '../messages/index.ts';
import { sayType } from '../warehouse/engine-words.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { CatalogueFault } from './catalogue-fault.ts';

/** A fact as the engine has it: its columns, each with its type. */
export interface FactColumns {
  fact: string;
  types: ReadonlyMap<string, string>;
}

/** Types of days, and of values that are many. */
const isDate = (type: string): boolean => /^(DATE|TIMESTAMP)/.test(type);
const isMany = (type: string): boolean => /\[\d*\]$|^(STRUCT|MAP|UNION)/.test(type);

/** All facts by name. Needs their tables. */
export async function readFactColumns(warehouse: Warehouse): Promise<Map<string, FactColumns>> {
  const columns = await warehouse.all<{ fact: string; name: string; type: string }>(`
    select table_name as fact, column_name as name, data_type as type from duckdb_columns()
    where schema_name = 'fact' order by column_index`);
  const facts = new Map<string, Map<string, string>>();
  for (const { fact, name, type } of columns) facts.set(fact, (facts.get(fact) ?? new Map()).set(name, type));
  return new Map([...facts].map(([fact, types]) => [fact, { fact, types }]));
}

/** Columns of the fact that an indicator names, and what their values must be. */
function columnsOf(indicator: Indicator): { field: string; column: string; wanted: 'date' | 'value' }[] {
  const single = columnFields.flatMap((field) => {
    const column = indicator[field];
    return column === undefined
      ? []
      : [{ field, column, wanted: field === 'each' ? 'value' : 'date' } as const];
  });
  const listed = (['by', 'series'] as const).flatMap((field) =>
    indicator[field].map((column) => ({ field, column, wanted: 'value' }) as const),
  );
  return [...single, ...listed];
}

/** The fault of a column that a fact has not, as an indicator names it in a field. */
export const unknownColumn = (
  indicator: Indicator,
  field: string,
  column: string,
  { fact, types }: FactColumns,
): CatalogueFault => ({
  indicator,
  path: [field],
  message: messages().config.unknownFactColumn(fact, column, nearest(column, types.keys())),
  cause: `column ${fact}.${column}`,
});

/** Columns that an indicator names but its fact has not, or of which the type is another one than is asked for. */
export function columnFaults(indicator: Indicator, fact: FactColumns): CatalogueFault[] {
  const text = messages().config;
  const dates = [...fact.types].flatMap(([name, type]) => (isDate(type) ? [name] : []));
  return columnsOf(indicator).flatMap(({ field, column, wanted }): CatalogueFault[] => {
    const type = fact.types.get(column);
    if (type === undefined) return [unknownColumn(indicator, field, column, fact)];
    const path = [field];
    const cause = `${wanted} ${fact.fact}.${column}`;
    if (wanted === 'date' && !isDate(type))
      return [{ indicator, path, message: text.notADate(column, sayType(type), dates), cause }];
    if (wanted === 'value' && isMany(type))
      return [{ indicator, path, message: text.notOneValue(column, sayType(type)), cause }];
    return [];
  });
}
