import type { Contract, ContractColumn } from '../config/contract.ts';
import type { NameList, Plan } from '../config/plan.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/** A dimension whose values have official names, with the source that lists them. */
export interface NamedDimension {
  id: string;
  label: string;
  list: NameList;
  source: Contract;
  /** Whether the commune keeps the list: where that source is switched off every text is taken for a name, as it stands. */
  isListed: boolean;
}

/** A column of a contract that holds names of a dimension. */
export interface NameColumn {
  column: ContractColumn;
  dimension: NamedDimension;
}

/** What must be known of a project to tell which of its dimensions have names. */
export interface NamesOf {
  contracts: readonly Contract[];
  idle: readonly Contract[];
  plan: Pick<Plan, 'dimensions'>;
}

export const namedDimensions = ({ contracts, idle, plan }: NamesOf): NamedDimension[] =>
  Object.entries(plan.dimensions).flatMap(([id, { label, names: list }]) => {
    const source = list && [...contracts, ...idle].find((contract) => contract.id === list.source);
    return list && source ? [{ id, label, list, source, isListed: contracts.includes(source) }] : [];
  });

export const nameColumns = ({ columns }: Contract, known: readonly NamedDimension[]): NameColumn[] =>
  columns.flatMap((column) => {
    const dimension = known.find(({ id }) => id === column.dimension);
    return dimension ? [{ column, dimension }] : [];
  });

export const namesTable = ({ id }: NamedDimension): string => `names.${quoted(id)}`;
export const writtenTable = ({ table }: Pick<Contract, 'table'>): string => `written.${quoted(table)}`;

const texts = (words: readonly string[]): string => `[${words.map((word) => literal(word)).join(', ')}]`;

const abbreviations = ({ abbreviations: its }: NameList): string =>
  `map(${texts(Object.keys(its))}::varchar[], ${texts(Object.values(its))}::varchar[])`;

/** SQL of the key of a text: what it has in common with other writings of the same name. */
export const keyOf = (text: string, list: NameList): string => `name_key(${text}, ${abbreviations(list)})`;

/**
 * SQL of the keys of the prefixes, the longest first, for it may begin with another one. As rows of a subquery: of a constant
 * the engine (duckdb 1.5.6) works out every part again in each of its rewrites.
 */
const prefixesOf = (list: NameList): string => `(
    select coalesce(list(${keyOf('prefix', list)} order by length(prefix) desc), []) from (select unnest(${texts(list.prefixes)}::varchar[]) as prefix))`;

/** SQL of a key without the word before the name. The key is worked out before: within it would be once for every prefix. */
export const stemOf = (key: string, list: NameList): string => `name_stem(${key}, ${prefixesOf(list)})`;

/** The rows of a list of names. Where nothing tells two of one name apart, they are one, in its most usual writing. */
function listed({ list, source }: NamedDimension): string {
  const closed = source.record.delivery === 'snapshot' ? '_closed_on' : 'null::date';
  const from = `from current.${quoted(source.table)} where ${quoted(list.name)} is not null`;
  if (list.code !== undefined)
    return `select ${quoted(list.name)} as official_name, ${quoted(list.code)} as official_code, ${closed} as closed_on ${from}`;
  return `select (list(official_name order by rows desc, official_name))[1] as official_name, null::varchar as official_code,
    case when bool_and(closed_on is not null) then max(closed_on) end as closed_on
  from (
    select ${quoted(list.name)} as official_name, count(*) as rows,
      case when bool_and(${closed} is not null) then max(${closed}) end as closed_on
    ${from} group by official_name
  ) group by ${keyOf('official_name', list)}`;
}

/**
 * SQL of the official names of a dimension and of all that people may write for one. `kind`: listed; closed (taken off the
 * list since, until that day) and ended (from that day on); alias; former (a text that an alias takes over from a day on is a
 * name of its own before). `valid_until` is the first day on which it is not meant any more.
 */
export function namesSql(dimension: NamedDimension): string {
  const { id, list } = dimension;
  return `with listed as (
  ${listed(dimension)}
), alias as (
  select a.written, a.valid_from, a.valid_until, l.official_name, l.official_code
  from plan.name_alias a join listed l
    on ${keyOf('l.official_name', list)} = ${keyOf('a.name', list)} or lower(l.official_code) = lower(a.name)
  where a.dimension = ${literal(id)}
  qualify rank() over (partition by a.written, a.valid_from order by l.closed_on is not null) = 1
), term as (
  select official_name as term, official_name, official_code, case when closed_on is null then 'listed' else 'closed' end as kind,
    date '-infinity' as valid_from, coalesce(closed_on, date 'infinity') as valid_until
  from listed
  union all
  select official_name, official_name, official_code, 'ended', closed_on, date 'infinity' from listed where closed_on is not null
  union all
  select written, official_name, official_code, 'alias', coalesce(valid_from, date '-infinity'), coalesce(valid_until, date 'infinity') from alias
  union all
  select written, written, null, 'former', date '-infinity', valid_from
  from plan.name_alias where dimension = ${literal(id)} and valid_from is not null
)
select *, ${stemOf('key', list)} as stem from (select *, ${keyOf('term', list)} as key from term)`;
}

