import { hasCurlyQuotes } from '../config/curly-quotes.ts';
import { refuseFaults } from '../config/fault.ts';
import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { formulaFields, formulas } from '../config/shape.ts';
import { messages } from '../messages/index.ts';
import { sayEngine, sayType } from '../warehouse/engine-words.ts';
import { expressionFaults, reasonAgainst } from '../warehouse/expression.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type CatalogueFault, faultsByCause } from './catalogue-fault.ts';
import { columnFaults, type FactColumns, readFactColumns, unknownColumn } from './column-faults.ts';
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

/**
 * A select of formulas over a row of a fact in which all is blank: of no row at all the engine would not work out what is the
 * same for all, as a day that is none. The row's own columns stand beside them, so that an aggregate, which would count all
 * rows at once, is refused as it would be in the scan.
 */
const trial = (fact: string, pieces: readonly Piece[]): string => `
  select f.*, ${pieces.map(({ sql }) => `(${sql}\n)`).join(', ')}
  from ${rowsOf(`(select b.* from (select 1) left join (from fact.${quoted(fact)} limit 0) b on true)`)}`;

const rowsOf = (rows: string): string =>
  `(select *, timestamp '2026-01-01' as cutoff, timestamp '2026-01-01' as as_of_end from ${rows}) f`;

/** The engine's reason as a fault of the piece; for an unknown column what it may have been. */
function refusal({ indicator, field }: Piece, reason: string, fact: FactColumns): CatalogueFault {
  const unknown = /Referenced column "([^"]+)" not found/.exec(reason)?.[1];
  return unknown === undefined
    ? { indicator, path: [field], message: messages().config.badFormula(sayEngine(reason)) }
    : unknownColumn(indicator, field, unknown, fact);
}

/** Curly quotes are letters to the engine: it would look for a column of that name. One fault for a whole file. */
function curlyFaults(pieces: readonly Piece[]): CatalogueFault[] {
  const places = pieces.map(({ indicator, field }) => indicator.placeOf([field]));
  return pieces.map(({ indicator, field }) => {
    const { file } = indicator.placeOf([field]);
    const lines = places.filter((place) => place.file === file).map(({ line }) => line);
    const message = messages().config.curlyQuotes([...new Set(lines)].sort((a, b) => a - b));
    return { indicator, path: [field], message, cause: `curly ${file}` };
  });
}

/** Pieces that the engine does not take, each with its fault. */
async function refusedPieces(
  warehouse: Warehouse,
  fact: FactColumns,
  pieces: readonly Piece[],
): Promise<Map<Piece, CatalogueFault>> {
  const parsed = await expressionFaults(
    warehouse,
    pieces.map(({ sql }) => sql),
  );
  const refused = new Map<Piece, CatalogueFault>();
  const keep = (piece: Piece, reason: string | undefined) => {
    if (reason !== undefined) refused.set(piece, refusal(piece, reason, fact));
  };
  for (const [at, piece] of pieces.entries()) keep(piece, parsed[at]);
  const left = () => pieces.filter((piece) => !refused.has(piece));
  // All of them at once, which is the rule; one by one only to find out which is at fault.
  if (left().length > 0 && (await reasonAgainst(warehouse, trial(fact.fact, left()))) !== undefined)
    for (const piece of left()) keep(piece, await reasonAgainst(warehouse, trial(fact.fact, [piece])));

  const text = messages().config;
  if (left().length === 0) return refused;
  const sound = left();
  const described = await warehouse.all<{ column_type: string }>(`describe ${trial(fact.fact, sound)}`);
  for (const [at, { column_type: type }] of described.slice(-sound.length).entries()) {
    const piece = sound[at];
    if (!piece || fitting[piece.kind].test(type)) continue;
    const { indicator, field, kind } = piece;
    refused.set(piece, { indicator, path: [field], message: text.formulaGives[kind](sayType(type)) });
  }
  return refused;
}

/** A formula as a scan asks for it: a quantity only of the rows that count, and as one that can be added up. */
const asScanned = ({ indicator, sql, kind }: Piece): string =>
  kind === 'quantity' ? `case when (${indicator.count}\n) then quantity_of((${sql}\n)) end` : `(${sql}\n)`;

/**
 * After measuring has failed: throws one error (exit code 2) that lists the formulas which fail on a row, as where a text
 * is compared with a number and only some text is one, or a number is divided by 0. Does nothing where every formula runs over
 * every row.
 */
export async function refuseFailingFormulas(warehouse: Warehouse, { indicators }: Project): Promise<void> {
  const facts = await readFactColumns(warehouse);
  const found: CatalogueFault[] = [];
  for (const piece of indicators.flatMap(expressionsOf)) {
    const fact = facts.get(piece.indicator.fact ?? '');
    if (!fact) continue;
    const sql = `select count(${asScanned(piece)}) from ${rowsOf(`fact.${quoted(fact.fact)}`)}`;
    const reason = await reasonAgainst(warehouse, sql);
    if (reason !== undefined) found.push(refusal(piece, reason, fact));
  }
  refuseFaults(faultsByCause(found));
}

/** Faults of what the indicators over one fact name and compute. */
async function faultsOfFact(
  warehouse: Warehouse,
  fact: FactColumns,
  indicators: readonly Indicator[],
): Promise<CatalogueFault[]> {
  const pieces = indicators.flatMap(expressionsOf);
  const curly = pieces.filter(({ sql }) => hasCurlyQuotes(sql));
  const straight = pieces.filter((piece) => !curly.includes(piece));
  const refused = await refusedPieces(warehouse, fact, straight);
  return [
    ...indicators.flatMap((indicator) => columnFaults(indicator, fact)),
    ...curlyFaults(curly),
    ...refused.values(),
  ];
}

/**
 * Everything that indicators name or compute and that cannot be had from the facts as they stand: no such table or column, no
 * date, no SQL, more than one expression, a file or a setting that it may not touch, a breakdown that would tell of a person.
 */
export async function formulaFaults(warehouse: Warehouse, project: Project): Promise<CatalogueFault[]> {
  const { indicators } = project;
  const facts = await readFactColumns(warehouse);
  const byFact = new Map<string, Indicator[]>();
  for (const indicator of indicators)
    if (indicator.fact !== undefined)
      byFact.set(indicator.fact, [...(byFact.get(indicator.fact) ?? []), indicator]);
  const found = await personalFaults(warehouse, project);
  for (const [name, its] of byFact) {
    const fact = facts.get(name);
    const message = messages().config.unknownFact(name, nearest(name, facts.keys()));
    if (fact) found.push(...(await faultsOfFact(warehouse, fact, its)));
    else
      found.push(...its.map((indicator) => ({ indicator, path: ['fact'], message, cause: `fact ${name}` })));
  }
  return found;
}

/** Throws one error (exit code 2) that lists every such fault of the catalogue. */
export async function refuseBadFormulas(warehouse: Warehouse, project: Project): Promise<void> {
  refuseFaults(faultsByCause(await formulaFaults(warehouse, project)));
}
