import type { Channel } from '../../../pipelines/sample/life/dossier.ts';
import type { Column } from '../../../pipelines/sample/sources/portal/columns.ts';
import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import { day, endOfDay, type Wall } from '../../../pipelines/sample/wall-clock.ts';
import type { Standing } from './newest.ts';

/** A received dossier as the indicators see it. */
export interface Fact {
  field: string;
  /** `refused`: what the file says cannot be read. */
  channel: Channel | 'refused';
  receivedAt: Wall;
  /** The appointment (a date alone: its last second), else the receipt plus the time limit. */
  dueAt: Wall;
  endedAt: Wall | null;
  /** Done or handed back; a withdrawal or a stop ends a dossier without finishing it. */
  finished: boolean;
  /** Waiting for papers since then, when that is its status. */
  waitingSince: Wall | null;
  supplementCount: number;
  requestedAt: Wall | null;
  suppliedAt: Wall | null;
  /** Seconds between the request for papers and their arrival; 0 while either is missing. */
  pause: number;
  hasFee: boolean;
  paidOnline: boolean;
  writtenResult: boolean;
  electronicResult: boolean;
  digitised: boolean;
  /** The column of which the value was left out. */
  refused: Column | null;
  /** A later row of the dossier was refused. */
  isInDoubt: boolean;
}

const refusals: Record<string, Column> = {
  unknown_code: 'channel',
  bad_date: 'dueAt',
  bad_number: 'fee',
  lost_digits: 'personalId',
  bad_personal_id: 'personalId',
};

function refusedColumn(row: DossierRow): Column | null {
  const code = row.verdict?.valueFault;
  return code === undefined ? null : (refusals[code] ?? null);
}

/** Null for what was never received: just registered, not accepted, or without a date of receipt. */
export function factOf({ row, isInDoubt }: Standing): Fact | null {
  const { dossier, state } = row;
  const refused = refusedColumn(row);
  if (state.receivedAt === null || state.status === 'registered' || state.status === 'not_accepted')
    return null;
  const finished = state.status === 'done' || state.status === 'returned';
  const ended = finished || state.status === 'withdrawn' || state.status === 'stopped';
  const { requestedAt, suppliedAt, appointment } = state;
  return {
    field: dossier.procedure.field,
    channel: refused === 'channel' ? 'refused' : dossier.channel,
    receivedAt: state.receivedAt,
    dueAt: appointment
      ? appointment.dateOnly
        ? endOfDay(appointment.at)
        : appointment.at
      : state.receivedAt + dossier.procedure.days * day,
    endedAt: ended ? (state.closedAt ?? state.returnedAt) : null,
    finished,
    waitingSince: state.status === 'supplement_requested' ? requestedAt : null,
    supplementCount: state.supplementCount,
    requestedAt,
    suppliedAt,
    pause: requestedAt !== null && suppliedAt !== null ? suppliedAt - requestedAt : 0,
    hasFee: (state.fee ?? 0) > 0,
    paidOnline: state.payment === 'national' || state.payment === 'provincial',
    writtenResult: state.writtenResult === true,
    electronicResult: state.electronicResult === true,
    digitised: state.digitised === true,
    refused,
    isInDoubt,
  };
}
