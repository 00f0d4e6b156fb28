import type { Cells } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Because, Decision } from './decision.ts';
import { unequivocal } from './number-types.ts';

/** What the filled cells of a column of numbers say, all together. */
export interface NumberProfile {
  /** Cells that can only be read with this sign before their decimals; of whole numbers, with the other between thousands. */
  comma: number;
  point: number;
  /** What the source's last file was decided on. */
  past: ContractColumn['decimals'];
  /** Whether the file is one in which a program keeps numbers as numbers, with a point. */
  isTyped: boolean;
}

type Judged = { decision: Decision['decision']; because: Because };

/** The contract has not said it: the column's own unequivocal cells, then the past, then the kind of file, then the question. */
export function judgeNumbers({ comma, point, past, isTyped }: NumberProfile): Judged {
  if (comma > 0 && point > 0) return { decision: 'asked', because: 'both_marks' };
  if (comma > 0) return { decision: 'comma', because: 'own_cells' };
  if (point > 0) return { decision: 'point', because: 'own_cells' };
  if (past !== undefined) return { decision: past, because: 'earlier_deliveries' };
  if (isTyped) return { decision: 'point', because: 'format' };
  return { decision: 'asked', because: 'no_evidence' };
}

const isWhole = ({ type }: ContractColumn): boolean => type === 'integer' || type === 'money';
const counted = (cell: string, forms: readonly string[]): string =>
  `count(*) filter (regexp_full_match(${cell}, '[-+]?(?:${forms.join('|')})'))`;

/**
 * 1500.000 beside 500000: the program of these cells writes no decimals, so the point stands between thousands. Where
 * every cell ends in .000, it may be a program that always writes three decimals.
 */
function evidence(column: ContractColumn, cell: string): [comma: string, point: string] {
  if (!isWhole(column)) return [counted(cell, unequivocal(',')), counted(cell, unequivocal('\\.'))];
  const plain = counted(cell, ['\\d{4,}']);
  const has = (mark: string) => counted(cell, [`\\d{4,}${mark}000`]);
  const groups = (mark: string) => counted(cell, [`\\d{1,3}(?:${mark}\\d{3}){2,}`]);
  return [
    `case when ${has('\\.')} > 0 then ${plain} else 0 end + ${groups('\\.')}`,
    `case when ${has(',')} > 0 then ${plain} else 0 end + ${groups(',')}`,
  ];
}

async function pastOf(
  warehouse: Warehouse,
  source: string,
  column: string,
): Promise<ContractColumn['decimals']> {
  const [last] = await warehouse.all<{ decision: ContractColumn['decimals'] }>(`
    select json_extract_string(d.value, '$.decision') as decision
    from ops.standing_load l, json_each(l.decided) d
    where l.source = ${literal(source)} and json_extract_string(d.value, '$.column') = ${literal(column)} and json_extract_string(d.value, '$.kind') = 'decimals'
    order by l.load_id desc limit 1`);
  return last?.decision;
}

/** One scan of a table of the file for all columns in which typing has met cells that can be read in two ways. */
export async function decideNumbers(
  warehouse: Warehouse,
  contract: Contract,
  cells: Cells,
  columns: readonly ContractColumn[],
): Promise<Decision[]> {
  const bare = (name: string): string =>
    `bare_money(trim(_c${cells.header.cells.get(name)}, ${literal(` ${cells.blanks.join('')}`)}))`;
  const profiles = columns.map((column) => {
    const [comma, point] = evidence(column, bare(column.name));
    return `{ 'comma': ${comma}, 'point': ${point} } as ${quoted(column.name)}`;
  });
  const scan = await warehouse.one<Record<string, { comma: number; point: number }>>(
    `select ${profiles.join(', ')} from ${cells.from}`,
  );
  const decisions: Decision[] = [];
  for (const { name } of columns) {
    const found = scan[name];
    if (found === undefined) continue;
    const past = await pastOf(warehouse, contract.id, name);
    const isTyped = !['csv', 'html', 'docx'].includes(cells.format);
    decisions.push({ column: name, kind: 'decimals', ...judgeNumbers({ ...found, past, isTyped }) });
  }
  return decisions;
}
