import type { Dossier } from '../life/dossier.ts';
import type { Snapshot } from '../life/snapshot.ts';
import { compactDate } from '../wall-clock.ts';
import type { Column } from './column.ts';

/** Why a row cannot be used; the reader of the exports must come to the same word. */
export type FaultCode =
  | 'required_empty'
  | 'bad_pattern'
  | 'unknown_code'
  | 'bad_date'
  | 'future_date'
  | 'bad_number'
  | 'lost_digits'
  | 'bad_personal_id'
  | 'closed_before_received'
  | 'closed_without_date'
  | 'due_unknown'
  | 'received_missing'
  | 'duplicate_key';

export type RepairCode = 'restored_leading_zero' | 'removed_decimal';
export type WarningCode = 'due_before_received' | 'code_date_differs';

/** One dossier in one file. `printed` replaces what the snapshot would print; '' prints a blank. */
export interface Row {
  dossier: Dossier;
  state: Snapshot;
  printed: Partial<Record<Column, string>>;
  fault: FaultCode | null;
  repair: RepairCode | null;
  warning: WarningCode | null;
  /** The twin of a row that stands twice; neither is damaged further. */
  twin: boolean;
}

export function soundRow(dossier: Dossier, state: Snapshot): Row {
  return {
    dossier,
    state,
    printed: {},
    fault: null,
    repair: null,
    warning: warningOf(dossier, state),
    twin: false,
  };
}

function warningOf(dossier: Dossier, state: Snapshot): WarningCode | null {
  if (state.receivedAt === null) return null;
  if (state.appointment && state.appointment.at < state.receivedAt) return 'due_before_received';
  return compactDate(dossier.codeAt) === compactDate(state.receivedAt) ? null : 'code_date_differs';
}
