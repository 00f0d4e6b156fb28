import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { type Fault, type FieldPath, refuseFaults } from '../config/yaml-file.ts';
import { messages } from '../messages/index.ts';
import { expressionFaults, reasonAgainst } from '../warehouse/expression.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** A piece of SQL of an indicator and the type its value must have, or a column that it names. */
interface Piece {
  indicator: Indicator;
  field: string;
  sql: string;
  type?: string;
}

/** Conditions and quantities: texts of SQL that people write. */
function expressionsOf(indicator: Indicator): Piece[] {
  const { count, meets, sum, over } = indicator;
  const given: [string, string | undefined, string][] = [
    ['count', count, 'boolean'],
    ['meets', meets, 'boolean'],
    ['sum', sum, 'double'],
    ['over', over, 'double'],
  ];
  return given.flatMap(([field, sql, type]) => (sql === undefined ? [] : [{ indicator, field, sql, type }]));
}

/** Columns of the fact that an indicator names. */
function columnsOf(indicator: Indicator): [field: string, column: string][] {
  const { when, due, done, each, by, series } = indicator;
  const single = Object.entries({ when, due, done, each }).flatMap(([field, column]) =>
    column === undefined ? [] : [[field, column] as [string, string]],
  );
  const listed = (field: string, columns: readonly string[]) =>
    columns.map((column): [string, string] => [field, column]);
  return [...single, ...listed('by', by), ...listed('series', series)];
}

const fault = ({ placeOf }: Indicator, path: FieldPath, message: string): Fault => ({
  ...placeOf(path),
  field: path.join('.'),
  message,
});

/**
 * A select of formulas over no row of a fact. The row's own columns stand beside them, so that an aggregate, which would
 * count all rows at once, is refused as it would be in the scan.
 */
const trial = (fact: string, pieces: readonly Piece[]): string => `
  select f.*, ${pieces.map(({ sql, type }) => `(${sql}\n)::${type}`).join(', ')}
  from (select *, timestamp '2026-01-01' as cutoff, timestamp '2026-01-01' as as_of_end from fact.${quoted(fact)}) f limit 0`;

/** The engine's reason in one line; for an unknown column what it may have been. */
function reasonOf(error: string, columns: readonly string[]): string {
  const unknown = /Referenced column "([^"]+)" not found/.exec(error)?.[1];
  const text = messages().config;
  return unknown === undefined
    ? text.badFormula(error.split('\n')[0] ?? '')
    : text.unknownFactColumn(unknown, nearest(unknown, columns));
}

/** Faults of the formulas over one fact. */
async function faultsOfFact(
  warehouse: Warehouse,
  fact: string,
  columns: readonly string[],
  indicators: readonly Indicator[],
): Promise<Fault[]> {
  const text = messages().config;
  const unknown = indicators.flatMap((indicator) =>
    columnsOf(indicator).flatMap(([field, column]) =>
      columns.includes(column)
        ? []
        : [fault(indicator, [field], text.unknownFactColumn(column, nearest(column, columns)))],
    ),
  );
  const pieces = indicators.flatMap(expressionsOf);
  const parsed = await expressionFaults(
    warehouse,
    pieces.map(({ sql }) => sql),
  );
  const bad = pieces.flatMap(({ indicator, field }, at) => {
    const reason = parsed[at];
    return reason === undefined ? [] : [fault(indicator, [field], text.badFormula(reason))];
  });
  const sound = pieces.filter((_, at) => parsed[at] === undefined);
  // All of them at once, which is the rule; one by one only to find out which is at fault.
  if (sound.length > 0 && (await reasonAgainst(warehouse, trial(fact, sound))) !== undefined)
    for (const piece of sound) {
      const reason = await reasonAgainst(warehouse, trial(fact, [piece]));
      if (reason !== undefined) bad.push(fault(piece.indicator, [piece.field], reasonOf(reason, columns)));
    }
  return [...unknown, ...bad];
}

/**
 * Throws one error (exit code 2) that lists every formula of the catalogue that cannot be computed over the facts as they
 * stand: no such table or column, no SQL, more than one expression, a file or a setting that it may not touch.
 */
export async function refuseBadFormulas(warehouse: Warehouse, { indicators }: Project): Promise<void> {
  const columns = await warehouse.all<{ fact: string; name: string }>(
    "select table_name as fact, column_name as name from duckdb_columns() where schema_name = 'fact'",
  );
  const byFact = new Map<string, Indicator[]>();
  for (const indicator of indicators)
    if (indicator.fact !== undefined)
      byFact.set(indicator.fact, [...(byFact.get(indicator.fact) ?? []), indicator]);
  const facts = [...new Set(columns.map(({ fact }) => fact))];
  const faults: Fault[] = [];
  for (const [fact, its] of byFact) {
    const names = columns.filter((column) => column.fact === fact).map(({ name }) => name);
    if (names.length > 0) faults.push(...(await faultsOfFact(warehouse, fact, names, its)));
    else
      for (const indicator of its)
        faults.push(fault(indicator, ['fact'], messages().config.unknownFact(fact, nearest(fact, facts))));
  }
  refuseFaults(faults);
}
