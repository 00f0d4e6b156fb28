import { literal } from '../warehouse/warehouse.ts';
import { hidden } from './hidden.ts';
import { signs } from './row-kind.ts';
import { totalGrade } from './total-label.ts';

/** What stands for a total or a signer where the column is not kept: it says what the row is, and nothing of anybody. */
const total = 'Tổng cộng';
const signer = '(ký tên)';

/** SQL of what is shown of a cell that is not kept: that there was something, and whether it makes its row no record. */
export const shownOf = (cell: string): string => `case when ${cell} <> '' then case
    when ${totalGrade(`trim(${cell})`)} = 2 then ${literal(total)}
    when ${signs(cell)} then ${literal(signer)} else ${literal(hidden)} end end`;
