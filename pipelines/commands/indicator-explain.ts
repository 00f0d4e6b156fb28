import { existsSync } from 'node:fs';
import { calledDimension } from '../config/called-dimension.ts';
import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Plan } from '../config/plan.ts';
import { KpiError } from '../error.ts';
import { type Difference, type Explanation, explain, type Part } from '../measure/explain.ts';
import { ruleText } from '../measure/rule-version.ts';
import { messages } from '../messages/index.ts';
import { defineMacros } from '../model/run-models.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';
import { knownIndicator } from './known-indicator.ts';
import { table } from './table.ts';

interface Explained {
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
  status_label: string;
  change_text: string;
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

async function readingOf(
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

const number = (value: number | null): string =>
  value === null ? '—' : value.toLocaleString(messages().locale, { maximumFractionDigits: 2 });

/** Old and new counts and value of one difference, in one line. */
function differenceLine(its: Difference): string {
  const text = messages().cli.explain;
  const side = (numerator: number | null, denominator: number | null, value: number | null) =>
    `${number(value)}${denominator === null ? '' : ` (${number(numerator)}/${number(denominator)})`}`;
  return text.difference(
    side(its.old_numerator, its.old_denominator, its.old_value),
    side(its.new_numerator, its.new_denominator, its.new_value),
    messages().label.cause[its.cause as keyof ReturnType<typeof messages>['label']['cause']] ?? its.cause,
  );
}

function show(context: Context, indicator: Indicator, reading: Explained, its: Explanation): void {
  const { explain: text, column } = messages().cli;
  const part = reading.breakdown === '' ? '' : ` · ${reading.breakdown_label}: ${reading.key_label}`;
  context.print(`${indicator.name} · ${reading.period_label}${part}`);
  context.print(
    text.result(reading.value_text, reading.counts_text, reading.target_text, reading.status_label),
  );
  context.print(`\n${text.formula}`);
  context.print(
    `  ${indicator.numerator_text}${indicator.denominator_text ? ` ÷ ${indicator.denominator_text}` : ''}`,
  );
  context.print(`  ${indicator.legal}`);
  for (const line of ruleText(indicator).split('; ')) context.print(`  ${line}`);
  if (its.protection !== null) context.print(`\n${text.protection[its.protection]}`);
  if (its.protection === 'hidden') return;
  context.print(`\n${text.loads}`);
  const files = its.loads.map((load) => [load.file, number(load.rows), load.sha256.slice(0, 12)]);
  context.print(
    files.length === 0 ? `  ${text.noLoads}` : table([column.file, column.rows, 'SHA-256'], files, [1]),
  );
  if (its.left_out.length > 0) {
    context.print(`\n${text.leftOut}`);
    const rows = its.left_out.map(({ reason, rows: count }) => [reason, number(count)]);
    context.print(table([column.reasonName, column.rows], rows, [1]));
  }
  if (its.refused.length > 0) {
    context.print(`\n${text.refused}`);
    const rows = its.refused.map((row) => [row.file, row.reason, number(row.rows)]);
    context.print(table([column.file, column.reasonName, column.rows], rows, [2]));
  }
  context.print(`\n${text.changes}`);
  const lines = its.changes.map(differenceLine);
  for (const line of lines.length > 0 ? lines : [text.noChanges]) context.print(`  ${line}`);
  if (its.revisions.length > 0) {
    context.print(`\n${text.revisions}`);
    for (const revision of its.revisions) context.print(`  ${differenceLine(revision)}`);
  }
}

export const run: Command<{ id: string; period?: string; by?: string }> = async (
  context,
  { id, period, by },
) => {
  const text = messages().cli;
  const project = await projectOf(context);
  const indicator = knownIndicator(id, project.indicators);
  if (!existsSync(context.home.marts))
    throw new KpiError('no_marts', text.noMarts, { exitCode: 2, hint: text.noMartsHint });
  const warehouse = await openWarehouse(context.home);
  try {
    await defineMacros(warehouse, project.files);
    const { reading, part } = await readingOf(
      warehouse,
      { indicator, dimensions: project.plan.dimensions },
      period,
      by,
    );
    const its = await explain(warehouse, project, indicator, reading.period, part);
    if (!context.json) {
      show(context, indicator, reading, its);
      return 0;
    }
    const { numerator, denominator, value, target, status } = reading;
    context.print(
      JSON.stringify({
        indicator: id,
        period: reading.period,
        by: part?.breakdown ?? null,
        key: part?.key ?? null,
        numerator,
        denominator,
        value,
        target,
        status,
        formula: `${indicator.numerator_text}${indicator.denominator_text ? ` ÷ ${indicator.denominator_text}` : ''}`,
        rule: ruleText(indicator),
        ...its,
      }),
    );
    return 0;
  } finally {
    await warehouse.close();
  }
};
