import { KpiError } from '../error.ts';
import type { Severity } from '../land/row-rule.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse, requireWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import { tellable, tellableQuotes } from '../run/tellable.ts';
import { literal } from '../warehouse/warehouse.ts';
import type { Command } from './context.ts';
import { unknownSource } from './known-source.ts';
import { table } from './table.ts';

interface Quarantined {
  [key: string]: unknown;
  source: string;
  file: string;
  sheet: string | null;
  row: number | null;
  column: string | null;
  label: string | null;
  value: string | null;
  code: string;
  severity: Severity;
  message: string;
}

const defaultLimit = 100;

export const run: Command<{ source?: string; limit?: string }> = async (context, options) => {
  const limit = options.limit === undefined ? defaultLimit : Number(options.limit);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new KpiError('bad_number', messages().cli.badNumber('--limit', options.limit ?? ''), {
      exitCode: 2,
    });
  }
  await requireWarehouse(context.home);
  const project = await projectOf(context);
  const known = project.contracts.map(({ id }) => id);
  if (options.source !== undefined && !known.includes(options.source))
    throw unknownSource(options.source, known);
  // What a source left behind that is no longer there asks nobody to do anything.
  const wanted = (options.source === undefined ? known : [options.source]).map(literal);
  const warehouse = await openWarehouse(context.home);
  let rows: Quarantined[];
  try {
    rows = await warehouse.all<Quarantined>(`
      select q.source, l.file_name as file, q.sheet, q.row_number as row, q.column_name as "column", q.label, q.value, q.code, q.severity, q.message
      from ops.quarantine q join ops.load_in_force l using (load_id)
      where q.severity in ('refused', 'file_refused', 'value_refused') and q.source in (${wanted.join(', ')})
      order by l.load_id desc, q.row_number nulls first limit ${limit}`);
    const run = { home: context.home, project, warehouse };
    const tell = await tellable(
      run,
      rows.flatMap(({ value }) => value ?? []),
    );
    const tellSentence = await tellableQuotes(
      run,
      rows.map(({ message }) => message),
    );
    rows = rows.map((its) => {
      const value = its.value && tell(its.value);
      const message = its.value && value ? its.message.replaceAll(its.value, () => value) : its.message;
      return { ...its, value, message: tellSentence(message) };
    });
  } finally {
    await warehouse.close();
  }
  if (context.json) context.print(JSON.stringify(rows));
  else if (rows.length === 0) context.print(messages().cli.none);
  else {
    const { column } = messages().cli;
    const shown = rows.map((q) => [
      q.source,
      q.file,
      q.row === null ? '—' : String(q.row),
      q.label ?? '',
      messages().label.severity[q.severity],
      q.message,
    ]);
    const headings = [column.source, column.file, column.row, column.label, column.severity, column.message];
    context.print(table(headings, shown, [2]));
  }
  return 0;
};
