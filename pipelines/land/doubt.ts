import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { keyOf, type NamedDimension, nameColumns, stemOf } from '../delivery/written-names.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';
import type { LandedFile } from './record-load.ts';

/** Why a file is held, all rows of which are sound. */
export interface Doubt {
  code:
    | 'list_shrank'
    | 'other_commune'
    | 'dates_shifted'
    | 'dates_outside'
    | 'far_more_rows'
    | 'value_jumped';
  reason: string;
}

/** Of fewer rows nothing is learnt. */
const fewestRows = 50;
/** What so large a part of the rows before has is a habit of the source; a file of which so small a part has it is another's. */
const [habit, stranger] = [0.95, 0.5];
/** The same of places, and of the code of a commune: a list of hamlets has some dozens. */
const fewestPlaces = 20;
/** So many different beginnings of a code are no office's any more. */
const mostLeads = 20;

/** So many rows tell a share well enough; of more every second, third, … is looked at. */
const enough = 20_000;
/** The newest files before tell what is usual. */
const newest = 4;

/** SQL of rows to look at: of the file, and of those before it (`is_new`). */
const rowsAt = (contract: Contract, { loadId, rows }: LandedFile): string => `(
    select *, _load = ${loadId} as is_new from ${landingTable(contract)}
    where (_load = ${loadId} or _load in (
        select load_id from ops.standing_load where source = ${literal(contract.id)} and load_id < ${loadId} order by load_id desc limit ${newest}))
      and _row % ${Math.max(1, Math.ceil(rows.accepted / enough))} = 0)`;

/** Codes as they stand: of those that are hidden as pseudonyms nothing can be told. */
const codeColumns = ({ columns, record }: Contract): ContractColumn[] =>
  columns.filter(
    (column) =>
      column.personal !== 'pseudonym' &&
      (column.type === 'commune_code' ||
        column.type === 'dossier_code' ||
        (column.type === 'text' && record.key.includes(column.name))),
  );

/** What tells whose a code is: the code of a commune as a whole, of a dossier what stands before its first dash (H42.61.11-). */
const leadOf = ({ name, type }: ContractColumn): string =>
  type === 'commune_code'
    ? `${quoted(name)}::varchar`
    : `regexp_extract(${quoted(name)}::varchar, '^[^-]*[0-9][^-]*-')`;

/** A file whose codes are of offices that this source has never had: the export of another commune. */
async function otherCommune(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  for (const column of codeColumns(contract)) {
    const { rows, known, leads, usual, example } = await warehouse.one<{
      rows: number;
      known: number;
      leads: number;
      usual: string | null;
      example: string | null;
    }>(`
      with past as (
        select ${leadOf(column)} as lead, count(*) as n from ${rowsAt(contract, load)} where not is_new group by 1
      ),
      usual as (select * from past where lead <> '' and n >= 0.01 * (select sum(n) from past)),
      here as (select ${leadOf(column)} as lead from ${rowsAt(contract, load)} where is_new)
      select coalesce((select sum(n) from past), 0)::integer as rows,
        coalesce((select sum(n) from usual) / (select sum(n) from past), 0)::double as known,
        (select count(*) from usual)::integer as leads,
        (select string_agg(lead, ', ' order by n desc) from (from usual order by n desc limit 3)) as usual,
        (select case when count(*) filter (lead in (select lead from past)) < ${stranger} * count(*) then mode(lead) end from here) as example`);
    if (rows < fewestRows || known < habit || leads > mostLeads || example === null) continue;
    return {
      code: 'other_commune',
      reason: storedMessages().land.delivery.otherCommune(labelOf(column), example, usual ?? ''),
    };
  }
  return undefined;
}

/** SQL of the day within a code, as in H42.61.11-260105-0012. */
const dayWithin = (name: string): string =>
  `try_strptime(regexp_extract(${quoted(name)}::varchar, '-(\\d{6})-', 1), '%y%m%d')::date`;

/** A file whose dates are other ones than those in its codes, where all before had the same. */
async function datesShifted(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  const codes = codeColumns(contract).filter(({ type }) => type !== 'commune_code');
  const dates = contract.columns.filter(({ type }) => type === 'date' || type === 'timestamp');
  for (const code of codes)
    for (const date of dates) {
      const day = `${quoted(date.name)}::date`;
      const { past, was, now } = await warehouse.one<{
        past: number;
        was: number | null;
        now: number | null;
      }>(`
        with told as (
          select is_new, ${dayWithin(code.name)} = ${day} as same from ${rowsAt(contract, load)}
          where ${dayWithin(code.name)} is not null and ${day} is not null
        )
        select count(*) filter (not is_new)::integer as past, (avg(same::integer) filter (not is_new))::double as was,
          (avg(same::integer) filter (is_new))::double as now from told`);
      if (past < fewestRows || was === null || was < habit || now === null || now >= stranger) continue;
      return {
        code: 'dates_shifted',
        reason: storedMessages().land.delivery.datesShifted(labelOf(date), labelOf(code), 1 - now),
      };
    }
  return undefined;
}

