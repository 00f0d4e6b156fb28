import type { Contract, ContractColumn } from '../config/contract.ts';
import { breakdownColumns } from '../delivery/source-fact.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** What may be asked of a column: yes or no, one of a few values, whether anything is written, a number, a day. */
export type ColumnKind = 'yes_no' | 'choice' | 'text' | 'number' | 'date';

/** A value of a column as it stands in the fact, as people write it, and how many rows have it. */
export interface ColumnValue {
  value: string;
  label: string;
  rows: number;
}

export interface ProfileColumn {
  name: string;
  /** What the exports call it. */
  label: string;
  kind: ColumnKind;
  /** Rows that have a value, and how many different ones there are. */
  filled: number;
  distinct: number;
  /** Of a choice: its values, those of most rows first. Of all others none. */
  values: ColumnValue[];
  isMoney: boolean;
  isPercent: boolean;
  /** Decimals that its numbers are told with. */
  decimals: number;
}

/** What stands in a source's fact, as far as an officer may choose by it: no column of a person is in it. */
export interface Profile {
  contract: Contract;
  fact: string;
  rows: number;
  columns: ProfileColumn[];
  /** Columns of the fact by which the plan breaks numbers down: dimension → the column of the contract that it is. */
  breakdowns: Map<string, string>;
}

/** A column of text has so few values, each so often, that they are choices and not what somebody wrote. */
const mostChoices = 60;
const isRepeated = (filled: number, distinct: number): boolean =>
  distinct <= mostChoices && filled >= 2 * distinct;

interface Measured {
  name: string;
  type: string;
  filled: number;
  distinct: number;
}

function kindOf({ type, filled, distinct }: Measured, column: ContractColumn | undefined): ColumnKind {
  if (type === 'BOOLEAN') return 'yes_no';
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'date';
  if (type !== 'VARCHAR') return 'number';
  const isNamed = column?.type === 'code' || column?.dimension !== undefined;
  return isNamed || isRepeated(filled, distinct) ? 'choice' : 'text';
}

/** Whether a person stands behind the values of a column. */
export const isPersonal = ({ personal, type }: Pick<ContractColumn, 'personal' | 'type'>): boolean =>
  personal !== undefined || type === 'personal_id' || type === 'phone';

/** Names of columns that no person stands behind; of the fact's own only the day of the delivery. */
function offered(names: readonly string[], { columns }: Contract): string[] {
  const personal = new Set(columns.filter(isPersonal).map(({ name }) => name));
  return names.filter((name) => !personal.has(name) && !name.startsWith('_') && name !== 'refused_columns');
}

async function valuesOf(
  warehouse: Warehouse,
  fact: string,
  name: string,
  column: ContractColumn | undefined,
): Promise<ColumnValue[]> {
  const found = await warehouse.all<{ value: string; rows: number }>(`
    select ${quoted(name)} as value, count(*)::integer as rows from fact.${quoted(fact)}
    where ${quoted(name)} is not null group by all order by rows desc, value limit ${mostChoices}`);
  const words = new Map<string, string>();
  for (const [text, code] of Object.entries(column?.codes ?? {})) if (!words.has(code)) words.set(code, text);
  const unseen = [...words.keys()].filter((code) => !found.some(({ value }) => value === code));
  return [...found, ...unseen.map((value) => ({ value, rows: 0 }))].map((its) => ({
    ...its,
    label: words.get(its.value) ?? its.value,
  }));
}

/** What people call a column; the fact's own day of the delivery has no label in any file. */
const labelIn = (name: string, column: ContractColumn | undefined): string =>
  column?.labels[0] ??
  column?.title ??
  column?.across?.[0] ??
  (column || name !== 'listed_on' ? name : indicatorFile.listedOn);

/** Of a column of fractions one decimal, two where a value has them: `0,25` told as `0,3` is another number. */
async function decimalsOf(
  warehouse: Warehouse,
  fact: string,
  { name, type }: Measured,
  column: ContractColumn | undefined,
): Promise<number> {
  const hasFractions = /^(DOUBLE|FLOAT|DECIMAL)/.test(type) && column?.type !== 'money';
  if (!hasFractions) return 0;
  const { fine } = await warehouse.one<{ fine: boolean }>(`
    select coalesce(bool_or(abs(${quoted(name)} - round(${quoted(name)}, 1)) > 1e-9), false) as fine from fact.${quoted(fact)}`);
  return fine ? 2 : 1;
}

/** Looks at the fact of a source. Needs its table `fact.<name>`. */
export async function readProfile(
  warehouse: Warehouse,
  contract: Contract,
  dimensions: readonly string[],
): Promise<Profile> {
  const fact = contract.table;
  const described = await warehouse.all<{ name: string; type: string }>(`
    select column_name as name, data_type as type from duckdb_columns()
    where schema_name = 'fact' and table_name = ${literal(fact)} and data_type not like '%[]' order by column_index`);
  const all = described.map(({ name }) => name);
  const alike = breakdownColumns(contract);
  const names = offered(all, contract).filter((name) => !alike.has(name));
  const breakdowns = dimensions.filter((name) => all.includes(name));
  const counts = names.map(
    (name, at) =>
      `count(${quoted(name)})::integer as f${at}, count(distinct ${quoted(name)})::integer as d${at}`,
  );
  const counted = await warehouse.one<Record<string, number>>(
    `select ${['count(*)::integer as rows', ...counts].join(', ')} from fact.${quoted(fact)}`,
  );
  const columns: ProfileColumn[] = [];
  for (const [at, name] of names.entries()) {
    const column = contract.columns.find((its) => its.name === name);
    const type = described.find((its) => its.name === name)?.type ?? '';
    const measured = { name, type, filled: counted[`f${at}`] ?? 0, distinct: counted[`d${at}`] ?? 0 };
    const kind = kindOf(measured, column);
    columns.push({
      name,
      label: labelIn(name, column),
      kind,
      filled: measured.filled,
      distinct: measured.distinct,
      values: kind === 'choice' ? await valuesOf(warehouse, fact, name, column) : [],
      isMoney: column?.type === 'money',
      isPercent: column?.type === 'percent',
      decimals: await decimalsOf(warehouse, fact, measured, column),
    });
  }
  return {
    contract,
    fact,
    rows: counted.rows ?? 0,
    columns,
    breakdowns: new Map(breakdowns.map((name) => [name, alike.get(name) ?? name])),
  };
}
