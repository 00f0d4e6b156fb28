import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { literal } from '../warehouse/warehouse.ts';

/** What a cell's text can become. All parts are SQL over `raw`, the trimmed text of the cell (never blank). */
export interface CompiledType {
  sqlType: string;
  /** A first step whose result `value` names more than once; computed on its own so that it is computed once. */
  parsed?: string;
  /** The typed value, null where the text is not of the type. */
  value: string;
  /** Reason code where the text is not of the type. */
  fault: string;
  /** A more exact reason, tried first. */
  exactFault?: { code: string; when: string };
  /** Where the value was mended on the way: the row stands, and the repair is recorded. */
  repairs: { code: string; when: string }[];
}

type Compiler = (raw: string, column: ContractColumn, parsed: string) => CompiledType;

const formats = [
  '%d/%m/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M',
  '%d/%m/%Y',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%d',
  '%d-%m-%Y',
];
const formatList = `[${formats.map(literal).join(', ')}]`;

/** Day first; else the serial number a spreadsheet keeps a date as (days since 30/12/1899). A bare year is no serial. */
const moment = (raw: string): string => `
  coalesce(try_strptime(${raw}, ${formatList}),
    timestamp '1899-12-30' + to_seconds(round(86400 * try_cast(
      case when regexp_full_match(${raw}, '\\d{1,5}(\\.\\d+)?') and not regexp_full_match(${raw}, '(19|20)\\d\\d') then ${raw} end
      as double))))`;

/** Outside these years it is a slip of the pen, or a number that is no date. */
const plausible = (parsed: string): string =>
  `case when ${parsed} between timestamp '1900-01-01' and timestamp '2100-12-31' then ${parsed} end`;

const timestamp: Compiler = (raw, column, parsed) => {
  // A deadline that names only the day lasts until the day is over.
  const lasting = `${parsed} + case when length(${raw}) <= 10 and ${parsed} = date_trunc('day', ${parsed})
      then interval 86399 second else interval 0 second end`;
  const value = plausible(column.date_only === 'end_of_day' ? `(${lasting})` : parsed);
  return { sqlType: 'timestamp', parsed: moment(raw), value, fault: 'bad_date', repairs: [] };
};

const date: Compiler = (raw, _column, parsed) => ({
  sqlType: 'date',
  parsed: moment(raw),
  value: `cast(${plausible(parsed)} as date)`,
  fault: 'bad_date',
  repairs: [],
});

/**
 * A number that is written as the engine writes it: the cheap way to know most cells for digits alone, at a third of a
 * pattern's price. A cast by itself says nothing: the engine would take 1.245 for 1.
 */
const plain = (raw: string): string => `try_cast(${raw} as bigint)::varchar = ${raw}`;

/** 1.245 and 1,245 are thousands, 12.0 is what a spreadsheet makes of 12. */
const wholeNumber = (raw: string): string => `
  case when ${plain(raw)} or regexp_full_match(${raw}, '-?\\d+') then try_cast(${raw} as bigint)
       when regexp_full_match(${raw}, '-?\\d{1,3}([.,]\\d{3})+') then try_cast(replace(replace(${raw}, '.', ''), ',', '') as bigint)
       when regexp_full_match(${raw}, '-?\\d+\\.0+') then try_cast(split_part(${raw}, '.', 1) as bigint) end`;

const integer: Compiler = (raw) => ({
  sqlType: 'bigint',
  value: wholeNumber(raw),
  fault: 'bad_number',
  repairs: [],
});

/** Whole đồng; the unit may be written behind the number. */
const money: Compiler = (raw) => {
  const bare = `trim(regexp_replace(${raw}, '(?i)(đồng|vnđ|vnd|đ)\\.?$', ''))`;
  return {
    sqlType: 'bigint',
    value: `case when ${plain(raw)} then try_cast(${raw} as bigint) else ${wholeNumber(bare)} end`,
    fault: 'bad_number',
    repairs: [],
  };
};

/** 96,1 as people write it, 96.1 as a spreadsheet keeps it, 1.245,5 with thousands. */
const decimal: Compiler = (raw) => ({
  sqlType: 'double',
  value: `
  case when regexp_full_match(${raw}, '-?\\d+(\\.\\d+)?') then try_cast(${raw} as double)
       when regexp_full_match(${raw}, '-?\\d+(\\.\\d{3})*,\\d+') then try_cast(replace(replace(${raw}, '.', ''), ',', '.') as double)
       when regexp_full_match(${raw}, '-?\\d{1,3}(\\.\\d{3}){2,}') then try_cast(replace(${raw}, '.', '') as double) end`,
  fault: 'bad_number',
  repairs: [],
});

/** 96,1 · 96,1% · 98.5 %: the number in percent (0–100). A spreadsheet's own percentages are read as such text. */
const percent: Compiler = (raw) => ({
  ...decimal(`trim(rtrim(${raw}, '% '))`, {} as ContractColumn, ''),
  fault: 'bad_number',
});

/** Births are often known by the year alone. Both parts of the value say only what the cell says. */
const yearOrDate: Compiler = (raw, _column, parsed) => {
  const year = `case when regexp_full_match(${raw}, '(18|19|20)\\d\\d(\\.0)?') then cast(left(${raw}, 4) as integer) end`;
  // A number of four digits is a year, never the serial number of a day.
  const day = `case when not regexp_full_match(${raw}, '\\d{1,4}(\\.0)?') then cast(${plausible(parsed)} as date) end`;
  return {
    sqlType: 'struct("year" integer, "date" date)',
    parsed: moment(raw),
    value: `case when ${year} is not null then { 'year': ${year}, 'date': null::date }
      when ${day} is not null then { 'year': year(${day})::integer, 'date': ${day} } end`,
    fault: 'bad_date',
    repairs: [],
  };
};

