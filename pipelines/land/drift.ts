import type { Cells } from '../cells.ts';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { lineWithLabel } from '../config/label-line.ts';
import { nearest } from '../config/nearest.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Staged } from './staged.ts';

/** Columns that number the rows: every form has one, no contract wants it. */
const ordinals = new Set(['stt', 'tt', 'so tt', 'so thu tu', 'no', '#']);

interface Drift {
  code: 'column_renamed' | 'column_added' | 'column_gone';
  column: string | null;
  label: string | null;
  message: string;
}

/** Labels of a file that feed no column, each once. */
function strangers(cells: Cells): string[] {
  const across = [...(cells.header.across?.values() ?? [])].flat();
  const fed = new Set([...cells.header.cells.values(), ...across.map(({ at }) => at)]);
  const labels = cells.header.labels.filter(
    (label, at) => label !== '' && !fed.has(at) && !ordinals.has(fold(label)),
  );
  return [...new Set(labels)];
}

function mostLike(label: string, absent: readonly ContractColumn[]): ContractColumn | undefined {
  const known = new Map(absent.flatMap((column) => column.labels.map((its) => [fold(its), column] as const)));
  const near = nearest(fold(label), known.keys());
  return near === undefined ? undefined : known.get(near);
}

/** A column of the contract that the file has, by its cell. */
const nameAt = (cells: Cells, at: number): string | undefined =>
  [...cells.header.cells].find(([, cell]) => cell === at)?.[0];

/** A missing column between whose neighbours a label stands: it may be called anew, though nothing in it is alike. */
function inItsPlace(
  label: string,
  contract: Contract,
  cells: Cells,
  absent: readonly ContractColumn[],
): ContractColumn | undefined {
  const at = cells.header.labels.indexOf(label);
  const [left, right] = [nameAt(cells, at - 1), nameAt(cells, at + 1)];
  const own = contract.columns.filter(({ labels }) => labels.length > 0);
  return absent.find((column) => {
    const place = own.indexOf(column);
    return (
      place > 0 &&
      left !== undefined &&
      right !== undefined &&
      own[place - 1]?.name === left &&
      own[place + 1]?.name === right
    );
  });
}

/** What changed in the header against the earlier files of the source; against none, only what looks renamed. */
function compare(contract: Contract, cells: Cells, earlier: Map<string, string | null> | undefined): Drift[] {
  const text = storedMessages().land.drift;
  const absent = contract.columns.filter(({ name }) => !cells.header.cells.has(name));
  const drifts: Drift[] = [];
  const renamed = new Set<string>();
  for (const label of strangers(cells)) {
    if (earlier?.has(fold(label))) continue;
    const column = mostLike(label, absent) ?? inItsPlace(label, contract, cells, absent);
    if (column) {
      renamed.add(column.name);
      const message = text.renamed(label, labelOf(column), lineWithLabel(column, label));
      drifts.push({ code: 'column_renamed', column: column.name, label, message });
    } else if (earlier) {
      drifts.push({ code: 'column_added', column: null, label, message: text.added(label) });
    }
  }
  const had = new Set(earlier?.values());
  for (const column of absent) {
    const { name } = column;
    if (!had.has(name) || renamed.has(name)) continue;
    const label = labelOf(column);
    drifts.push({ code: 'column_gone', column: name, label, message: text.gone(label) });
  }
  return drifts;
}

/** Folded labels of the earlier files of a source, with the column that each fed; undefined when there are none. */
async function earlierLabels(
  warehouse: Warehouse,
  contract: Contract,
): Promise<Map<string, string | null> | undefined> {
  const rows = await warehouse.all<{ label: string; column_name: string | null }>(`
    select distinct h.label, h.column_name from ops.header h join ops.standing_load l using (load_id)
    where l.source = ${literal(contract.id)}`);
  return rows.length === 0 ? undefined : new Map(rows.map((row) => [row.label, row.column_name]));
}

/**
 * Tells of columns that this file adds, renames or leaves out, as warnings of the whole file with a proposal, and keeps
 * its header for the comparison with the next. Nothing here keeps a file from landing: a column that is needed and
 * missing has refused it before.
 */
export async function noteDrift(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  load: number,
): Promise<void> {
  const earlier = await earlierLabels(warehouse, contract);
  const headers = new Map<string, string>();
  // The parts of one table have one header.
  const tables = staged.parts.filter(
    ({ cells }, at, parts) => cells.header.labels !== parts[at - 1]?.cells.header.labels,
  );
  for (const { cells } of tables) {
    const across = [...(cells.header.across ?? [])].flatMap(([name, its]) =>
      its.map(({ at }): [number, string] => [at, name]),
    );
    const columns = new Map([
      ...[...cells.header.cells].map(([name, at]): [number, string] => [at, name]),
      ...across,
    ]);
    cells.header.labels.forEach((label, at) => {
      if (label !== '')
        headers.set(fold(label), `(${load}, ${literal(fold(label))}, ${literal(columns.get(at))})`);
    });
    const drifts = compare(contract, cells, earlier).map(
      ({ code, column, label, message }) =>
        `(${load}, ${[contract.id, cells.sheet, null, column, label, null, code, 'warned', message].map((value) => literal(value)).join(', ')})`,
    );
    if (drifts.length > 0)
      await warehouse.run(`
        insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message)
        values ${drifts.join(',\n')}`);
  }
  if (headers.size > 0)
    await warehouse.run(
      `insert into ops.header (load_id, label, column_name) values ${[...headers.values()].join(', ')}`,
    );
}
