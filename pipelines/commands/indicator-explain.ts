import { existsSync } from 'node:fs';
import type { Indicator } from '../config/indicator.ts';
import { type Difference, type Explanation, explain } from '../measure/explain.ts';
import { ruleText } from '../measure/rule-version.ts';
import { messages } from '../messages/index.ts';
import { defineMacros } from '../model/run-models.ts';
import { noMarts, openWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { type Explained, headingOf, readingOf } from './explained-reading.ts';
import { showRows } from './indicator-rows.ts';
import { knownIndicator } from './known-indicator.ts';
import { verdictText } from './readings-show.ts';
import { type RowOptions, refuseRowOptions } from './rows-options.ts';
import { timeText } from './rows-text.ts';
import { table } from './table.ts';

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

/** From which day, by which macros, and without which lists. */
function showBackground(context: Context, { as_of, cutoff, macros, later_lists }: Explanation): void {
  const { explain: text } = messages().cli;
  if (as_of !== null && cutoff !== null) context.print(`  ${text.cutoff(timeText(cutoff), timeText(as_of))}`);
  for (const macro of macros) {
    context.print(`\n${text.macro(macro.name, macro.file)}`);
    for (const line of macro.text.split('\n')) context.print(`  ${line}`);
  }
  if (later_lists.length === 0) return;
  const files = later_lists.map(({ file, own_date: day }) => `${file} (${timeText(day)})`);
  context.print(`\n${text.laterLists(files)}`);
}

/** What stands in the number from before: records whose newest row was refused, hamlets that have not sent newer numbers. */
function showOlder(context: Context, { older, carried_over }: Explanation): void {
  const { explain: text } = messages().cli;
  if (older > 0) context.print(`\n${text.older(older)}`);
  if (carried_over.length === 0) return;
  context.print(`\n${text.carriedOver}`);
  for (const { name, day } of carried_over) context.print(`  ${text.carriedFrom(name, timeText(day))}`);
}

function show(context: Context, indicator: Indicator, reading: Explained, its: Explanation): void {
  const { explain: text, column } = messages().cli;
  context.print(headingOf(indicator, reading));
  context.print(
    text.result(reading.value_text, reading.counts_text, reading.target_text, verdictText(reading)),
  );
  for (const line of [reading.gap_text, reading.list_text])
    if (line !== '') context.print(`  ${text.gap(line)}`);
  context.print(`\n${text.formula}`);
  context.print(
    `  ${indicator.numerator_text}${indicator.denominator_text ? ` ÷ ${indicator.denominator_text}` : ''}`,
  );
  context.print(`  ${indicator.legal}`);
  for (const line of ruleText(indicator).split('; ')) context.print(`  ${line}`);
  showBackground(context, its);
  if (reading.status === 'suppressed') {
    context.print(`\n${messages().rows.suppressed(`${reading.breakdown_label}: ${reading.key_label}`)}`);
    return;
  }
  if (its.is_protected) context.print(`\n${text.isProtected}`);
  context.print(`\n${text.loads}`);
  const files = its.loads.map((load) => [load.file, number(load.rows), load.sha256.slice(0, 12)]);
  const none = reading.value === null && reading.numerator === null ? text.noLoads : text.noLoadsNow;
  context.print(files.length === 0 ? `  ${none}` : table([column.file, column.rows, 'SHA-256'], files, [1]));
  if (its.is_protected) return;
  if (its.loads.some(({ rows }) => rows === null)) context.print(`  ${text.merged}`);
  showOlder(context, its);
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

export const run: Command<{ id: string; period?: string; by?: string } & RowOptions> = async (
  context,
  { id, period, by, ...rowOptions },
) => {
  refuseRowOptions(context, rowOptions);
  const project = await projectOf(context);
  const indicator = knownIndicator(id, project.indicators);
  if (!existsSync(context.home.marts)) throw noMarts();
  if (rowOptions.rows) return showRows(context, project, indicator, { period, by }, rowOptions);
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
    const { numerator, denominator, value, target, judged_value, judged_target, low, high, status } = reading;
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
        judged_value,
        judged_target,
        low,
        high,
        status,
        gap: reading.gap,
        gap_text: reading.gap_text,
        list_text: reading.list_text,
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
