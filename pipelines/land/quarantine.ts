import type { Contract, ContractColumn } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import type { Cells } from '../warehouse/cells.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { CompiledContract, Rule } from './compile.ts';
import { duplicates } from './duplicates.ts';
import { landingTable } from './landing-table.ts';
import { leftOver } from './left-over.ts';
import { reasonText } from './reason.ts';

/** The file's own label of a column, so that the officer finds it; the contract's where the file has none. */
function labelIn(cells: Cells, column: ContractColumn): string {
  const at = cells.header.cells.get(column.name);
  return (at === undefined ? undefined : cells.header.labels[at]) || column.labels[0] || column.name;
}

/** One `select` that says why: for each flagged row one line a rule that speaks of it. */
function explain(source: string, load: number, rules: readonly Rule[], cells: Cells, typed: string): string {
  const spoken = rules.map((rule) => {
    const { column } = rule;
    const value = !column ? 'null' : column.personal ? "'•••'" : `left(masked(${quoted(`r_${column.name}`)}), 80)`;
    return `case when ${rule.when} then { rule: ${rules.indexOf(rule)}, value: ${value} } end`;
  });
  const texts = rules.map((rule, at) => {
    const label = rule.column ? labelIn(cells, rule.column) : undefined;
    const fields = [rule.column?.name, label, rule.code, rule.severity, reasonText(rule, label)].map(literal);
    return `(${at}, ${fields.join(', ')})`;
  });
  return `
    insert into ops.quarantine
    select ${load}, ${literal(source)}, _row, column_name, label, said.value, code, severity,
      replace(message, '{value}', coalesce(said.value, ''))
    from (select _row, unnest(list_filter([${spoken.join(',\n')}], x -> x is not null)) as said from (${typed}))
    join (values ${texts.join(',\n')}) as text(rule, column_name, label, code, severity, message) on text.rule = said.rule
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
  const refusing = compiled.rules.filter((rule) => rule.severity === 'refused');
  const noting = compiled.rules.filter((rule) => rule.severity !== 'refused');
  await warehouse.run(explain(contract.id, load, refusing, cells, compiled.typed(leftOver, '_row')));
  await warehouse.run(`
    insert into ops.quarantine
    select ${load}, ${literal(contract.id)}, _row, ${literal(contract.record.key[0])}, null, null, 'duplicate_key', 'refused',
      replace(${literal(messages().land.reason.duplicate_key)}, '{row}', stands_in_row::varchar)
    from ${duplicates}`);
  if (noting.length > 0) {
    const noted = `(select c.rowid + 1 as _row, c.* from ${cells.table} c
      where c.rowid + 1 in (select _row from ${landingTable(contract)} where _load = ${load} and _noted))`;
    await warehouse.run(explain(contract.id, load, noting, cells, compiled.typed(noted, '_row')));
  }
  return warehouse.one<{ refused: number; repaired: number; warned: number }>(`
    select count(distinct row_number) filter (severity = 'refused') as refused,
      count(distinct row_number) filter (severity = 'repaired') as repaired,
      count(distinct row_number) filter (severity = 'warned') as warned
    from ops.quarantine where load_id = ${load}`);
}
