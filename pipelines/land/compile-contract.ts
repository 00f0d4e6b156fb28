import type { Cells } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import type { Decision } from './decision.ts';
import { cellRules, checkRule, cutOff, sectionOrRow, tooFewCells, tooManyCells } from './row-rule.ts';
import { type PlacedRule, place } from './said.ts';
import { keptType, stageSelect, typedColumn } from './stage.ts';

/** A contract as SQL. */
export interface CompiledContract {
  /** Everything that can be said of a row. */
  rules: PlacedRule[];
  /** Columns of the landing table, in the contract's order. */
  columns: { name: string; sqlType: string; isPseudonym: boolean }[];
  /** The one select that types and judges the cells of one table of a file: see stage.ts. */
  stage(cells: Cells, part: number): string;
}

/** Columns that land: all but the personal ones that are dropped. */
export const landedColumns = (contract: Contract): ContractColumn[] =>
  contract.columns.filter((column) => column.personal !== 'drop');

/** The contract of one file, in which what was decided of its columns stands as if it had been written. */
export const completed = (contract: Contract, decisions: readonly Decision[]): Contract => ({
  ...contract,
  columns: contract.columns.map((column) => {
    const its = decisions.find(({ column: name, decision }) => name === column.name && decision !== 'asked');
    return its === undefined ? column : { ...column, [its.kind]: its.decision };
  }),
});

/** Column definitions of `landing.<table>`. */
export const landingColumns = (contract: Contract): { name: string; sqlType: string }[] =>
  landedColumns(contract)
    .map(typedColumn)
    .map((column) => ({ name: column.name, sqlType: keptType(column) }));

/**
 * Compiles a contract: how each cell's text is typed and what can be wrong with it. `deliveredOn` (ISO date) is the day
 * on which the file was pulled: no data can be younger.
 */
export function compileContract(contract: Contract, deliveredOn: string): CompiledContract {
  const columns = landedColumns(contract).map(typedColumn);
  const dropped = contract.columns.filter(({ personal }) => personal === 'drop').map(({ name }) => name);
  const rules = place([
    [tooManyCells, tooFewCells, cutOff, sectionOrRow],
    ...columns.map((column) => cellRules(column, column.compiled, column.raw, deliveredOn)),
    ...contract.checks.map((check) => [checkRule(check, columns)]),
  ]);
  return {
    rules,
    columns: columns.map((column) => ({
      name: column.name,
      sqlType: keptType(column),
      isPseudonym: column.personal === 'pseudonym',
    })),
    stage: (cells, part) => stageSelect({ columns, dropped, rules, checks: contract.checks }, cells, part),
  };
}
