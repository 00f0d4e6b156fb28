import { minute, type Precision, type Wall } from '../wall-clock.ts';
import type { Appointment, Dossier, Payment, Status } from './dossier.ts';

/** What the portal knows of a dossier at one moment; null where it prints a blank. */
export interface Snapshot {
  status: Status;
  label: string;
  receivedAt: Wall | null;
  appointment: Appointment | null;
  closedAt: Wall | null;
  returnedAt: Wall | null;
  supplementCount: number;
  requestedAt: Wall | null;
  suppliedAt: Wall | null;
  /** Đồng. */
  fee: number | null;
  payment: Payment | null;
  writtenResult: boolean | null;
  electronicResult: boolean | null;
  digitised: boolean | null;
}

/**
 * The dossier as an export taken at `at` prints it, times cut to the export's precision.
 *
 * @throws RangeError when the dossier was filed later than that.
 */
export function snapshot(dossier: Dossier, at: Wall, precision: Precision): Snapshot {
  const step = dossier.steps.findLast((candidate) => candidate.at <= at);
  if (!step) throw new RangeError(`snapshot: ${dossier.code} was not yet filed at ${at}`);
  const shown = (moment: Wall | null): Wall | null => {
    if (moment === null || moment > at) return null;
    return precision === 'minute' ? moment - (moment % minute) : moment;
  };
  const known = dossier.supplements.filter((supplement) => supplement.requestedAt <= at);
  const supplement = known.at(-1);
  const receivedAt = shown(dossier.receivedAt);
  const inWork = receivedAt !== null && step.status !== 'registered' && step.status !== 'not_accepted';
  const finished = step.status === 'done' || step.status === 'returned';
  return {
    status: step.status,
    label: step.label,
    receivedAt,
    appointment: inWork ? dossier.appointment : null,
    closedAt: shown(dossier.closedAt),
    returnedAt: shown(dossier.returnedAt),
    supplementCount: known.length,
    requestedAt: supplement ? shown(supplement.requestedAt) : null,
    suppliedAt: supplement ? shown(supplement.suppliedAt) : null,
    fee: inWork ? dossier.fee : null,
    payment: inWork ? (shown(dossier.paidAt) === null ? 'none' : dossier.payment) : null,
    writtenResult: finished ? dossier.procedure.writtenResult : null,
    electronicResult: finished ? dossier.electronicResult : null,
    digitised: inWork ? dossier.digitised : null,
  };
}
