import { messages } from '../messages/index.ts';
import type { FindingKind } from '../publish/gate/finding.ts';
import type { Command } from './context.ts';
import { overDeliveries } from './delivery.ts';
import { table } from './table.ts';

interface Masked {
  [key: string]: unknown;
  mart: string;
  column: string;
  kind: FindingKind;
  /** The beginning of what was found. */
  shown: string;
  /** Whence it came: a row of a delivery, or a line of a file of the project; null where neither has it. */
  source: string | null;
  delivery: string | null;
  sheet: string | null;
  row: number | null;
  file: string | null;
  line: number | null;
  /** The record in which the person is known. */
  person_source: string | null;
  person_delivery: string | null;
  person_row: number | null;
}

/** What the pages show as `[đã che]`, whence it comes and what can be done about it. */
export const run: Command = async (context) => {
  const values = await overDeliveries(context, undefined, (warehouse) =>
    warehouse.all<Masked>(`
      select mart, column_name as "column", kind, shown, source, left(sha256, 8) as delivery, sheet, row_number as row, file, line,
        person_source, left(person_sha256, 8) as person_delivery, person_row
      from ops.masked_value order by source nulls last, sha256, row_number, file, line, mart, column_name, kind, shown`),
  );
  if (context.json) {
    context.print(JSON.stringify(values));
    return 0;
  }
  const { cli, publish } = messages();
  if (values.length === 0) {
    context.print(cli.none);
    return 0;
  }
  const text = cli.siteMasked;
  const place = (its: Masked): string => {
    if (its.source !== null) return text.row(its.source, String(its.delivery), its.sheet, Number(its.row));
    return its.file === null ? '—' : `${its.file}:${its.line}`;
  };
  const person = (its: Masked): string =>
    its.person_source === null
      ? ''
      : text.row(its.person_source, String(its.person_delivery), null, Number(its.person_row));
  const lines = values.map((its) => [
    `${its.mart}.${its.column}`,
    publish.findings[its.kind],
    its.shown,
    place(its),
    person(its),
  ]);
  context.print(table(text.columns, [...new Map(lines.map((line) => [line.join(), line])).values()]));
  context.print(`\n${text.wayOn}`);
  return 0;
};
