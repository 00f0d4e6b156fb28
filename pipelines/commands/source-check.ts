import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { localDate, localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { readProject } from '../config/project.ts';
import { type ExitCode, KpiError } from '../error.ts';
import { definePseudonym } from '../land/pseudonym.ts';
import type { Severity } from '../land/rule.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { presentableName } from '../pull/pulled.ts';
import { literal, Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';
import { landOne } from './land-pending.ts';
import { table } from './table.ts';

/** The answer of `source check --json`: an interface, kept stable. */
export interface CheckAnswer {
  source: string;
  file: string;
  verdict: 'accepted' | 'accepted_with_refusals' | 'refused';
  encoding: string | null;
  sheet: string | null;
  header_row: number | null;
  rows: { read: number; accepted: number; refused: number; repaired: number };
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
}

type Issue = CheckAnswer['issues'][number];

/** Lands the file into a warehouse in memory that is thrown away: the same code as in the night, nothing stored. */
export async function checkFile(
  context: Context,
  contract: Contract,
  others: readonly Contract[],
  path: string,
): Promise<CheckAnswer> {
  const scratch = await mkdtemp(join(tmpdir(), 'nq57-kpi-check-'));
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: scratch });
  try {
    await definePseudonym(warehouse, Buffer.alloc(32));
    await refuseBadSql(warehouse, [contract]);
    const now = context.clock();
    const delivery = { sha256: '', name: presentableName(basename(path)), deliveredOn: localDate(now) };
    const load = await landOne(warehouse, contract, others, path, delivery, localTimestamp(now));
    const kept = await warehouse.one<{
      encoding: string | null;
      sheet: string | null;
      header_row: number | null;
    }>(`select encoding, sheet, header_row from ops.load where load_id = ${load.loadId}`);
    const issues = await warehouse.all<Issue & Record<string, unknown>>(`
      select code, severity, sheet, row_number as row, column_name as "column", label, value, message
      from ops.quarantine where source = ${literal(contract.id)}
      order by array_position(['file_refused', 'refused', 'value_refused', 'warned', 'repaired'], severity), sheet nulls first, row_number nulls first`);
    const { read, accepted, refused, repaired } = load.rows;
    const answer = {
      source: contract.id,
      file: delivery.name,
      verdict: load.verdict,
      ...kept,
      rows: { read, accepted, refused, repaired },
    };
    if (load.message !== null && !issues.some(({ row }) => row === null)) {
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
    return { ...answer, issues };
  } finally {
    await warehouse.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

const firstRows = 20;

function show(context: Context, answer: CheckAnswer): void {
  const { check, column } = messages().cli;
  const { severity } = messages().label;
  const { rows, issues } = answer;
  context.print(`${check.verdict[answer.verdict]}: ${answer.file}`);
  if (answer.header_row !== null) {
    context.print(check.about(answer.encoding ?? '—', answer.sheet ?? '—', answer.header_row));
    context.print(check.rows(rows.read, rows.accepted, rows.refused, rows.repaired));
  }
  const ofFile = issues.filter((issue) => issue.row === null);
  for (const issue of ofFile) context.print(issue.message);
  const ofRows = issues.filter((issue) => issue.row !== null);
  if (ofRows.length === 0) return;
  const counts = new Map<string, { severity: string; code: string; rows: number }>();
  for (const issue of ofRows) {
    const entry = counts.get(issue.code) ?? { severity: severity[issue.severity], code: issue.code, rows: 0 };
    entry.rows += 1;
    counts.set(issue.code, entry);
  }
  context.print(`\n${check.byReason}`);
  const byReason = [...counts.values()].map((entry) => [
    entry.severity,
    entry.code,
    entry.rows.toLocaleString(messages().locale),
  ]);
  context.print(table([column.severity, column.reason, column.rows], byReason, [2]));
  const first = ofRows.slice(0, firstRows);
  context.print(`\n${check.firstRows(first.length)}`);
  const isOneSheet = new Set(ofRows.map((issue) => issue.sheet)).size === 1;
  const place = ({ sheet, row }: Issue) => (isOneSheet || sheet === null ? String(row) : `${sheet}: ${row}`);
  const listed = first.map((issue) => [place(issue), issue.label ?? '', issue.message]);
  context.print(table([column.row, column.label, column.message], listed, [0]));
}

const exitCodes: Record<CheckAnswer['verdict'], ExitCode> = {
  accepted: 0,
  accepted_with_refusals: 1,
  refused: 1,
};

export const run: Command<{ id: string; file: string }> = async (context, { id, file }) => {
  const { contracts } = await readProject(context.project);
  const contract = contracts.find((candidate) => candidate.id === id);
  if (!contract) {
    const known = contracts.map((candidate) => candidate.id).join(', ');
    throw new KpiError('unknown_source', messages().cli.unknownSource(id, known), { exitCode: 2 });
  }
  const path = resolve(file);
  if (!existsSync(path))
    throw new KpiError('file_missing', messages().cli.fileMissing(file), { exitCode: 2 });
  const answer = await checkFile(
    context,
    contract,
    contracts.filter((other) => other !== contract),
    path,
  );
  if (context.json) context.print(JSON.stringify(answer));
  else show(context, answer);
  return exitCodes[answer.verdict];
};
