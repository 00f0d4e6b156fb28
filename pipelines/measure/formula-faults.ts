import { type Fault, refuseFaults } from '../config/fault.ts';
import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { columnFields, formulaFields, formulas } from '../config/shape.ts';
import type { FieldPath } from '../config/yaml-file.ts';
import { messages } from '../messages/index.ts';
import { sayEngine } from '../warehouse/engine-words.ts';
import { expressionFaults, reasonAgainst } from '../warehouse/expression.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { personalFaults } from './personal-faults.ts';

/** A piece of SQL of an indicator and what its value must be. */
interface Piece {
  indicator: Indicator;
  field: string;
  sql: string;
  kind: keyof typeof fitting;
}

/** The engine's types of a condition and of a quantity; a bare `null` fits both. */
const fitting = {
  condition: /^(BOOLEAN|"NULL")$/,
  quantity: /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|"NULL")$/,
};

/** Conditions and quantities: texts of SQL that people write. */
function expressionsOf(indicator: Indicator): Piece[] {
  return formulaFields.flatMap((field) => {
    const sql = indicator[field];
    return sql === undefined ? [] : [{ indicator, field, sql, kind: formulas[field] }];
  });
}

/** Columns of the fact that an indicator names. */
function columnsOf(indicator: Indicator): [field: string, column: string][] {
  const { by, series } = indicator;
  const single = columnFields.flatMap((field): [string, string][] => {
    const column = indicator[field];
    return column === undefined ? [] : [[field, column]];
  });
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
  select f.*, ${pieces.map(({ sql }) => `(${sql}\n)`).join(', ')} from ${rowsOf(fact)} limit 0`;

const rowsOf = (fact: string): string =>
  `(select *, timestamp '2026-01-01' as cutoff, timestamp '2026-01-01' as as_of_end from fact.${quoted(fact)}) f`;

/** The engine's reason in one line; for an unknown column what it may have been. */
function wordsFor(reason: string, columns: readonly string[]): string {
  const unknown = /Referenced column "([^"]+)" not found/.exec(reason)?.[1];
  const text = messages().config;
  return unknown === undefined
    ? text.badFormula(sayEngine(reason))
    : text.unknownFactColumn(unknown, nearest(unknown, columns));
}

/** Pieces that the engine does not take, each with the words for it. */
async function refusedPieces(
  warehouse: Warehouse,
  fact: string,
  columns: readonly string[],
  pieces: readonly Piece[],
): Promise<Map<Piece, string>> {
  const parsed = await expressionFaults(
    warehouse,
    pieces.map(({ sql }) => sql),
  );
  const refused = new Map<Piece, string>();
  const keep = (piece: Piece, reason: string | undefined) => {
    if (reason !== undefined) refused.set(piece, wordsFor(reason, columns));
  };
  for (const [at, piece] of pieces.entries()) keep(piece, parsed[at]);
  const left = () => pieces.filter((piece) => !refused.has(piece));
  // All of them at once, which is the rule; one by one only to find out which is at fault.
  if (left().length > 0 && (await reasonAgainst(warehouse, trial(fact, left()))) !== undefined)
    for (const piece of left()) keep(piece, await reasonAgainst(warehouse, trial(fact, [piece])));

  const text = messages().config;
  if (left().length === 0) return refused;
  const sound = left();
  const described = await warehouse.all<{ column_type: string }>(`describe ${trial(fact, sound)}`);
  for (const [at, { column_type: type }] of described.slice(-sound.length).entries()) {
    const piece = sound[at];
    if (piece && !fitting[piece.kind].test(type)) refused.set(piece, text.formulaGives[piece.kind](type));
  }
  return refused;
}

/**
 * After measuring has failed: throws one error (exit code 2) that lists the formulas which fail on a row, as where a text
 * is compared with a number and only some text is one. Does nothing where every formula runs over every row.
 */
export async function refuseFailingFormulas(warehouse: Warehouse, { indicators }: Project): Promise<void> {
  const faults: Fault[] = [];
  for (const indicator of indicators)
    if (indicator.fact !== undefined)
      for (const { field, sql } of expressionsOf(indicator)) {
        const reason = await reasonAgainst(
          warehouse,
          `select count((${sql}\n)) from ${rowsOf(indicator.fact)}`,
        );
        if (reason !== undefined) faults.push(fault(indicator, [field], wordsFor(reason, [])));
      }
  refuseFaults(faults);
}

/** Faults of what the indicators over one fact name and compute. */
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
  const refused = await refusedPieces(warehouse, fact, columns, indicators.flatMap(expressionsOf));
  return [
    ...unknown,
    ...[...refused].map(([{ indicator, field }, words]) => fault(indicator, [field], words)),
  ];
}

/**
 * Throws one error (exit code 2) that lists every formula of the catalogue that cannot be computed over the facts as they
 * stand (no such table or column, no SQL, more than one expression, a file or a setting that it may not touch), and every
 * breakdown that would tell of a person.
 */
export async function refuseBadFormulas(warehouse: Warehouse, project: Project): Promise<void> {
  const { indicators } = project;
  const columns = await warehouse.all<{ fact: string; name: string }>(
    "select table_name as fact, column_name as name from duckdb_columns() where schema_name = 'fact'",
  );
  const byFact = new Map<string, Indicator[]>();
  for (const indicator of indicators)
    if (indicator.fact !== undefined)
      byFact.set(indicator.fact, [...(byFact.get(indicator.fact) ?? []), indicator]);
  const facts = [...new Set(columns.map(({ fact }) => fact))];
  const faults = await personalFaults(warehouse, project);
  for (const [fact, its] of byFact) {
    const names = columns.filter((column) => column.fact === fact).map(({ name }) => name);
    if (names.length > 0) faults.push(...(await faultsOfFact(warehouse, fact, names, its)));
    else
      for (const indicator of its)
        faults.push(fault(indicator, ['fact'], messages().config.unknownFact(fact, nearest(fact, facts))));
  }
  refuseFaults(faults);
}
