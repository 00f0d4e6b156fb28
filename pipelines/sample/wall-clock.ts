/**
 * A moment on the commune's own clock: seconds since 1970-01-01 00:00:00 as that clock shows it. Exports carry no time
 * zone, so none is needed here, and the machine's zone cannot leak into the sample.
 */
export type Wall = number;

export const minute = 60;
export const hour = 3600;
export const day = 86_400;

export function wall(year: number, month: number, date: number, hours = 0, minutes = 0, seconds = 0): Wall {
  return Date.UTC(year, month - 1, date, hours, minutes, seconds) / 1000;
}

export const startOfDay = (at: Wall): Wall => Math.floor(at / day) * day;
export const endOfDay = (at: Wall): Wall => startOfDay(at) + day - 1;
export const startOfMonth = (year: number, month: number): Wall => wall(year, month, 1);
/** The last second of a month. */
export const endOfMonth = (year: number, month: number): Wall => wall(year, month + 1, 1) - 1;

interface DateParts {
  year: string;
  month: string;
  date: string;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Few days, many times: each day is taken apart once. */
const knownDays = new Map<number, DateParts>();

function dateParts(at: Wall): DateParts {
  const number = Math.floor(at / day);
  const known = knownDays.get(number);
  if (known) return known;
  const [year = '', month = '', date = ''] = new Date(number * day * 1000)
    .toISOString()
    .slice(0, 10)
    .split('-');
  const parts = { year, month, date };
  knownDays.set(number, parts);
  return parts;
}

export type Precision = 'second' | 'minute' | 'day';

/** dd/MM/yyyy, then the time as far as the precision goes. */
export function written(at: Wall, precision: Precision): string {
  const { year, month, date } = dateParts(at);
  const dateText = `${date}/${month}/${year}`;
  if (precision === 'day') return dateText;
  const time = at - startOfDay(at);
  const minutes = `${two(Math.floor(time / hour))}:${two(Math.floor((time % hour) / minute))}`;
  return precision === 'minute' ? `${dateText} ${minutes}` : `${dateText} ${minutes}:${two(time % minute)}`;
}

/** yymmdd, as it stands inside a dossier's code. */
export function compactDate(at: Wall): string {
  const p = dateParts(at);
  return `${p.year.slice(2)}${p.month}${p.date}`;
}

/** yyyy-MM-dd. */
export function isoDate(at: Wall): string {
  const p = dateParts(at);
  return `${p.year}-${p.month}-${p.date}`;
}

/** yyyy-MM. */
export const isoMonth = (at: Wall): string => isoDate(at).slice(0, 7);

/** Excel's day number (1900 date system, right from 1900-03-01 on). */
export const excelSerial = (at: Wall): number => at / day + 25_569;