/** A file that says by its title or name which days it is of, and has the days of others, where all before kept to theirs. */
async function datesOutside(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  for (const name of contract.expect.data_date) {
    const { past, was, now, said } = await warehouse.one<{
      past: number;
      was: number | null;
      now: number | null;
      said: string | null;
    }>(`
      with told as (
        select r.is_new, l.period_from, l.period_until, r.${quoted(name)}::date between l.period_from and l.period_until as inside
        from ${rowsAt(contract, load)} r join ops.load l on l.load_id = r._load
        where l.dated_by in ('title', 'name') and l.period_from is not null and r.${quoted(name)} is not null
      )
      select count(*) filter (not is_new)::integer as past, (avg(inside::integer) filter (not is_new))::double as was,
        (avg(inside::integer) filter (is_new))::double as now,
        (select vi_date(min(period_from)) || ' – ' || vi_date(max(period_until)) from told where is_new) as said
      from told`);
    if (past < fewestRows || was === null || was < habit || now === null || now >= stranger) continue;
    const column = contract.columns.find((its) => its.name === name);
    return {
      code: 'dates_outside',
      reason: storedMessages().land.delivery.datesOutside(
        column ? labelOf(column) : name,
        said ?? '',
        1 - now,
      ),
    };
  }
  return undefined;
}

/** How many times as many rows as the largest file before are more than a month can bring. */
const farMore = 3;

/** A file of what is new with far more rows than any before it, of a source that has delivered some times. */
async function farMoreRows(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  if (contract.record.delivery !== 'increment') return undefined;
  const { loads, most } = await warehouse.one<{ loads: number; most: number | null }>(`
    select count(*)::integer as loads, max(rows_accepted)::integer as most from ops.standing_load
    where source = ${literal(contract.id)} and load_id < ${load.loadId}`);
  const { accepted } = load.rows;
  if (loads < 4 || most === null || most < fewestRows || accepted <= farMore * most) return undefined;
  return { code: 'far_more_rows', reason: storedMessages().land.delivery.farMore(most, accepted) };
}

/** A first file whose records are of communes that neither the plan nor a list of this commune knows. */
async function strangeCommune(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
): Promise<Doubt | undefined> {
  const columns = codeColumns(contract).filter(
    ({ name, type }) => type === 'commune_code' && contract.record.key.includes(name),
  );
  for (const column of columns) {
    const { past, rows, example, own } = await warehouse.one<{
      past: number;
      rows: number;
      example: string | null;
      own: string | null;
    }>(`
      with told as (select is_new, ${quoted(column.name)}::varchar as code from ${rowsAt(contract, load)})
      select count(*) filter (not is_new)::integer as past, count(*) filter (is_new)::integer as rows, (select string_agg(code, ', ' order by code) from own_commune) as own,
        case when count(*) filter (is_new and code in (from own_commune)) < ${stranger} * count(*) filter (is_new) then mode(code) filter (is_new) end as example
      from told`);
    if (past > 0 || rows < fewestPlaces || example === null || own === null) continue;
    return {
      code: 'other_commune',
      reason: storedMessages().land.delivery.strangeCommune(labelOf(column), example, own),
    };
  }
  return undefined;
}

/** A file most places of which are on no list of this commune, of a source that has not had such before. */
async function strangePlaces(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
  lists: readonly NamedDimension[],
): Promise<Doubt | undefined> {
  for (const { column, dimension } of nameColumns(contract, lists)) {
    const { past, was, rows, now } = await warehouse.one<{
      past: number;
      was: number | null;
      rows: number;
      now: number | null;
    }>(`
      with text as (
        select is_new, ${quoted(column.name)} as written, count(*) as n from ${rowsAt(contract, load)}
        where ${quoted(column.name)} is not null group by all
      ),
      keyed as (select *, ${keyOf('written', dimension.list)} as key from text),
      told as (
        select is_new, n, ${stemOf('key', dimension.list)} in (select stem from own_place where dimension = ${literal(dimension.id)}) as is_own from keyed
      )
      select coalesce(sum(n) filter (not is_new), 0)::integer as past, (sum(n) filter (is_own and not is_new) / sum(n) filter (not is_new))::double as was,
        coalesce(sum(n) filter (is_new), 0)::integer as rows, (coalesce(sum(n) filter (is_own and is_new), 0) / sum(n) filter (is_new))::double as now
      from told where exists (from own_place where dimension = ${literal(dimension.id)})`);
    if (rows < fewestPlaces || now === null || now >= stranger) continue;
    // What was accepted before is how this source writes.
    if (past >= fewestPlaces && (was ?? 0) < stranger) continue;
    return {
      code: 'other_commune',
      reason: storedMessages().land.delivery.strangePlaces(labelOf(column), 1 - now),
    };
  }
  return undefined;
}

/**
 * What speaks against a landed file: what its source has delivered before, and of a first one what is known of the commune.
 * `places`: its lists of them; undefined where nothing is known of it.
 */
export async function doubtsOf(
  warehouse: Warehouse,
  contract: Contract,
  load: LandedFile,
  places: readonly NamedDimension[] | undefined,
): Promise<Doubt[]> {
  const other =
    (await otherCommune(warehouse, contract, load)) ??
    (places && (await strangeCommune(warehouse, contract, load))) ??
    (places && (await strangePlaces(warehouse, contract, load, places)));
  const doubts = [
    other,
    await datesShifted(warehouse, contract, load),
    await datesOutside(warehouse, contract, load),
    await farMoreRows(warehouse, contract, load),
  ];
  return doubts.filter((doubt) => doubt !== undefined);
}
