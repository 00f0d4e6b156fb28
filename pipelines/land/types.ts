import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { literal } from '../warehouse/warehouse.ts';
import type { CompiledType, Compiler } from './compiled-type.ts';
import { date, timestamp, yearOrDate } from './date-types.ts';
import { decimal, integer, money, percent } from './number-types.ts';
import { period } from './period-type.ts';

/** Marks by which a box is ticked or left open; ü, þ and ¨ are what is left of ✓, ☑ and ☐ in a font of signs. */
const ticked = ['✓', '✔', '√', 'v', 'V', '+', '☑', '☒', '🗹', '🗸', 'ü', 'þ'];
const open = ['☐', '□', '¨'];
const oneOf = (texts: readonly string[]): string => texts.map((text) => literal(text)).join(', ');

const yesNo: Compiler = (raw) => ({
  sqlType: 'boolean',
  value: `case ${raw} when 'Có' then true when 'Không' then false
       else case when ${raw} in (${oneOf(ticked)}) or fold(${raw}) in ('co', 'x', '1', 'true', 'yes', 'dung') then true
       when ${raw} in (${oneOf(open)}) or fold(${raw}) in ('khong', '0', 'false', 'no', 'sai') then false end end`,
  fault: 'bad_yes_no',
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
    value: `case ${raw} ${exact} else case fold(${raw}) ${folded} ${column.unknown === 'keep' ? `else ${raw}` : ''} end end`,
    fault: 'unknown_code',
  };
};

/** Cells are composed (NFC) already when they are read. */
const text: Compiler = (raw) => ({ sqlType: 'varchar', value: raw, fault: 'bad_text' });

/** Digits in groups, as people write long numbers so that they can be read. */
const grouped = (raw: string): string => `regexp_full_match(${raw}, '\\d{2,6}(?:[ .\\x{a0}-]\\d{2,6})+')`;
const digitsOf = (raw: string): string => `regexp_replace(${raw}, '\\D', '', 'g')`;

/** Số định danh cá nhân: 12 digits. A spreadsheet eats one leading zero or adds ".0"; 3.63E+10 is lost for good. */
const personalId: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `
  case when regexp_full_match(${raw}, '\\d{12}(\\.0)?') then left(${raw}, 12)
       when regexp_full_match(${raw}, '\\d{11}(\\.0)?') then '0' || left(${raw}, 11)
       when ${grouped(raw)} and length(${digitsOf(raw)}) = 12 then ${digitsOf(raw)} end`,
  fault: 'bad_personal_id',
  exactFaults: [{ code: 'lost_digits', when: `regexp_full_match(${raw}, '\\d([.,]\\d+)?[eE]\\+?\\d+')` }],
  repairs: [
    {
      code: 'restored_leading_zero',
      when: `length(${raw}) <> 12 and regexp_full_match(${raw}, '\\d{11}(\\.0)?')`,
    },
    { code: 'removed_decimal', when: `length(${raw}) <> 12 and regexp_full_match(${raw}, '\\d{12}\\.0')` },
    { code: 'joined_groups', when: `length(${raw}) > 12 and ${grouped(raw)}` },
  ],
});

const phone: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `case when regexp_full_match(replace(replace(${raw}, ' ', ''), '.', ''), '(0|\\+?84)\\d{9}') then ${raw} end`,
  fault: 'bad_phone',
});

/** Both forms in use: H15.50.05.13-261008-0975 and the older 000.00.01.H26-260930-0012. */
const dossierCode: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `case when regexp_full_match(${raw}, '((?:[HG]\\d{2})(?:\\.\\d{1,3}){0,4}|\\d{3}\\.\\d{2}\\.\\d{2}\\.[HG]\\d{2})-\\d{6}-\\d{4,7}') then ${raw} end`,
  fault: 'bad_pattern',
});

/** 1.000689, with or without a provincial suffix, which does not tell two procedures apart. */
const procedureCode: Compiler = (raw) => ({
  sqlType: 'varchar',
  value: `
  case when length(${raw}) = 8 and regexp_full_match(${raw}, '\\d\\.\\d{6}') then ${raw}
       else nullif(regexp_extract(${raw}, '^(\\d\\.\\d{6})(\\D.*)?$', 1), '') end`,
  fault: 'bad_pattern',
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
  period,
  yes_no: yesNo,
  code,
  phone,
  personal_id: personalId,
  dossier_code: dossierCode,
  procedure_code: procedureCode,
  commune_code: communeCode,
  parcel_key: parcelKey,
};

/** The SQL of one column: see `Compiler`. */
export const compileType = (
  column: ContractColumn,
  raw: string,
  parsed: string,
  written: string,
): CompiledType => compilers[column.type](raw, column, parsed, written);
