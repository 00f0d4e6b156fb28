import { departmentNames } from '../../data/procedures.ts';
import { type Cell, type Cells, withDots } from '../../export/cell.ts';
import type { TableRow, Verdict } from '../../export/table-plan.ts';
import type { Channel, Dossier, Payment } from '../../life/dossier.ts';
import { type Snapshot, snapshot } from '../../life/snapshot.ts';
import { compactDate, type Wall } from '../../wall-clock.ts';
import type { Column } from './columns.ts';
import type { ExportPlan } from './plan.ts';

/** One dossier in one file, with the state that was printed. */
export interface DossierRow extends TableRow<Column> {
  dossier: Dossier;
  state: Snapshot;
}

/** The dossier as an export shows its state of a moment. */
export function soundRow(plan: ExportPlan, dossier: Dossier, at: Wall): DossierRow {
  const state = snapshot(dossier, at, plan.precision);
  return { dossier, state, cells: cellsOf(plan, dossier, state), verdict: oddness(dossier, state) };
}

function oddness(dossier: Dossier, state: Snapshot): Verdict | null {
  if (state.receivedAt === null) return null;
  if (state.appointment && state.appointment.at < state.receivedAt) return { warning: 'due_before_received' };
  if (compactDate(dossier.codeAt) === compactDate(state.receivedAt)) return null;
  return { warning: 'code_date_differs' };
}

const channelNames: Record<Channel, string> = {
  online: 'Trực tuyến',
  direct: 'Trực tiếp',
  post: 'Bưu chính công ích',
};
const paymentNames: Record<Payment, string> = {
  none: 'Không',
  national: 'Cổng DVC quốc gia',
  provincial: 'Cổng DVC tỉnh',
};
const yesNo = (value: boolean | null): Cell => (value === null ? null : value ? 'Có' : 'Không');

function cellsOf(plan: ExportPlan, dossier: Dossier, state: Snapshot): Cells<Column> {
  const { procedure, person } = dossier;
  const { appointment, fee } = state;
  const moment = (at: Wall | null): Cell => (at === null ? null : { day: at, precision: plan.precision });
  return {
    code: dossier.code,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    field: procedure.field,
    department: departmentNames[procedure.department],
    agency: 'UBND xã Rạng Đông',
    channel: dossier.channelBlank ? null : channelNames[dossier.channel],
    level: procedure.level,
    receivedAt: moment(state.receivedAt),
    dueAt: appointment?.dateOnly
      ? { day: appointment.at, precision: 'day' }
      : moment(appointment?.at ?? null),
    limit: procedure.days,
    status: state.label,
    closedAt: moment(state.closedAt),
    returnedAt: moment(state.returnedAt),
    supplementCount: state.supplementCount,
    requestedAt: moment(state.requestedAt),
    suppliedAt: moment(state.suppliedAt),
    fee: fee !== null && plan.form.kind === 'html' ? withDots(fee) : fee,
    payment: state.payment === null ? null : paymentNames[state.payment],
    writtenResult: yesNo(state.writtenResult),
    electronicResult: yesNo(state.electronicResult),
    digitised: yesNo(state.digitised),
    hamlet: person.hamlet,
    applicant: person.name,
    personalId: person.id,
    phone: person.phone,
    officer: dossier.officer,
  };
}
