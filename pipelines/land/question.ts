import type { Contract } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Decision } from './decision.ts';
import { labelIn } from './quarantine.ts';
import type { Staged } from './staged.ts';

const codes = { dates: 'dates_unclear', decimals: 'decimals_unclear' } as const;

/**
 * Writes what a held file asks, one reason of the whole file for each column, with the line of the contract that answers
 * it; returns all of it as one sentence for the load.
 */
export async function recordQuestions(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  load: number,
  decided: readonly Decision[],
): Promise<string> {
  const { held, question, because: reasons } = storedMessages().land;
  const asked = decided.filter(({ decision }) => decision === 'asked');
  const questions = asked.map(({ column: name, kind, because }) => {
    const column = contract.columns.find((its) => its.name === name);
    const first = staged.parts[0];
    const label = column && first ? labelIn(first.cells, column) : name;
    return { name, label, code: codes[kind], message: question[kind](label, name, reasons[because]) };
  });
  const rows = questions.map(({ name, label, code, message }) => {
    const values = [contract.id, null, null, name, label, null, code, 'refused', message];
    return `(${load}, ${values.map((value) => literal(value)).join(', ')})`;
  });
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message)
    values ${rows.join(', ')}`);
  return [held, ...questions.map(({ message }) => message)].join(' ');
}
