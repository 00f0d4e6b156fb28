import { departmentNames } from '../data/procedures.ts';
import type { Channel, Payment } from '../life/dossier.ts';
import type { Precision, Wall } from '../wall-clock.ts';
import type { Column } from './column.ts';
import type { Row } from './row.ts';

/** What stands in a cell before a format writes it its own way. */
export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'time'; at: Wall; precision: Precision };

const blank: Cell = { kind: 'text', text: '' };
const text = (value: string | null): Cell => (value === null ? blank : { kind: 'text', text: value });
const number = (value: number | null): Cell => (value === null ? blank : { kind: 'number', number: value });
const time = (at: Wall | null, precision: Precision): Cell =>
  at === null ? blank : { kind: 'time', at, precision };
const yesNo = (value: boolean | null): Cell => text(value === null ? null : value ? 'Có' : 'Không');

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

/** The cell of one column in one row; what a fault or a blemish prints comes before what the portal would print. */
export function cellOf(row: Row, column: Column, precision: Precision): Cell {
  const printed = row.printed[column];
  if (printed !== undefined) return text(printed);
  const { dossier, state } = row;
  switch (column) {
    case 'code':
      return text(dossier.code);
    case 'procedureCode':
      return text(dossier.procedure.code);
    case 'procedureName':
      return text(dossier.procedure.name);
    case 'field':
      return text(dossier.procedure.field);
    case 'department':
      return text(departmentNames[dossier.procedure.department]);
    case 'agency':
      return text('UBND xã Rạng Đông');
    case 'channel':
      return text(dossier.channelBlank ? null : channelNames[dossier.channel]);
    case 'level':
      return text(dossier.procedure.level);
    case 'receivedAt':
      return time(state.receivedAt, precision);
    case 'dueAt':
      if (state.appointment?.dateOnly) return { kind: 'time', at: state.appointment.at, precision: 'day' };
      return time(state.appointment?.at ?? null, precision);
    case 'limit':
      return number(dossier.procedure.days);
    case 'status':
      return text(state.label);
    case 'closedAt':
      return time(state.closedAt, precision);
    case 'returnedAt':
      return time(state.returnedAt, precision);
    case 'supplementCount':
      return number(state.supplementCount);
    case 'requestedAt':
      return time(state.requestedAt, precision);
    case 'suppliedAt':
      return time(state.suppliedAt, precision);
    case 'fee':
      return number(state.fee);
    case 'payment':
      return text(state.payment === null ? null : paymentNames[state.payment]);
    case 'writtenResult':
      return yesNo(state.writtenResult);
    case 'electronicResult':
      return yesNo(state.electronicResult);
    case 'digitised':
      return yesNo(state.digitised);
    case 'hamlet':
      return text(dossier.person.hamlet);
    case 'applicant':
      return text(dossier.person.name);
    case 'personalId':
      return text(dossier.person.id);
    case 'phone':
      return text(dossier.person.phone);
    case 'officer':
      return text(dossier.officer);
  }
}
