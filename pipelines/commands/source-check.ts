import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Contract, labelOf } from '../config/contract.ts';
import { readContracts } from '../config/read-contract.ts';
import { type ExitCode, KpiError } from '../error.ts';
import type { LineRange } from '../land/line-ranges.ts';
import { messages, onlyShown } from '../messages/index.ts';
import {
  asideOf,
  byReason,
  type CheckAnswer,
  checkFile,
  firstRows,
  type Issue,
  reasonName,
} from '../run/check-file.ts';
import { filesOf } from '../run/setting.ts';
import { writeCheckPage } from './check-page.ts';
import type { Command, Context } from './context.ts';
import { knownSource } from './known-source.ts';
import { table } from './table.ts';

function showLines(context: Context, lines: readonly LineRange[]): void {
  const { cli, label, locale } = messages();
  const { allLines, lineColumns: column } = cli.check;
  const number = (count: number) => count.toLocaleString(locale);
  context.print(`\n${allLines}`);
  const listed = lines.map(({ fate, kind, sheet, first_row: first, last_row: last }) => [
    `${sheet === null ? '' : `${sheet}: `}${first === last ? first : `${first}–${last}`}`,
    number(last - first + 1),
    label.fate[fate],
    kind === null ? '' : label.aside[kind],
  ]);
  context.print(table([column.rows, column.count, column.fate, column.kind], listed, [1]));
}

function show(context: Context, answer: CheckAnswer, contract: Contract): void {
  const { check, column } = messages().cli;
  const { severity } = messages().label;
  const { rows, issues, absent } = answer;
  context.print(`${check.verdict[answer.verdict]}: ${answer.file}`);
  if (answer.header_row !== null) {
    context.print(check.about(answer.encoding, answer.sheet, answer.header_row));
    context.print(check.rows(rows));
    context.print(check.setAside(rows.lines, asideOf(answer)));
    if (absent.length > 0) context.print(check.absent(absent));
  }
  const ofFile = issues.filter((issue) => issue.row === null);
  for (const issue of ofFile) context.print(issue.message);
  const ofRows = issues.filter((issue) => issue.row !== null);
  const said = messages().land.because;
  for (const { column: name, decision, because } of answer.decided) {
    if (decision === 'asked' || because === 'rule') continue;
    const its = contract.columns.find((column) => column.name === name);
    context.print(
      check.decided(its ? labelOf(its) : name, messages().label.reading[decision], said[because]),
    );
  }
  if (answer.lines) showLines(context, answer.lines);
  const counted = byReason(answer);
  if (counted.length === 0) return;
  context.print(`\n${check.byReason}`);
  const reasons = counted.map((entry) => [
    severity[entry.severity],
    reasonName(entry.code, contract),
    entry.code,
    entry.rows.toLocaleString(messages().locale),
  ]);
  context.print(table([column.severity, column.reasonName, column.reason, column.rows], reasons, [3]));
  for (const { message, first_rows: mended } of answer.repairs)
    context.print(`${message} ${check.inRows(mended)}`);
  const first = ofRows.slice(0, firstRows);
  if (first.length === 0) return;
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
  held: 1,
};

export const run: Command<{ id: string; file: string; html?: string; lines?: boolean }> = async (
  context,
  { id, file, html, lines },
) => {
  const contract = await knownSource(context, id);
  const path = resolve(file);
  if (!existsSync(path))
    throw new KpiError('file_missing', messages().cli.fileMissing(file), { exitCode: 2 });
  if (statSync(path).isDirectory())
    throw new KpiError('file_is_folder', messages().cli.fileIsFolder(file, id), { exitCode: 2 });
  const others = (await readContracts(filesOf(context))).filter((other) => other.id !== id);
  const answer = await onlyShown(() => checkFile(context.clock, contract, others, path, lines));
  if (html !== undefined) await writeCheckPage(resolve(html), answer, contract, context.clock());
  if (context.json) context.print(JSON.stringify(answer));
  else show(context, answer, contract);
  if (html !== undefined && !context.json)
    context.print(`\n${messages().cli.check.page.done(resolve(html))}`);
  return exitCodes[answer.verdict];
};
