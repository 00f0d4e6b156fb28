import { written } from '../wall-clock.ts';
import type { Cell } from './cell.ts';
import type { Column } from './column.ts';
import type { ExportPlan } from './plan.ts';

/** A cell as a text file shows it. */
export function printedText(cell: Cell, column: Column, plan: ExportPlan): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'time':
      return written(cell.at, cell.precision);
    case 'number':
      return column === 'fee' && plan.dottedFee ? withDots(cell.number) : String(cell.number);
  }
}

/** 1234567 → 1.234.567 */
export function withDots(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '.');
}
