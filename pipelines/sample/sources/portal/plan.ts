import type { Form } from '../../export/table-plan.ts';
import { endOfMonth, type Precision, startOfMonth, type Wall } from '../../wall-clock.ts';
import type { Column } from './columns.ts';

/** How one file of the portal looks and what it covers. */
export interface ExportPlan {
  name: string;
  /** What it lists: dossiers filed between the two moments, and (unless partial) older ones still open at `from`. */
  from: Wall;
  until: Wall;
  /** Only a part of what was filed, and nothing older: a re-export that somebody asked for. */
  partial: boolean;
  /** The moment whose state it shows; also the date of its data. */
  takenAt: Wall;
  form: Form;
  precision: Precision;
  /** Header labels that differ from the usual ones. */
  labels: Partial<Record<Column, string>>;
  shuffledColumns: boolean;
  titleRows: boolean;
  blankRows: boolean;
  newestFirst: boolean;
}

function month(number: number, extension: string, differs: Partial<ExportPlan> = {}): ExportPlan {
  return {
    name: `ho-so-2026-${String(number).padStart(2, '0')}.${extension}`,
    from: startOfMonth(2026, number),
    until: endOfMonth(2026, number),
    partial: false,
    takenAt: endOfMonth(2026, number),
    form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' },
    precision: 'second',
    labels: {},
    shuffledColumns: false,
    titleRows: false,
    blankRows: false,
    newestFirst: false,
    ...differs,
  };
}

const semicolons: Form = { kind: 'delimited', delimiter: ';', encoding: 'utf-8' };

/** The end of the day up to which the sample knows the commune. */
export const asOf = endOfMonth(2026, 10);

/** All files of the sample, by the date of their data. */
export const exportPlans: readonly ExportPlan[] = [
  month(1, 'csv'),
  month(2, 'csv', {
    form: semicolons,
    precision: 'minute',
    labels: { code: 'Mã hồ sơ', field: 'Tên lĩnh vực ', dueAt: 'Ngày hẹn trả  ' },
    newestFirst: true,
  }),
  month(3, 'csv', { titleRows: true, shuffledColumns: true }),
  month(4, 'xlsx', {
    form: { kind: 'xlsx', sheet: 'DanhSachHoSo', dates: 'dd/mm/yyyy hh:mm:ss' },
    titleRows: true,
  }),
  month(5, 'csv', {
    form: semicolons,
    blankRows: true,
    labels: { code: 'Mã số hồ sơ', status: 'Trạng thái\nhồ sơ', applicant: 'Người nộp' },
  }),
  month(6, 'xls', { form: { kind: 'html' }, titleRows: true }),
  month(7, 'csv', {
    precision: 'minute',
    shuffledColumns: true,
    labels: { receivedAt: 'Ngày nhận', personalId: 'CCCD' },
  }),
  month(7, 'csv', {
    name: 'ho-so-2026-07-bo-sung.csv',
    partial: true,
    takenAt: endOfMonth(2026, 8),
    labels: { applicant: 'Người nộp ' },
  }),
  month(8, 'csv'),
  month(9, 'csv', {
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    precision: 'minute',
    newestFirst: true,
  }),
  month(10, 'csv', {
    shuffledColumns: true,
    labels: {
      code: 'Mã hồ sơ',
      receivedAt: 'Ngày nhận',
      applicant: 'Người nộp',
      personalId: 'CCCD',
      fee: 'Phí, lệ phí\n(đồng)',
    },
  }),
];
