import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { presentableName } from '../archive/archived-file.ts';
import { type Clock, localDate, localTimestamp } from '../config/clock.ts';
import { type Contract, labelOf } from '../config/contract.ts';
import type { LineCounts } from '../delivery/show.ts';
import type { Decision } from '../land/decision.ts';
import { type AsideKind, asideKinds, type LineRange, linesOf } from '../land/line-ranges.ts';
import { definePseudonym } from '../land/pseudonym.ts';
import type { Verdict } from '../land/record-load.ts';
import type { Severity } from '../land/row-rule.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { literal, Warehouse } from '../warehouse/warehouse.ts';
import { landOne } from './land-one.ts';

/** The answer of `source check --json`: an interface, kept stable. */
export interface CheckAnswer {
  source: string;
  file: string;
  verdict: Verdict;
  encoding: string | null;
  sheet: string | null;
  header_row: number | null;
  rows: Omit<LineCounts, 'warned'>;
  /** How many lines of each kind are no records. */
  set_aside: Partial<Record<AsideKind, number>>;
  /** Labels of the contract's columns that the file does not have: their values are blank. */
  absent: string[];
  issues: {
    code: string;
    severity: Severity;
    sheet: string | null;
    row: number | null;
    column: string | null;
    label: string | null;
    value: string | null;
    message: string;
  }[];
  /** How columns were read as a whole, where their cells left it open; `asked` where a person must say it. */
  decided: Decision[];
  /** What was mended, by column and kind: in how many rows, and the first twenty of them. */
  repairs: {
    code: string;
    sheet: string | null;
    column: string | null;
    label: string | null;
    message: string;
    rows: number;
    first_rows: number[];
  }[];
  /** Every line of the file, each in one range; only where it is asked for. */
  lines?: LineRange[];
}

export type Issue = CheckAnswer['issues'][number];

/** Lands the file into a warehouse in memory that is thrown away: the same code as in the night, nothing stored. */
export async function checkFile(
  clock: Clock,
  contract: Contract,
  others: readonly Contract[],
  path: string,
  withLines = false,
): Promise<CheckAnswer> {
  const scratch = await mkdtemp(join(tmpdir(), 'nq57-kpi-check-'));
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: scratch, reach: [path] });
  try {
    await definePseudonym(warehouse, Buffer.alloc(32));
    await refuseBadSql(warehouse, [contract]);
    const now = clock();
    const delivery = { sha256: '', name: presentableName(basename(path)), deliveredOn: localDate(now) };
    const load = await landOne(warehouse, contract, others, path, delivery, localTimestamp(now));
    const kept = await warehouse.one<{
      encoding: string | null;
      sheet: string | null;
      header_row: number | null;
    }>(`select encoding, sheet, header_row from ops.load where load_id = ${load.loadId}`);
    const found = await warehouse.all<{ column_name: string }>(
      `select distinct column_name from ops.header where load_id = ${load.loadId} and column_name is not null`,
    );
    const present = new Set(found.map(({ column_name: name }) => name));
    const absent = contract.columns
      .filter(({ name, from }) => from.length === 0 && present.size > 0 && !present.has(name))
      .map(labelOf);
    const issues = await warehouse.all<Issue & Record<string, unknown>>(`
      select code, severity, sheet, row_number as row, column_name as "column", label, value, message
      from ops.quarantine where source = ${literal(contract.id)}
      order by array_position(['file_refused', 'refused', 'value_refused', 'superseded', 'warned'], severity), sheet nulls first, row_number nulls first`);
    const repairs = await warehouse.all<CheckAnswer['repairs'][number] & Record<string, unknown>>(`
      select code, sheet, column_name as "column", label, message, rows, first_rows from ops.repair where load_id = ${load.loadId}`);
    const { lines, read, accepted, refused, superseded, setAside, repaired } = load.rows;
    const aside = await warehouse.all<{ kind: AsideKind; n: number }>(`
      select kind, sum(last_row - first_row + 1)::bigint as n from ops.line_range
      where load_id = ${load.loadId} and fate = 'set_aside' group by kind order by kind`);
    const answer = {
      source: contract.id,
      file: delivery.name,
      verdict: load.verdict,
      ...kept,
      rows: { lines, read, accepted, refused, superseded, set_aside: setAside, repaired },
      set_aside: Object.fromEntries(aside.map(({ kind, n }) => [kind, n])),
      absent,
    };
    // A held file has its questions among the issues, one for each column.
    const isSaid = load.verdict === 'held' || issues.some(({ message }) => message === load.message);
    if (load.message !== null && !isSaid) {
      const byRule = issues.some(({ severity }) => severity === 'file_refused');
      const [code, severity] =
        load.verdict !== 'refused'
          ? (['no_rows', 'warned'] as const)
          : ([byRule ? 'file_refused' : 'too_many_refused', 'refused'] as const);
      issues.unshift({
        code,
        severity,
        sheet: null,
        row: null,
        column: null,
        label: null,
        value: null,
        message: load.message,
      });
    }
    const all = withLines ? { lines: await linesOf(warehouse, contract, load.loadId) } : {};
    return { ...answer, issues, decided: load.decided, repairs, ...all };
  } finally {
    await warehouse.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Rows that are shown one by one; of the others only the numbers are told. */
export const firstRows = 20;

/** What a reason is called: by the catalogue, or by the contract whose check it is. */
export function reasonName(code: string, contract: Contract): string {
  const names: Record<string, string> = messages().label.reason;
  return names[code] ?? contract.checks.find(({ name }) => name === code)?.title ?? code;
}

/** What was said of rows and mended in them, by reason, in the order of the issues. */
export function byReason({
  issues,
  repairs,
}: CheckAnswer): { severity: Severity; code: string; rows: number }[] {
  const counts = new Map<string, { severity: Severity; code: string; rows: number }>();
  for (const { code, severity, row } of issues) {
    if (row === null) continue;
    const entry = counts.get(code) ?? { severity, code, rows: 0 };
    entry.rows += 1;
    counts.set(code, entry);
  }
  for (const { code, rows } of repairs) {
    const entry = counts.get(code) ?? { severity: 'repaired', code, rows: 0 };
    entry.rows += rows;
    counts.set(code, entry);
  }
  return [...counts.values()];
}

/** The kinds of lines that are no records, as people call them, with how many there are. */
export const asideOf = ({ set_aside: aside }: CheckAnswer): (readonly [kind: string, lines: number])[] =>
  asideKinds.flatMap((kind) => {
    const lines = aside[kind];
    return lines === undefined ? [] : [[messages().label.aside[kind], lines] as const];
  });
