import { fold } from '../config/fold.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { sampleRows } from './sample-rows.ts';

/** A form of one item a row: the places of its columns among those of the samples, and what is asked. */
export interface Form {
  label: number;
  value: number;
  items: { label: string; unit: string | null }[];
}

const says = {
  item: /^(noi dung|ten |)(chi tieu|chi so|noi dung|tieu chi|noi dung bao cao|noi dung chi tieu|hang muc|danh muc chi tieu)( .*)?$/,
  value:
    /^(gia tri|so luong|so lieu|ket qua|ket qua thuc hien|thuc hien|so lieu bao cao|gia tri bao cao|tra loi)( .*)?$/,
  unit: /^(don vi|don vi tinh|dvt|dv tinh)$/,
  beside: /^(stt|tt|ma|ma so|ma chi tieu|ma so chi tieu|ma ct|ghi chu|don vi|don vi tinh|dvt|dv tinh)$/,
} as const;

/** A form asks no more than can be filled in by hand. */
const mostItems = 150;

/**
 * Whether the samples are forms of one item a row: a column that says what is asked, one for the answer, none but codes,
 * units and notes beside them, and each item once in a table.
 */
export async function findForm(
  warehouse: Warehouse,
  columns: readonly string[][],
): Promise<Form | undefined> {
  const labels = columns.map(([label = '']) => fold(label));
  const only = (pattern: RegExp) => {
    const found = labels.flatMap((label, at) => (pattern.test(label) ? [at] : []));
    return found.length === 1 ? found[0] : undefined;
  };
  const [label, value, unit] = [only(says.item), only(says.value), only(says.unit)];
  if (label === undefined || value === undefined) return undefined;
  const isBeside = labels.every((its, at) => at === label || at === value || says.beside.test(its));
  const isTold = unit !== undefined || labels.some((its) => /^ma\b/.test(its));
  if (!isBeside || !isTold) return undefined;
  const unitOf = unit === undefined ? 'null' : `any_value(${quoted(`c${unit}`)})`;
  const found = await warehouse.all<{ label: string | null; unit: string | null; times: number }>(`
    select ${quoted(`c${label}`)} as label, ${unitOf} as unit,
      (count(*) - count(distinct _part) + 1)::integer as times
    from ${sampleRows} where _kind = 'record' group by 1 order by min(_part), min(_row)`);
  const items = found.flatMap((its) => (its.label === null ? [] : [{ label: its.label, unit: its.unit }]));
  const isOnce = found.every(({ label: its, times }) => its !== null && times === 1);
  return isOnce && items.length >= 2 && items.length <= mostItems ? { label, value, items } : undefined;
}
