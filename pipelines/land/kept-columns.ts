import type { KeptNote } from '../archive/kept-rows.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns, landingColumns } from './compile-contract.ts';

/** A column of the contract as kept rows give it. */
export interface KeptColumn {
  column: ContractColumn;
  /** SQL over the kept rows; undefined: they know nothing of it. */
  term: string | undefined;
  /** Whether the kept values are of the very type. */
  isSame: boolean;
}

async function typesOf(warehouse: Warehouse, select: string): Promise<Map<string, string>> {
  const columns = await warehouse.all<{ column_name: string; column_type: string }>(
    `select column_name, column_type from (describe ${select})`,
  );
  return new Map(columns.map(({ column_name, column_type }) => [column_name, column_type]));
}

/**
 * What the columns of a contract are taken from in rows that landed under an earlier one. By name; where persons were
 * treated in another way then, nothing is: a pseudonym is no number, and a number must not land as it is.
 */
export async function keptColumns(
  warehouse: Warehouse,
  contract: Contract,
  path: string,
  { personal }: KeptNote,
): Promise<KeptColumn[]> {
  const present = landingColumns(contract).map(({ name, sqlType }) => `null::${sqlType} as ${quoted(name)}`);
  const wanted = await typesOf(warehouse, `select ${present.join(', ')}`);
  const there = await typesOf(warehouse, `select * from read_parquet(${literal(path)})`);
  return landedColumns(contract).map((column) => {
    const name = quoted(column.name);
    const [type, kept] = [wanted.get(column.name), there.get(column.name)];
    if (kept === undefined || personal[column.name] !== column.personal)
      return { column, term: undefined, isSame: false };
    return type === kept
      ? { column, term: name, isSame: true }
      : { column, term: `try_cast(${name} as ${type})`, isSame: false };
  });
}

/** Whether kept rows are still records under a contract: without its key they are not. */
export const haveKey = (columns: readonly KeptColumn[], contract: Contract): boolean =>
  contract.record.key.every((name) => columns.some(({ column, isSame }) => column.name === name && isSame));
