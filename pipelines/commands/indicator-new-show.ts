import type { Composed } from '../indicator/compose.ts';
import type { Profile, ProfileColumn } from '../indicator/profile.ts';
import { messages } from '../messages/index.ts';
import type { TriedIndicator, TriedReading } from '../run/try-indicator.ts';
import type { Context } from './context.ts';
import { table } from './table.ts';

/** A person looks at no more at once. */
const mostColumns = 20;
const mostValues = 12;
const mostParts = 12;
const lastMonths = 6;

const count = (n: number): string => n.toLocaleString(messages().locale);

function valuesText({ kind, values, filled }: ProfileColumn): string {
  const { columnKinds } = messages().indicator;
  if (kind !== 'choice') return `${columnKinds[kind]} · ${count(filled)}`;
  const shown = values.slice(0, mostValues).map(({ label, rows }) => `${label} (${count(rows)})`);
  const more = values.length > mostValues ? ` … +${values.length - mostValues}` : '';
  return shown.join(', ') + more;
}

/** The columns that may be chosen by, each with what it is called, its values and how many rows have them. */
export function columnLines({ columns }: Profile): string[] {
  const shown = columns.slice(0, mostColumns);
  const lines = shown.map((column) => {
    const label = column.label === column.name ? '' : ` (${column.label})`;
    return `  ${column.name}${label}: ${valuesText(column)}`;
  });
  const more = columns.length - shown.length;
  return more > 0
    ? [
        ...lines,
        `  … +${more}: ${columns
          .slice(mostColumns)
          .map(({ name }) => name)
          .join(', ')}`,
      ]
    : lines;
}

/** The last months, and the longer periods that stand last. */
function lastPeriods(readings: readonly TriedReading[]): TriedReading[] {
  const whole = readings.filter(({ by }) => by === null);
  const months = whole.filter(({ kind }) => kind === 'month').slice(-lastMonths);
  const longer = ['quarter', 'year'].flatMap((kind) => whole.filter((its) => its.kind === kind).slice(-1));
  return [...months, ...longer];
}

function readingTable(readings: readonly TriedReading[], first: 'period_label' | 'key_label'): string {
  const { column } = messages().cli;
  const { shown } = messages().indicator;
  const heads = [
    first === 'period_label' ? column.period : column.key,
    column.counts,
    column.value,
    column.target,
    column.status,
    shown.leftOut,
  ];
  const rows = readings.map((its) => [
    its[first],
    its.counts_text,
    its.value_text,
    its.target_text,
    its.status_label,
    its.left_out === null || its.left_out === 0 ? '' : count(its.left_out),
  ]);
  return table(heads, rows, [1, 2, 3, 5]);
}

function showParts(context: Context, readings: readonly TriedReading[]): void {
  const { shown } = messages().indicator;
  // Of the year: in a month a hamlet has often too few to be told.
  const latest = readings.findLast(({ by, kind }) => by === null && kind === 'year');
  const parts = readings.filter(({ by, period }) => by !== null && period === latest?.period);
  if (!latest || parts.length === 0) return;
  context.print(`\n${shown.parts(latest.period_label)}`);
  context.print(readingTable(parts.slice(0, mostParts), 'key_label'));
  if (parts.length > mostParts) context.print(shown.more(parts.length - mostParts));
}

/** Shows what the indicator comes to, before it is written; its formulas only to whoever asks for SQL. `isList`: each file of the source is the whole list. */
export function showTried(
  context: Context,
  { lines, group }: Composed,
  { rows, counted, undated, remarked, readings }: TriedIndicator,
  { withSql, isList }: { withSql: boolean; isList: boolean },
): void {
  const { shown } = messages().indicator;
  const field = (name: string) => String(lines.find((line) => line.field === name)?.value ?? '');
  context.print(shown.result(field('name')));
  context.print(shown.rule(field('numerator_text'), field('denominator_text')));
  context.print(shown.rows(rows, counted, undated));
  if (remarked.unfinished) context.print(shown.unfinished(remarked.unfinished));
  if (remarked.reversed) context.print(shown.reversed(remarked.reversed));
  const isListed = isList && field('when') === 'listed_on';
  context.print(shown.aggregate[field('aggregate') as 'flow' | 'stock'](isListed));
  if (withSql)
    for (const name of ['count', 'meets', 'sum'])
      if (field(name) !== '') context.print(`${name}: ${field(name)}`);
  const whole = lastPeriods(readings);
  context.print(`\n${readingTable(whole, 'period_label')}`);
  if (whole.every(({ numerator }) => numerator === null)) context.print(shown.nothing);
  showParts(context, readings);
  context.print(`\n${shown.group(group.name, group.isNew)}`);
  context.print(shown.owner(field('owner'), field('plan_section')));
}

/** The answer of `indicator new --json`. */
export const answerOf = (
  { id, group, lines, target }: Composed,
  { rows, counted, undated, remarked, readings }: TriedIndicator,
  written: readonly string[],
) => ({
  id,
  group: group.id,
  indicator: Object.fromEntries(lines.map(({ field, value }) => [field, value])),
  target: target ?? null,
  rows: { all: rows, counted, undated, ...remarked },
  readings: readings
    .filter(({ by }) => by === null)
    .map(({ period, numerator, denominator, value, target: wanted, status, left_out }) => ({
      period,
      numerator,
      denominator,
      value,
      target: wanted,
      status,
      left_out,
    })),
  written,
});
