import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { compileType } from '../land/types.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { samplesTable } from './samples.ts';

/** Types whose values can be told by looking at them. */
const tried = [
  'integer',
  'decimal',
  'money',
  'percent',
  'timestamp',
  'year_or_date',
  'period',
  'yes_no',
  'personal_id',
  'phone',
  'dossier_code',
  'procedure_code',
  'commune_code',
  'parcel_key',
] as const satisfies readonly ColumnType[];

/** What the values of a column look like. Shares are of the cells that are not blank, 0–1; 0 where all are blank. */
export interface Profile {
  /** Several where files name the column differently; the first stands for it. */
  labels: readonly string[];
  label: string;
  /** Name of its column in the samples. */
  column: string;
  rows: number;
  filled: number;
  distinct: number;
  longest: number;
  /** Share of values of each type, by the rules that land them. */
  share: Record<(typeof tried)[number], number>;
  /** Shares of values of a shape. */
  shape: {
    /** Dates written as text: a number may be the serial of a day, or just a number. */
    written_date: number;
    serial_day: number;
    clock: number;
    percent_sign: number;
    digits: number;
    leading_zero: number;
    identity_number: number;
    email: number;
    person: number;
    spaces: number;
    has_digit: number;
  };
  /** Newest day, ISO; null where the values are no dates. */
  newest: string | null;
  /** The values where there are few, the most frequent first. */
  values: { value: string; rows: number }[] | undefined;
}

/** The commonest family names of Việt Nam before one to four names with capitals: "Đoàn Văn An", not "Đoàn thanh niên". */
const families =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trịnh|Mai|Lương|Cao|Lâm|Tạ|Lưu|Hà|Triệu|Quách|Tô';
const personName = `^(?i:((ông|bà|anh|chị|cụ) )?(${families}))( \\p{Lu}\\p{L}*){1,4}$`;

const shapes: Record<keyof Profile['shape'], string> = {
  written_date: `regexp_matches(r, '^\\d{1,4}[-/]\\d{1,2}[-/]\\d{1,4}') and p_timestamp is not null`,
  // 1954 to 2118: a count of days or of dossiers is seldom so large.
  serial_day: `try_cast(r as double) between 20000 and 80000`,
  clock: `regexp_matches(r, '\\d{1,2}:\\d{2}') and p_timestamp is not null`,
  percent_sign: `ends_with(r, '%')`,
  digits: `regexp_full_match(r, '\\d+')`,
  leading_zero: `regexp_full_match(r, '0\\d+')`,
  identity_number: `regexp_full_match(r, '0\\d{11}')`,
  email: `regexp_full_match(r, '[^@\\s]+@[^@\\s]+\\.[^@\\s]+')`,
  person: `regexp_matches(r, ${literal(personName)})`,
  spaces: `contains(r, ' ')`,
  has_digit: `regexp_matches(r, '\\d')`,
};

/** Values of a column that are few enough to be a list of choices. */
export const mostChoices = 30;

/** Looks at every value of one column of the samples. */
export async function profileColumn(
  warehouse: Warehouse,
  labels: readonly string[],
  at: number,
): Promise<Profile> {
  const label = labels[0] ?? '';
  const column = `c${at}`;
  const compiled = tried.map((type) => {
    const contractColumn = {
      name: column,
      type,
      labels: [label],
      date_only: 'start_of_day',
    } as unknown as ContractColumn;
    return { type, ...compileType(contractColumn, 'r', `p_${type}`, `w_${type}`) };
  });
  const parsed = compiled.flatMap(({ type, parsed }) =>
    parsed === undefined ? [] : [`${parsed} as p_${type}`],
  );
  const written = compiled.flatMap(({ type, written }) =>
    written === undefined ? [] : [`${written} as w_${type}`],
  );
  const counted = [
    ...compiled.map(({ type, value }) => `count(*) filter ((${value}) is not null) as n_${type}`),
    ...Object.entries(shapes).map(([name, sql]) => `count(*) filter (${sql}) as s_${name}`),
  ];
  const found = await warehouse.one<Record<string, number | string | null>>(`
    with texts as (select ${quoted(column)} as r from ${samplesTable}),
    parsed as (select r, ${parsed.join(', ')} from texts where r is not null),
    written as (select *, ${written.join(', ')} from parsed)
    select (select count(*) from texts) as rows, count(*) as filled, count(distinct r) as "distinct", max(length(r)) as longest,
      max(p_timestamp)::date::varchar as newest, ${counted.join(', ')}
    from written`);
  const filled = Number(found.filled);
  const shareOf = (name: string) => (filled === 0 ? 0 : Number(found[name]) / filled);
  const distinct = Number(found.distinct);
  const values =
    distinct <= mostChoices
      ? await warehouse.all<{ value: string; rows: number }>(
          `select ${quoted(column)} as value, count(*) as rows from ${samplesTable} where value is not null group by 1 order by 2 desc, 1`,
        )
      : undefined;
  return {
    labels,
    label,
    column,
    rows: Number(found.rows),
    filled,
    distinct,
    longest: Number(found.longest ?? 0),
    share: Object.fromEntries(tried.map((type) => [type, shareOf(`n_${type}`)])) as Profile['share'],
    shape: Object.fromEntries(
      Object.keys(shapes).map((name) => [name, shareOf(`s_${name}`)]),
    ) as Profile['shape'],
    newest: found.newest as string | null,
    values: values?.map(({ value, rows }) => ({ value, rows: Number(rows) })),
  };
}
