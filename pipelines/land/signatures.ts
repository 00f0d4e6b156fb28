import type { Contract } from '../config/contract.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile-contract.ts';
import { holdsFigures, isSigning } from './row-kind.ts';
import { isThin } from './stage.ts';
import { type Staged, stagedRows } from './staged.ts';

const signatureCells = 4;
const signatureRows = 15;

/**
 * SQL of the rows (`_at`) under a table in which a person's office or name stands where a record has its key: thin rows
 * behind the last that is none, from the first on that says who signs.
 */
function signatureRowsOf(contract: Contract, staged: Staged): string[] {
  return staged.parts.flatMap(({ cells }, part) => {
    const thin = isThin(landedColumns(contract), cells);
    if (thin === 'false') return [];
    return [
      `select _at from (
        select *, min(_at) filter (${isSigning}) over () as signed_at from (
          select _at, list_filter(list_transform(_texts, lambda text: trim(text)), lambda text: text <> '') as texts
          from ${stagedRows} where _part = ${part} and ${staged.below} and _at > (
            select max(_at) from ${stagedRows} where _part = ${part} and ${staged.below} and not (${thin}))
        )
      ) where len(texts) between 1 and ${signatureCells} and not ${holdsFigures} and _at between signed_at and signed_at + ${signatureRows}`,
    ];
  });
}

/** Rows of `signatureRowsOf` that would be records, as `kind` signature. */
export async function insertSignatures(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  into: string,
): Promise<void> {
  const rows = signatureRowsOf(contract, staged);
  if (rows.length === 0) return;
  await warehouse.run(`
    insert into ${into} (_at, kind)
    select _at, 'signature' from (${rows.join(' union all ')}) where _at not in (select _at from ${into})`);
}
