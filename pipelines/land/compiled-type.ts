import type { ContractColumn } from '../config/contract.ts';

/** A reason, and SQL that says when it is the one: see `CompiledType`. */
interface When {
  code: string;
  when: string;
}

/** What a cell's text can become. All parts are SQL over `raw`, the trimmed text of the cell (never blank). */
export interface CompiledType {
  sqlType: string;
  /** A first step whose result `value` names more than once; computed on its own so that it is computed once. */
  parsed?: string;
  /** A second step, over the first: for the few cells that it does not read, all that their writing says. */
  written?: string;
  /** The typed value, null where the text is not of the type. */
  value: string;
  /** Reason code where the text is not of the type. */
  fault: string;
  /** More exact reasons, tried first and in this order. */
  exactFaults?: readonly When[];
  /** Where the value was mended on the way: the row stands, and the repair is recorded. */
  repairs?: readonly When[];
}

/** `raw`, `parsed` and `written` are the names of the columns that hold the text and the results of the two steps. */
export type Compiler = (raw: string, column: ContractColumn, parsed: string, written: string) => CompiledType;
