import { type CellObject, SSF } from '@e965/xlsx';
import { notComputed } from '../cells.ts';
import { meantBy } from './encoding.ts';
import type { Cell } from './grid.ts';
import type { LegacyFont } from './legacy-font.ts';

/** Digits that a double carries faithfully, and all that Excel shows: 0.07 × 100 is 7, not 7.000000000000001. */
const faithfulDigits = 15;
/** Days between the two beginnings of time in workbooks: 01/01/1904 and 31/12/1899. */
const daysTo1904 = 1462;

const errors = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);
/** Newer errors have no number of their own. */
const someError = '#VALUE!';

/** What a number format makes of a number, as far as it matters here. */
type Shown = 'percent' | 'day' | 'padded' | 'plain';

function shownAs(format: string): Shown {
  const [positive = ''] = format.split(';');
  const bare = positive.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  if (bare.includes('%')) return 'percent';
  if (/[dy]/i.test(bare)) return 'day';
  // 000 and 000 000 pad a code with zeros; 0.00 and #,##0 only show a number.
  return /^[0\s()/-]+$/.test(bare) && /0[^0]*0/.test(bare) ? 'padded' : 'plain';
}

function faithful(value: number): string {
  const text = String(value);
  return text.length <= faithfulDigits + 1 ? text : String(Number(value.toPrecision(faithfulDigits)));
}

/**
 * Says what the eye reads in the cells of one workbook. A date stays the serial number the file holds (counted from 1900
 * whatever the workbook counts from): the column's contract decides what it means.
 */
export function cellReader(is1904: boolean): (cell: Cell, font: LegacyFont | undefined) => string {
  const formats = new Map<string, Shown>();
  const shown = (format: string): Shown => {
    const known = formats.get(format) ?? shownAs(format);
    formats.set(format, known);
    return known;
  };
  const numberText = (value: number, format: string): string => {
    switch (shown(format)) {
      case 'percent':
        // The contract's types know a percentage by its sign, not by a format that is lost with the cell.
        return `${faithful(Number((value * 100).toPrecision(faithfulDigits)))}%`;
      case 'day':
        return faithful(is1904 ? value + daysTo1904 : value);
      case 'padded':
        return Number.isInteger(value) ? String(SSF.format(format, value)).trim() : faithful(value);
      default:
        return faithful(value);
    }
  };
  return (cell, font) => {
    if (cell === undefined) return '';
    const { v: value, t: type, z: format } = cell;
    if (type === 'e') return (typeof value === 'number' ? errors.get(value) : undefined) ?? someError;
    if (value === undefined || value === null) return '';
    if (typeof value === 'number')
      return typeof format === 'string' ? numberText(value, format) : faithful(value);
    return typeof value === 'string' ? meantBy(value, font) : String(value);
  };
}

/** A cell whose formula has no value in the file. */
export const uncomputed: CellObject = { t: 's', v: notComputed };
