import type { Contract } from '../config/contract.ts';
import { type Fault, refuseFaults } from '../config/fault.ts';
import { messages } from '../messages/index.ts';
import { sayEngine } from '../warehouse/engine-words.ts';
import { expressionFaults, reasonAgainst } from '../warehouse/expression.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile-contract.ts';
import { typedColumn } from './stage.ts';

/** A piece of SQL that stands in a check, and the type its value must have. */
interface Piece {
  contract: Contract;
  name: string;
  path: (string | number)[];
  sql: string;
  type: string;
}

function piecesOf(contract: Contract): Piece[] {
  const columns = landedColumns(contract).map(typedColumn);
  return contract.checks.flatMap((check, at) =>
    (['where', 'repair'] as const).flatMap((field) => {
      const sql = check[field];
      if (sql === undefined) return [];
      const target = columns.find(({ name }) => name === check.column)?.compiled.sqlType;
      const type = field === 'where' ? 'boolean' : (target ?? 'varchar');
      return [{ contract, name: check.name, path: ['checks', at, field], sql, type }];
    }),
  );
}

/** A select of expressions over a row of the contract's columns, all of them unknown. */
function trial(contract: Contract, pieces: readonly Piece[]): string {
  const row = landedColumns(contract)
    .map(typedColumn)
    .map(({ name, compiled }) => `null::${compiled.sqlType} as ${quoted(name)}`);
  const terms = pieces.map(({ sql, type }) => `(${sql}\n)::${type}`);
  return `select ${terms.join(', ')} from (select ${row.join(', ')})`;
}

/** Throws one error (exit code 2) that lists every check of every contract whose SQL the engine does not take. */
export async function refuseBadSql(warehouse: Warehouse, contracts: readonly Contract[]): Promise<void> {
  const pieces = contracts.flatMap(piecesOf);
  const parsed = await expressionFaults(
    warehouse,
    pieces.map(({ sql }) => sql),
  );
  const reasons = new Map(pieces.map((piece, at) => [piece, parsed[at]]));
  for (const contract of contracts) {
    const sound = pieces.filter((piece) => piece.contract === contract && reasons.get(piece) === undefined);
    // All of them at once, which is the rule; one by one only to find out which is at fault.
    if (sound.length === 0 || (await reasonAgainst(warehouse, trial(contract, sound))) === undefined)
      continue;
    for (const piece of sound) reasons.set(piece, await reasonAgainst(warehouse, trial(contract, [piece])));
  }
  const faults = [...reasons].flatMap(([{ contract, name, path }, reason]): Fault[] => {
    if (reason === undefined) return [];
    const message = messages().config.badSql(name, sayEngine(reason));
    return [{ ...contract.placeOf(path), field: path.join('.'), message }];
  });
  refuseFaults(faults);
}
