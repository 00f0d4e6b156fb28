import { Random } from '../../../config/random.ts';
import { officers } from '../../data/person-names.ts';
import { type Cells, textOf, withDots } from '../../export/cell.ts';
import type { TablePlan } from '../../export/table-plan.ts';
import type { Dossier } from '../../life/dossier.ts';
import { type Wall, written } from '../../wall-clock.ts';
import { type Column, columns, groupedColumns, groups, standardLabels } from './columns.ts';
import { damageRows } from './damage.ts';
import { type ExportPlan, exportPlans } from './plan.ts';
import { type DossierRow, soundRow } from './row.ts';

/** One file as it is described, and the date of its data: of two versions alike, that of the later delivery counts. */
export interface Delivery {
  table: TablePlan<Column, DossierRow>;
  takenAt: Wall;
}

/** Exports the commune month by month, as the portal would have been asked to. */
export function deliver(seed: number, dossiers: readonly Dossier[]): Delivery[] {
  return exportPlans.map((plan, fileNumber) => {
    const random = new Random(seed, `export ${plan.name}`);
    const rows = damageRows(random, plan, fileNumber, rowsOf(random, plan, dossiers));
    return { table: tableOf(random, plan, rows), takenAt: plan.takenAt };
  });
}

/** Share of the month that a partial re-export repeats. */
const repeated = 0.45;

/** The sound rows of one file: older dossiers still open first, then those filed in its span, or the other way round. */
function rowsOf(random: Random, plan: ExportPlan, dossiers: readonly Dossier[]): DossierRow[] {
  const rows = dossiers
    .filter((dossier) => {
      if (dossier.filedAt > plan.until) return false;
      const filedWithin = dossier.filedAt >= plan.from;
      if (plan.partial) return filedWithin && random.chance(repeated);
      return filedWithin || dossier.endedAt === null || dossier.endedAt >= plan.from;
    })
    .map((dossier) => soundRow(plan, dossier, plan.takenAt));
  return plan.newestFirst ? rows.reverse() : rows;
}

function tableOf(
  random: Random,
  plan: ExportPlan,
  rows: readonly DossierRow[],
): TablePlan<Column, DossierRow> {
  const { name, form, takenAt } = plan;
  const isWorkbook = form.kind === 'xlsx';
  const usual = isWorkbook ? groupedColumns : columns;
  const order = plan.shuffledColumns ? random.shuffled(usual) : usual;
  const labels = { ...standardLabels, ...plan.labels };
  const fees = rows.reduce((sum, { state }) => sum + (state.fee ?? 0), 0);
  return {
    name,
    form,
    titles: plan.titleRows ? titles(plan) : [],
    gap: true,
    labels: Object.fromEntries(order.map((column) => [column, labels[column]])),
    groups,
    numbered: isWorkbook,
    rows: isWorkbook ? rows.map(typedAgain) : rows,
    before: isWorkbook ? sections(plan, rows) : blankLines(plan),
    ...(form.kind !== 'delimited' && {
      total: (count) =>
        isWorkbook
          ? { procedureCode: count, fee: fees }
          : { procedureCode: withDots(count), fee: withDots(fees) },
    }),
    ...(isWorkbook && { signature: signature(takenAt), signedUnder: 'personalId' }),
    made: takenAt,
  };
}

/** In a workbook some rows were typed in again by hand: their dates are text. */
function typedAgain(row: DossierRow, at: number): DossierRow {
  if ((at + 1) % 5 >= 2) return row;
  const cells: Cells<Column> = { ...row.cells };
  for (const column of columns) {
    const cell = cells[column];
    if (typeof cell === 'object' && cell !== null) cells[column] = textOf(cell);
  }
  return { ...row, cells };
}

const titles = ({ from, until }: ExportPlan): string[] => [
  'ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG',
  'DANH SÁCH HỒ SƠ TIẾP NHẬN, GIẢI QUYẾT',
  `(Từ ngày ${written(from, 'day')} đến ngày ${written(until, 'day')})`,
];

type LinesBefore = NonNullable<TablePlan<Column, DossierRow>['before']>;

function sections({ from }: ExportPlan, rows: readonly DossierRow[]): LinesBefore {
  const firstOfSpan = rows.findIndex(({ dossier }) => dossier.filedAt >= from);
  return (_, at) => [
    ...(at === 0 ? ['I. HỒ SƠ KỲ TRƯỚC CHUYỂN SANG'] : []),
    ...(at === firstOfSpan ? ['', 'II. HỒ SƠ TIẾP NHẬN TRONG KỲ'] : []),
  ];
}

/**
 * Three blank lines, two of them in a row, somewhere in the middle. Portals leave the line empty; a sheet saved as text
 * still prints its delimiters. Both occur.
 */
function blankLines({ blankRows }: ExportPlan): LinesBefore {
  const delimiters = columns.map(() => '');
  return (_, at) => {
    if (!blankRows) return [];
    if (at === 40) return [''];
    return at === 200 ? [delimiters, ''] : [];
  };
}

function signature(at: Wall): string[] {
  const [date, month, year] = written(at, 'day').split('/');
  return [
    `Rạng Đông, ngày ${date} tháng ${month} năm ${year}`,
    'NGƯỜI LẬP BIỂU',
    '(Ký, ghi rõ họ tên)',
    '',
    officers.office[0],
  ];
}
