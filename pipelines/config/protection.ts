import type { Contract } from './contract.ts';

/**
 * What the rows of a fact are: `persons`: a person, a household, or a case of one (a petition, a payment); `tallies`: figures
 * that count such persons already; `work`: what the administration does itself (a dossier, a procedure, a document).
 */
export const rowKinds = ['persons', 'tallies', 'work'] as const;
export type RowKind = (typeof rowKinds)[number];

/** What a breakdown tells apart: groups of `persons`, offices and tasks of the `administration`, or whatever the `rows` are. */
export const describedKinds = ['persons', 'administration', 'rows'] as const;
export type Described = (typeof describedKinds)[number];

/** The program's facts; nobody says otherwise of them. */
const rowsOfFacts: Readonly<Record<string, RowKind>> = {
  petition: 'persons',
  payment: 'persons',
  parcel: 'persons',
  population: 'tallies',
  session: 'tallies',
  unit_return: 'work',
  dossier: 'work',
  procedure: 'work',
  procedure_duty: 'work',
  document: 'work',
};

interface OfFact {
  fact?: string | undefined;
  rows?: RowKind | undefined;
}

/** What the rows of one of the program's facts are; undefined for any other. */
export const rowsOfProgram = (fact: string | undefined): RowKind | undefined =>
  fact !== undefined && Object.hasOwn(rowsOfFacts, fact) ? rowsOfFacts[fact] : undefined;

/**
 * What the rows of an indicator's fact are. Of a fact that is not the program's: what the indicator says, else persons, the
 * safe side; a source of which each record is known by the group itself (a hamlet and a month) holds tallies.
 */
export function rowsOf(
  { fact, rows, source }: OfFact & { source: string },
  dimension: string,
  contracts: readonly Pick<Contract, 'id' | 'columns' | 'record'>[],
): RowKind {
  const known = rowsOfProgram(fact) ?? rows;
  if (known !== undefined) return known;
  const contract = contracts.find(({ id }) => id === source);
  const groups = (contract?.columns ?? []).filter((column) => column.dimension === dimension);
  const isKeyed = groups.some(({ name }) => contract?.record.key.includes(name));
  return isKeyed ? 'tallies' : 'persons';
}

/**
 * Whether small counts of a breakdown are hidden: hamlets and groups of persons always, whatever is counted; offices, fields
 * and procedures never; what only says of which kind the rows are, unless they are the administration's own work.
 */
export const isProtected = (described: Described, rows: RowKind): boolean =>
  described === 'persons' || (described === 'rows' && rows !== 'work');
