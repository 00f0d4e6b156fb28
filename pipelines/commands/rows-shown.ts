import { resolve } from 'node:path';
import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import type { Access } from '../measure/access.ts';
import type { Part } from '../measure/explain.ts';
import type { LockedReading, ReadingRow } from '../measure/reading-rows.ts';
import type { Counted } from '../measure/row-table.ts';
import { messages } from '../messages/index.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import type { Context } from './context.ts';
import { type Explained, headingOf } from './explained-reading.ts';
import { cellText, filledColumns, numberColumns, timeText } from './rows-text.ts';
import { rowsWorkbook } from './rows-workbook.ts';
import { table } from './table.ts';

/** What is shown of the rows behind a number. */
export interface Shown {
  counted: Counted[];
  locked: LockedReading | undefined;
  rows: ReadingRow[];
  /** How many there are. */
  total: number;
  as_of: string | null;
  cutoff: string | null;
}

/** What must be known besides the rows, in sentences. */
function notesOf(project: Project, { counted, locked }: Shown): string[] {
  const { rows: text } = messages();
  const named = (id: string) => project.indicators.find((its) => its.id === id);
  const notes = counted.map((its) =>
    text.counts(
      counted.length > 1 ? named(its.indicator)?.name : undefined,
      its.counted,
      its.meeting,
      its.left_out,
    ),
  );
  if (counted.some((its) => named(its.indicator)?.each !== undefined)) notes.push(text.each);
  for (const traced of ['file', 'none'] as const)
    if (counted.some((its) => its.traced === traced)) notes.push(text.untraced[traced]);
  if (locked)
    notes.push(text.locked(timeText(locked.locked_at), locked.more_in_numerator, locked.more_in_denominator));
  return notes;
}

function showTable(context: Context, { rows, total }: Shown): void {
  const { rows: text, cli } = messages();
  const shown = filledColumns(rows);
  const right = shown.flatMap((column, at) => (numberColumns.has(column) ? [at] : []));
  const lines = rows.map((row) => shown.map((column) => cellText(row, column)));
  context.print('');
  context.print(
    rows.length === 0
      ? cli.none
      : table(
          shown.map((column) => text.column[column]),
          lines,
          right,
        ),
  );
  if (rows.length < total) context.print(text.more(total - rows.length));
}

/** The reading whose rows were asked for. */
export interface Asked {
  indicator: Indicator;
  reading: Explained;
  part: Part | undefined;
}

/** Who asked, when, and what for. */
export type AskedBy = Pick<Access, 'by_whom' | 'purpose' | 'accessed_at'>;

/** Everything of the answer that is no table, label and text, for the second sheet of the workbook. */
function aboutOf(
  project: Project,
  { indicator, reading }: Asked,
  shown: Shown,
  access: AskedBy,
): [string, string][] {
  const { workbook: text } = messages().rows;
  return [
    [text.indicator, `${indicator.name} (${indicator.id})`],
    [text.period, reading.period_label],
    ...(reading.breakdown === ''
      ? []
      : [[text.part, `${reading.breakdown_label}: ${reading.key_label}`] as [string, string]]),
    [text.result, `${reading.value_text} (${reading.counts_text})`],
    [text.cutoff, timeText(shown.cutoff ?? '')],
    [text.asOf, timeText(shown.as_of ?? '')],
    [text.byWhom, access.by_whom],
    [text.purpose, access.purpose],
    [text.at, timeText(access.accessed_at)],
    ...notesOf(project, shown).map((note): [string, string] => [text.note, note]),
  ];
}

function printJson(context: Context, { indicator, reading, part }: Asked, shown: Shown): void {
  const { numerator, denominator, value, status, period } = reading;
  const { counted, locked, rows, total, as_of, cutoff } = shown;
  context.print(
    JSON.stringify({
      indicator: indicator.id,
      period,
      by: part?.breakdown ?? null,
      key: part?.key ?? null,
      numerator,
      denominator,
      value,
      status,
      as_of,
      cutoff,
      counted,
      locked: locked ?? null,
      total,
      rows,
    }),
  );
}

/** Writes the workbook so that nobody else may read it. */
async function writeWorkbook(
  context: Context,
  path: string,
  shown: Shown,
  about: readonly [string, string][],
): Promise<void> {
  await writeWhole(resolve(path), await rowsWorkbook(shown.rows, about), { mode: 0o600 });
  context.print(messages().rows.written(path, shown.rows.length));
}

/** Shows rows in one of three ways: as a table, as JSON, as a workbook at `xlsx`. */
export async function showAs(
  context: Context,
  project: Project,
  { asked, shown, access, xlsx }: { asked: Asked; shown: Shown; access: AskedBy; xlsx: string | undefined },
): Promise<void> {
  if (context.json) {
    printJson(context, asked, shown);
    return;
  }
  const { indicator, reading } = asked;
  context.print(headingOf(indicator, reading));
  context.print(
    messages().cli.explain.result(
      reading.value_text,
      reading.counts_text,
      reading.target_text,
      reading.status_label,
    ),
  );
  for (const note of notesOf(project, shown)) context.print(note);
  if (xlsx === undefined) showTable(context, shown);
  else await writeWorkbook(context, xlsx, shown, aboutOf(project, asked, shown, access));
  context.print(`\n${messages().rows.recorded(access.by_whom, access.purpose)}`);
}
