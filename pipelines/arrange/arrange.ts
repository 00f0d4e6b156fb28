import { type Cells, cellNames, handOver, type Note } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { acrossCells, acrossOf, cellsAround, type Found, missingText } from './added-cells.ts';
import { formAsRecord, formTable } from './form-record.ts';
import { findSections, lineOf, numbered, numberedTable } from './sections.ts';

/** Rows above the header, cell by cell. */
async function rowsAbove(warehouse: Warehouse, { from, width, header }: Cells): Promise<string[][]> {
  if (header.firstRow <= 1) return [];
  const names = cellNames(width);
  const rows = await warehouse.all<Record<string, string | null>>(
    `select ${names.join(', ')} from ${from} limit ${header.firstRow - 1}`,
  );
  return rows.map((row) => names.map((name) => row[name] ?? ''));
}

/** A note of the whole table for each column that is nowhere, and need not be. */
const notesOf = (missing: readonly ContractColumn[]): Note[] =>
  missing.map((column) => ({ code: 'context_missing', message: missingText(column) }));

/** SQL: whether a cell says anything. */
const isFilled = (sql: string): string => `coalesce(trim(${sql}), '') <> ''`;

/**
 * SQL of the rows of a table whose columns across are turned into rows. A row that is blank in a block is none of it; one that is
 * blank in all of them is looked at once. `here` and `anywhere`: the cells of one block, and those of all.
 */
function rowsByBlock(
  { header, width }: Cells,
  blocks: readonly string[],
  terms: readonly string[],
  here: readonly string[],
  anywhere: readonly string[],
): string {
  const isKept = `(${lineOf} <= ${header.lastRow} or ${here.map(isFilled).join(' or ')} or _block = 0 and not (${anywhere.map(isFilled).join(' or ')}))`;
  const own = cellNames(width).map((name) => `case when ${isKept} then ${name} end as ${name}`);
  return `(
    select _block, ${[...own, ...terms].join(', ')}
    from (select n.*, b._block from ${numbered} n cross join (select unnest(range(${blocks.length}))::integer as _block) b
      where _block = 0 or ${lineOf} > ${header.lastRow})
    order by _block, ${lineOf})`;
}

/**
 * A table as its contract wants it: behind the file's own cells one for every column that stands around the table, and
 * for every column that is written across; of the latter the rows come block by block, those below the header once for
 * each text that stands across.
 */
async function arrange(warehouse: Warehouse, found: Found): Promise<Cells> {
  const { cells, contract } = found;
  const { header, width } = cells;
  const { blocks, columns: across } = acrossOf(found);
  const ofAcross = acrossCells(across, blocks);
  const around = cellsAround(found, blocks.length === 0 ? [''] : blocks);
  const added = [...ofAcross, ...around.cells];
  const usesSections = contract.columns.some(({ from }) => from.includes('section'));
  const sections = usesSections ? await findSections(warehouse, contract, cells) : undefined;
  if (blocks.length > 0 && !usesSections) await numberedTable(warehouse, cells);
  const placed = new Map(header.cells);
  for (const [at, { column }] of added.entries()) placed.set(column.name, width + at);
  const terms = added.map(({ sql }, at) => `${sql} as _c${width + at}`);
  const anywhere = across.flatMap((its) => its.cells.map(({ at }) => `_c${at}`));
  const here = ofAcross.map(({ sql }) => sql);
  const rows = usesSections ? `${numbered} order by ${lineOf}` : cells.from;
  return {
    ...cells,
    from:
      blocks.length > 0
        ? rowsByBlock(cells, blocks, terms, here, anywhere)
        : `(select ${[...cellNames(width), ...terms].join(', ')} from ${rows})`,
    width: width + added.length,
    added: added.length,
    header: { ...header, cells: placed },
    notes: [...(cells.notes ?? []), ...notesOf(around.missing)],
    ...(sections ? { sections: sections.sections, unclearSections: sections.unclear } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
  };
}

/** Tables as their contract wants them; those of a contract that takes nothing from elsewhere as they are. */
export async function* arranged(
  warehouse: Warehouse,
  contract: Contract,
  file: string,
  tables: AsyncIterable<Cells>,
): AsyncGenerator<Cells> {
  const isPlain =
    contract.file.form === undefined &&
    contract.columns.every(({ from, across }) => from.length === 0 && across === undefined);
  if (isPlain) {
    yield* tables;
    return;
  }
  try {
    yield* each(warehouse, contract, file, tables);
  } finally {
    for (const table of [numbered, formTable]) await warehouse.run(`drop table if exists ${table}`);
  }
}

async function* each(
  warehouse: Warehouse,
  contract: Contract,
  file: string,
  tables: AsyncIterable<Cells>,
): AsyncGenerator<Cells> {
  for await (const table of tables) {
    const put = async (cells: Cells): Promise<Cells> => {
      const rows = await rowsAbove(warehouse, cells);
      const around = { rows, file: cells.packed?.file || file, sheet: cells.packed?.sheet ?? cells.sheet };
      const found = contract.file.form ? await formAsRecord(warehouse, contract, cells) : cells;
      return arrange(warehouse, { cells: found, contract, around });
    };
    let its = table;
    const { exact } = await handOver(table, async (cells) => {
      its = await put(cells);
    });
    // Read record by record, the cells must be put together once more.
    yield exact ? { ...its, exact: async () => put(await exact()) } : its;
  }
}