/** How much a candidate counts against others of the same text and day: the smallest number stands. */
const ranks = {
  alias: 0,
  exact: 10,
  spelling: 20,
  /** By the name without its prefix, or by the code. */
  otherwise: 30,
  /** Added where the name is no longer on the list: one that is comes first. */
  closed: 5,
  /** Added on days after it was taken off. */
  ended: 100,
  former: 200,
  none: 999,
} as const;

const ofKind = `case n.kind when 'closed' then ${ranks.closed} when 'ended' then ${ranks.closed + ranks.ended} else 0 end`;

/** The texts of the columns of one dimension, with whether the row counts among those that stand. */
const textsSql = (contract: Contract, { id }: NamedDimension, from: string, counts: string): string =>
  contract.columns
    .filter(({ dimension }) => dimension === id)
    .map(
      ({ name }) =>
        `select ${literal(id)} as dimension, ${quoted(name)} as written, ${counts} as counts from ${from}`,
    )
    .join(' union all ');

/**
 * SQL of what each text in the columns of a source that hold names is matched to, for which days: `dimension`, `written`,
 * `valid_from`, `valid_until` (the first day on which not), `official_name` and `official_code` (null: none), `how`
 * (exact, spelling, prefix, code, alias, former, ambiguous, none; unlisted where there is no list), `is_ended` (the name is no longer on the list on these days),
 * `choices` of what is ambiguous, `rows` that stand, `written_stem` (the key without the word before the name). For each text the days are all days, and each is in one row.
 * `hasHistory`: rows of earlier lists count as well.
 */
