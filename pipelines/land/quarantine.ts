import type { Contract, ContractColumn } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import type { Cells } from '../warehouse/cells.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { CompiledContract, Rule } from './compile.ts';
import { duplicates } from './duplicates.ts';
import { flagged } from './left-over.ts';
import { reasonText } from './reason.ts';

/** The file's own label of a column, so that the officer finds it; the contract's where the file has none. */
function labelIn(cells: Cells, column: ContractColumn): string {
  const at = cells.header.cells.get(column.name);
  return (at === undefined ? undefined : cells.header.labels[at]) || column.labels[0] || column.name;
}

/** One statement that says why: for each flagged row a line for every rule that speaks of it. */
function explain(source: string, load: number, rules: readonly Rule[], cells: Cells): string {
  const spoken = rules.map((rule, at) => {
    const { column } = rule;
    const value = !column
      ? 'null'
      : column.personal
        ? "'•••'"
        : `left(masked(${quoted(`r_${column.name}`)}), 80)`;
    const kind = rule.severity === 'refused' ? 'refused' : 'noted';
    return `case when kind = '${kind}' and (${rule.when}) then { rule: ${at}, value: ${value} } end`;
  });
  const texts = rules.map((rule, at) => {
    const label = rule.column ? labelIn(cells, rule.column) : undefined;
    const fields = [rule.column?.name, label, rule.code, rule.severity, reasonText(rule, label)].map(literal);
    return `(${at}, ${rule.message !== undefined}, ${fields.join(', ')})`;
  });
  return `
    insert into ops.quarantine
    select ${load}, ${literal(source)}, _row, column_name, label, said.value, code, severity,
      replace(message, '{value}', coalesce(said.value, ''))
    from (
      select _row, unnest(list_filter([${spoken.join(',\n')}], x -> x is not null)) as said
      from ${flagged} join flagged_kind using (_row) where kind in ('refused', 'noted')
    )
    join (values ${texts.join(',\n')}) as text(rule, is_check, column_name, label, code, severity, message) on text.rule = said.rule
    -- A check over a cell that could not be read has nothing to say: the unreadable cell is the reason.
    -- In a row with a spare cell every cell may stand under a wrong label, a person's name too: no other is quoted.
    qualify (not is_check or not bool_or(severity = 'refused' and not is_check) over (partition by _row))
      and (code = 'too_many_cells' or not bool_or(code = 'too_many_cells') over (partition by _row))
    order by _row, text.rule`;
}

/** Writes the reasons of all rows that were refused, repaired or warned about, and counts those rows. */
export async function quarantine(
  warehouse: Warehouse,
  contract: Contract,
  compiled: CompiledContract,
  cells: Cells,
  load: number,
): Promise<{ refused: number; repaired: number; warned: number }> {
  const key = contract.columns.find(({ name }) => name === contract.record.key[0]);
  await warehouse.run(explain(contract.id, load, compiled.rules, cells));
  await warehouse.run(`
    insert into ops.quarantine
    select ${load}, ${literal(contract.id)}, _row, ${literal(key?.name)}, ${literal(key && labelIn(cells, key))}, null, 'duplicate_key', 'refused',
      replace(${literal(messages().land.reason.duplicate_key)}, '{row}', stands_in_row::varchar)
    from ${duplicates}`);
  return warehouse.one<{ refused: number; repaired: number; warned: number }>(`
    select count(distinct row_number) filter (severity = 'refused') as refused,
      count(distinct row_number) filter (severity = 'repaired') as repaired,
      count(distinct row_number) filter (severity = 'warned') as warned
    from ops.quarantine where load_id = ${load}`);
}
