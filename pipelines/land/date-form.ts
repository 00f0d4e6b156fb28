import type { ContractColumn } from '../config/contract.ts';
import { quoted } from '../warehouse/warehouse.ts';

/** Whether the order of day and month of a column's cells matters, and is not said by the contract. */
export const isOpenToOrder = ({ type, personal, dates }: ContractColumn): boolean =>
  dates === undefined &&
  personal !== 'year_only' &&
  (type === 'date' || type === 'timestamp' || type === 'year_or_date');

/** Name of the staged column that says what a cell's own writing tells of the order: see `form`. */
export const formOf = (name: string): string => quoted(`_form_${name}`);

/**
 * SQL: 1 where only the day can stand first, 4 where only the month can, 2 where both can and it matters, 3 where it does
 * not matter, 0 where no order is written (2026-10-08, a serial number, a month by its word). It costs the look at two
 * characters, for most cells.
 */
export const form = (raw: string, parsed: string, written: string): string => `
  case when ${raw} is null then null
       when ${written} is not null then ${written}.form
       when contains(${raw}, '/') or ${raw}[3] in ('-', '.') or ${raw}[2] in ('-', '.') then
         case when day(${parsed}) > 12 then 1 when day(${parsed}) = month(${parsed}) then 3 else 2 end
       else 0 end::utinyint`;