const yesNo: Compiler = (raw) => ({
  sqlType: 'boolean',
  value: `case ${raw} when 'Có' then true when 'Không' then false
       else case when fold(${raw}) in ('co', 'x', '1', 'true', 'yes', 'dung') then true
       when fold(${raw}) in ('khong', '0', 'false', 'no', 'sai') then false end end`,
  fault: 'bad_yes_no',
  repairs: [],
});

/** The exact label first (cheap); else labels are told apart as in headers, without case and tone marks. */
const code: Compiler = (raw, column) => {
  const codes = Object.entries(column.codes ?? {});
  const exact = codes.map(([label, value]) => `when ${literal(label)} then ${literal(value)}`).join(' ');
  const folded = codes
    .map(([label, value]) => `when ${literal(fold(label))} then ${literal(value)}`)
    .join(' ');
  return {
    sqlType: 'varchar',
    value: `case ${raw} ${exact} else case fold(${raw}) ${folded} end end`,
    fault: 'unknown_code',
    repairs: [],
  };
};

/** Cells are composed (NFC) already when they are read. */
const text: Compiler = (raw) => ({ sqlType: 'varchar', value: raw, fault: 'bad_text', repairs: [] });

/** Số định danh cá nhân: 12 digits. A spreadsheet eats one leading zero or adds ".0"; 3.63E+10 is lost for good. */
const personalId: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `
  case when regexp_full_match(${raw}, '\\d{12}(\\.0)?') then left(${raw}, 12)
       when regexp_full_match(${raw}, '\\d{11}(\\.0)?') then '0' || left(${raw}, 11) end`,
  fault: 'bad_personal_id',
  exactFault: { code: 'lost_digits', when: `regexp_full_match(${raw}, '\\d([.,]\\d+)?[eE]\\+?\\d+')` },
  repairs: [
    {
      code: 'restored_leading_zero',
      when: `length(${raw}) <> 12 and regexp_full_match(${raw}, '\\d{11}(\\.0)?')`,
    },
    { code: 'removed_decimal', when: `length(${raw}) <> 12 and regexp_full_match(${raw}, '\\d{12}\\.0')` },
  ],
});

const phone: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `case when regexp_full_match(replace(replace(${raw}, ' ', ''), '.', ''), '(0|\\+?84)\\d{9}') then ${raw} end`,
  fault: 'bad_phone',
  repairs: [],
});

/** Both forms in use: H15.50.05.13-261008-0975 and the older 000.00.01.H26-260930-0012. */
const dossierCode: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `case when regexp_full_match(${raw}, '((?:[HG]\\d{2})(?:\\.\\d{1,3}){0,4}|\\d{3}\\.\\d{2}\\.\\d{2}\\.[HG]\\d{2})-\\d{6}-\\d{4,7}') then ${raw} end`,
  fault: 'bad_pattern',
  repairs: [],
});

/** 1.000689, with or without a provincial suffix, which does not tell two procedures apart. */
const procedureCode: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `
  case when length(${raw}) = 8 and regexp_full_match(${raw}, '\\d\\.\\d{6}') then ${raw}
       else nullif(regexp_extract(${raw}, '^(\\d\\.\\d{6})(\\D.*)?$', 1), '') end`,
  fault: 'bad_pattern',
  repairs: [],
});

/** Mã đơn vị hành chính cấp xã: 5 digits (QĐ 19/2025/QĐ-TTg). A spreadsheet eats the leading zero of the first provinces. */
const communeCode: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `
  case when regexp_full_match(${raw}, '\\d{5}(\\.0)?') then left(${raw}, 5)
       when regexp_full_match(${raw}, '\\d{4}(\\.0)?') then '0' || left(${raw}, 4) end`,
  fault: 'bad_pattern',
  repairs: [
    {
      code: 'restored_leading_zero',
      when: `length(${raw}) <> 5 and regexp_full_match(${raw}, '\\d{4}(\\.0)?')`,
    },
    { code: 'removed_decimal', when: `length(${raw}) <> 5 and regexp_full_match(${raw}, '\\d{5}\\.0')` },
  ],
});

/** Commune code, map sheet and plot number in one cell, however they are separated: 13894-12-345. */
const parcelKey: Compiler = (raw) => {
  const form = `'^(\\d{5})\\s*[-./_;]\\s*0*(\\d+)\\s*[-./_;]\\s*0*(\\d+[a-zA-Z]?)$'`;
  return {
    sqlType: 'varchar',
    value: `case when regexp_matches(${raw}, ${form}) then regexp_replace(${raw}, ${form}, '\\1-\\2-\\3') end`,
    fault: 'bad_pattern',
    repairs: [],
  };
};

const compilers: Record<ColumnType, Compiler> = {
  text,
  integer,
  decimal,
  percent,
  money,
  date,
  timestamp,
  year_or_date: yearOrDate,
  yes_no: yesNo,
  code,
  phone,
  personal_id: personalId,
  dossier_code: dossierCode,
  procedure_code: procedureCode,
  commune_code: communeCode,
  parcel_key: parcelKey,
};

/** The SQL of one column; `raw` and `parsed` are the names of the columns that hold its text and its first step. */
export const compileType = (column: ContractColumn, raw: string, parsed: string): CompiledType =>
  compilers[column.type](raw, column, parsed);
