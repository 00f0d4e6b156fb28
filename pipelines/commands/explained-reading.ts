import { calledDimension } from '../config/called-dimension.ts';
import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Plan } from '../config/plan.ts';
import { KpiError } from '../error.ts';
import type { Part } from '../measure/explain.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** A reading as it may be told, with the texts of the mart. */
export interface Explained {
  [key: string]: unknown;
  indicator: string;
  period: string;
  period_label: string;
  breakdown: string;
  breakdown_label: string;
  key: string;
  key_label: string;
  value_text: string;
  target_text: string;
  counts_text: string;
  status: string;
  status_label: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  change_text: string;
  /** What is not there; null where everything is. */
  gap: 'missing' | 'partial' | null;
  gap_text: string;
  list_text: string;
}

const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/** `field=Hộ tịch`: the dimension and the key, or the label of one, as the report writes it. */
function partOf(
  text: string,
  indicator: Indicator,
  dimensions: Plan['dimensions'],
): { breakdown: string; wanted: string } {
  const at = text.indexOf('=');
  const its = indicator.by.map((id) => ({ id, label: dimensions[id]?.label ?? id }));
  const breakdown = calledDimension(text.slice(0, Math.max(at, 0)), its);
  if (breakdown === undefined)
    throw refuse('unknown_part', messages().cli.explain.badPart(text, indicator.by));
  return { breakdown, wanted: text.slice(at + 1) };
}

/**
 * The reading that is asked for, of the period with which the report opens where none is told. Throws `unknown_period`, `unknown_part`
 * (exit code 2) with the nearest.
 */
export async function readingOf(
  warehouse: Warehouse,
  { indicator, dimensions }: { indicator: Indicator; dimensions: Plan['dimensions'] },
  period: string | undefined,
  by: string | undefined,
): Promise<{ reading: Explained; part: Part | undefined }> {
  const text = messages().cli;
  const { breakdown, wanted } =
    by === undefined ? { breakdown: '', wanted: '' } : partOf(by, indicator, dimensions);
  const all = await warehouse.all<Explained>(`
    select * from mart.reading where indicator = ${literal(indicator.id)} and breakdown = ${literal(breakdown)}`);
  const { chosen } = await warehouse.one<{ chosen: string }>(
    `select coalesce(${literal(period)}, default_period) as chosen from mart.site`,
  );
  const periods = [...new Set(all.map((its) => its.period))];
  const inPeriod = all.filter((its) => its.period === chosen);
  if (periods.length > 0 && !periods.includes(chosen))
    throw refuse('unknown_period', text.explain.noPeriod(chosen, nearest(chosen, periods)));
  const reading = inPeriod.find(({ key, key_label }) => key === wanted || key_label === wanted);
  if (!reading) {
    const labels = inPeriod.map(({ key_label }) => key_label);
    throw refuse('unknown_part', text.explain.noPart(wanted, nearest(wanted, labels), labels));
  }
  return { reading, part: breakdown === '' ? undefined : { breakdown, key: reading.key } };
}

/** `Tỷ lệ … · Tháng 9/2026 · Thôn/xóm: Thôn 3` */
export function headingOf({ name }: Indicator, reading: Explained): string {
  const part = reading.breakdown === '' ? '' : ` · ${reading.breakdown_label}: ${reading.key_label}`;
  return `${name} · ${reading.period_label}${part}`;
}
