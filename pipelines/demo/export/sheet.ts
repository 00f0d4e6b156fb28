import type { Random } from '../random.ts';
import { type Wall, written } from '../wall-clock.ts';
import { type Column, columns, standardLabels } from './column.ts';
import type { ExportPlan } from './plan.ts';
import type { Row } from './row.ts';
import { isCarriedOver } from './rows-of.ts';

/** One line of a file, as a spreadsheet counts them: the first has the number 1. */
export type Line =
  | { kind: 'title'; text: string }
  | { kind: 'blank' }
  | { kind: 'groups' }
  | { kind: 'header' }
  | { kind: 'section'; text: string }
  | { kind: 'row'; row: Row; number: number }
  | { kind: 'total'; dossiers: number; fee: number }
  | { kind: 'signature'; text: string };

export interface Sheet {
  plan: ExportPlan;
  columns: readonly Column[];
  labels: Record<Column, string>;
  lines: Line[];
}

/** Lays out a file: which lines stand where. Formats only write what is laid out here, so row numbers are known here. */
export function layOut(random: Random, plan: ExportPlan, rows: readonly Row[], signer: string): Sheet {
  const lines: Line[] = [];
  if (plan.titleRows) lines.push(...titles(plan));
  if (plan.format === 'xlsx') lines.push({ kind: 'groups' });
  lines.push({ kind: 'header' });
  lines.push(...body(plan, rows));
  if (plan.format !== 'csv') {
    lines.push({
      kind: 'total',
      dossiers: rows.length,
      fee: rows.reduce((sum, row) => sum + (row.state.fee ?? 0), 0),
    });
  }
  if (plan.format === 'xlsx') lines.push(...signature(plan.takenAt, signer));
  return {
    plan,
    columns: plan.shuffledColumns ? random.shuffled(columns) : columns,
    labels: { ...standardLabels, ...plan.labels },
    lines,
  };
}

function titles(plan: ExportPlan): Line[] {
  const span = `(Từ ngày ${written(plan.from, 'day')} đến ngày ${written(plan.until, 'day')})`;
  return [
    { kind: 'title', text: 'ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG' },
    { kind: 'title', text: 'DANH SÁCH HỒ SƠ TIẾP NHẬN, GIẢI QUYẾT' },
    { kind: 'title', text: span },
    { kind: 'blank' },
  ];
}

function body(plan: ExportPlan, rows: readonly Row[]): Line[] {
  const lines: Line[] = [];
  const sections = plan.format === 'xlsx';
  const firstOfSpan = rows.findIndex((row) => !isCarriedOver(plan, row));
  rows.forEach((row, index) => {
    if (sections && index === 0) lines.push({ kind: 'section', text: 'I. HỒ SƠ KỲ TRƯỚC CHUYỂN SANG' });
    if (sections && index === firstOfSpan) {
      lines.push({ kind: 'blank' }, { kind: 'section', text: 'II. HỒ SƠ TIẾP NHẬN TRONG KỲ' });
    }
    // Three blank lines, two of them in a row, somewhere in the middle.
    if (plan.blankRows && !sections && (index === 40 || index === 200)) lines.push({ kind: 'blank' });
    if (plan.blankRows && !sections && index === 200) lines.push({ kind: 'blank' });
    lines.push({ kind: 'row', row, number: index + 1 });
  });
  return lines;
}

function signature(at: Wall, signer: string): Line[] {
  const [date, month, year] = written(at, 'day').split('/');
  return [
    { kind: 'blank' },
    { kind: 'signature', text: `Rạng Đông, ngày ${date} tháng ${month} năm ${year}` },
    { kind: 'signature', text: 'NGƯỜI LẬP BIỂU' },
    { kind: 'signature', text: '(Ký, ghi rõ họ tên)' },
    { kind: 'blank' },
    { kind: 'signature', text: signer },
  ];
}