export function writtenSql(contract: Contract, columns: readonly NameColumn[], hasHistory: boolean): string {
  const dimensions = [...new Set(columns.map(({ dimension }) => dimension))];
  const isList = contract.record.delivery === 'snapshot';
  const from = `${isList && hasHistory ? 'landing' : 'current'}.${quoted(contract.table)}`;
  const counts = isList && !hasHistory ? '_closed_on is null' : 'true';
  const rules = dimensions.map(
    ({ id, list }) =>
      `select ${literal(id)} as dimension, ${abbreviations(list)} as abbreviations, ${prefixesOf(list)} as prefixes`,
  );
  const unlisted = dimensions.filter(({ isListed }) => !isListed).map(({ id }) => id);
  const isUnlisted = `list_contains(${texts(unlisted)}::varchar[], dimension)`;
  return `with rule as (
  ${rules.join('\n  union all\n  ')}
), distinct_text as (
  select dimension, written, count(*) filter (counts) as rows
  from (${dimensions.map((dimension) => textsSql(contract, dimension, from, counts)).join('\n  union all ')})
  where written is not null group by dimension, written
), keyed as (
  select dimension, written, rows, prefixes, name_key(written, abbreviations) as key from distinct_text join rule using (dimension)
), text as (
  -- From a key that is worked out: within name_stem it would be once for every prefix.
  select dimension, written, rows, key, name_stem(key, prefixes) as stem from keyed
), name as (
  ${dimensions.map((its) => `select ${literal(its.id)} as dimension, * from ${namesTable(its)}`).join('\n  union all\n  ')}
), candidate as (
  select t.dimension, t.written, n.official_name, n.official_code, n.kind, n.valid_from, n.valid_until,
    case n.kind when 'alias' then 'alias' when 'former' then 'former' else if(n.term = t.written, 'exact', 'spelling') end as how,
    case how when 'alias' then ${ranks.alias} when 'former' then ${ranks.former} when 'exact' then ${ranks.exact} else ${ranks.spelling} end + ${ofKind} as rank
  from text t join name n on n.dimension = t.dimension and n.key = t.key
  union all
  -- Two numbers behind two words ("Xóm 3", "Tổ 3") are two places; one name behind two words is one.
  select t.dimension, t.written, n.official_name, n.official_code, n.kind, n.valid_from, n.valid_until, 'prefix', ${ranks.otherwise} + ${ofKind}
  from text t join name n on n.dimension = t.dimension and n.stem = t.stem and n.key <> t.key
  where n.kind in ('listed', 'closed', 'ended') and (n.stem = n.key or t.stem = t.key or regexp_matches(t.stem, '\\p{L}{2}'))
  union all
  select t.dimension, t.written, n.official_name, n.official_code, n.kind, n.valid_from, n.valid_until, 'code', ${ranks.otherwise} + ${ofKind}
  from text t join name n on n.dimension = t.dimension and lower(n.official_code) = lower(trim(t.written))
  where n.kind in ('listed', 'closed', 'ended')
  union all
  select dimension, written, if(${isUnlisted}, written, null), null, 'none', date '-infinity', date 'infinity', if(${isUnlisted}, 'unlisted', 'none'), ${ranks.none}
  from text
), bound as (
  select distinct dimension, written, unnest([valid_from, valid_until]) as day from candidate
), slice as (
  select dimension, written, day as valid_from, lead(day) over (partition by dimension, written order by day) as valid_until
  from bound qualify valid_until is not null
), best as (
  select s.dimension, s.written, s.valid_from, s.valid_until, c.official_name, c.official_code, c.how, c.kind = 'ended' as is_ended,
    c.official_name || coalesce(' (' || c.official_code || ')', '') as choice
  from slice s join candidate c
    on c.dimension = s.dimension and c.written = s.written and c.valid_from <= s.valid_from and c.valid_until >= s.valid_until
  qualify c.rank = min(c.rank) over (partition by s.dimension, s.written, s.valid_from)
), outcome as (
  select dimension, written, valid_from, valid_until, count(distinct choice) > 1 as is_ambiguous,
    {
      'name': case when not is_ambiguous then min(official_name) end,
      'code': case when not is_ambiguous then min(official_code) end,
      'how': case when is_ambiguous then 'ambiguous' else min(how) end,
      'is_ended': bool_or(is_ended),
      'choices': case when is_ambiguous then list_sort(list(distinct choice)) end
    } as its
  from best group by dimension, written, valid_from, valid_until
), begun as (
  -- Days on which nothing changes are in one row.
  select *, its is distinct from lag(its) over (partition by dimension, written order by valid_from) as is_begun from outcome
), stretch as (
  select *, count(*) filter (is_begun) over (partition by dimension, written order by valid_from) as number from begun
)
select dimension, written, min(valid_from) as valid_from, max(valid_until) as valid_until,
  its.name as official_name, its.code as official_code, its.how as how, its.is_ended as is_ended, its.choices as choices,
  any_value(t.rows) as rows, any_value(t.stem) as written_stem
from stretch join text t using (dimension, written)
group by dimension, written, number, its`;
}

/** SQL of the day of a row, by which a name is taken for what it was then: its data's, its period's, else its delivery's. */
function rowDay({ expect, columns }: Contract): string {
  const dated = expect.data_date[0] ?? columns.find(({ type }) => type === 'period')?.name;
  return dated === undefined ? 'd.own_date' : `coalesce(cast(c.${quoted(dated)} as date), d.own_date)`;
}

/**
 * SQL of what stands of a source, like `current.<table>` but with official names in the columns that hold names: null where a
 * text is none. Beside each the code of what it was matched to, as `<column>_code`, where there are codes and no such column.
 */
export function matchedSql(contract: Contract, columns: readonly NameColumn[]): string {
  const names = contract.columns.map(({ name }) => name);
  const as = ({ column }: NameColumn) => quoted(`${column.name}_match`);
  const replaced = columns.map((its) => `${as(its)}.official_name as ${quoted(its.column.name)}`);
  const codes = columns.flatMap((its) => {
    const code = `${its.column.name}_code`;
    return its.dimension.list.code === undefined || names.includes(code)
      ? []
      : [`${as(its)}.official_code as ${quoted(code)}`];
  });
  const day = rowDay(contract);
  const joins = columns.map(
    (its) => `left join ${writtenTable(contract)} ${as(its)}
  on ${as(its)}.dimension = ${literal(its.dimension.id)} and ${as(its)}.written = c.${quoted(its.column.name)}
  and ${day} >= ${as(its)}.valid_from and ${day} < ${as(its)}.valid_until`,
  );
  return `select ${[`c.* replace (${replaced.join(', ')})`, ...codes].join(', ')}
from current.${quoted(contract.table)} c
left join (select load_id as _load, own_date from ops.standing_load where source = ${literal(contract.id)}) d on d._load = c._load
${joins.join('\n')}`;
}
