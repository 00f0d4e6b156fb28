import type { Procedure } from '../data/procedures.ts';
import type { Wall } from '../wall-clock.ts';
import type { Person } from './person.ts';

export type Status =
  | 'registered'
  | 'received'
  | 'not_accepted'
  | 'processing'
  | 'supplement_requested'
  | 'payment_requested'
  | 'withdrawn'
  | 'stopped'
  | 'done'
  | 'returned';

/** Statuses after which the portal no longer lists a dossier as open. */
export const endings: ReadonlySet<Status> = new Set([
  'not_accepted',
  'withdrawn',
  'stopped',
  'done',
  'returned',
]);

export type Channel = 'online' | 'direct' | 'post';
export type Payment = 'none' | 'national' | 'provincial';

/** From this moment on the portal shows this status under this label. */
export interface Step {
  at: Wall;
  status: Status;
  label: string;
}

/** A promised moment; a date alone means the end of that day. */
export interface Appointment {
  at: Wall;
  dateOnly: boolean;
}

export interface Supplement {
  requestedAt: Wall;
  suppliedAt: Wall | null;
}

/** What happens to a dossier, from the first moment to the last, as far as the sample reaches. */
export interface Life {
  receivedAt: Wall | null;
  appointment: Appointment | null;
  /** In the order of time; the first stands at the filing. */
  steps: Step[];
  closedAt: Wall | null;
  returnedAt: Wall | null;
  supplements: Supplement[];
  paidAt: Wall | null;
}

/** One dossier with everything the portal knows of it, past and future. */
export interface Dossier extends Life {
  code: string;
  /** The moment whose date stands inside the code. */
  codeAt: Wall;
  filedAt: Wall;
  /** When it first reached an ending; null if it never does. */
  endedAt: Wall | null;
  procedure: Procedure;
  person: Person;
  officer: string;
  channel: Channel;
  /** The portal leaves the channel blank for some dossiers handed in at the counter. */
  channelBlank: boolean;
  /** Đồng; 0 when free or exempt. */
  fee: number;
  /** How it is paid once it is paid. */
  payment: Payment;
  electronicResult: boolean;
  digitised: boolean;
}
