import type { Random } from '../../config/random.ts';
import type { Procedure } from '../data/procedures.ts';
import { day, endOfDay, hour, minute, startOfDay, type Wall } from '../wall-clock.ts';
import { addWorkdays, eveningTime, inOffice, lastInOffice, officeTime } from '../working-time.ts';
import type { Appointment, Channel, Life, Status, Supplement } from './dossier.ts';
import { awaitingSignature, statusLabel } from './status-labels.ts';

export interface Filing {
  filedAt: Wall;
  procedure: Procedure;
  channel: Channel;
  /** đồng */
  fee: number;
  /** Chance that this dossier misses its date. */
  lateRate: number;
}

/** Chances of the ways a dossier can go other than to its end. */
const rates = {
  notAccepted: 0.014,
  withdrawnUnreceived: 0.004,
  staysRegistered: 0.0015,
  withdrawn: 0.013,
  stopped: 0.008,
  dueMistyped: 0.0008,
  lateForGood: 0.05,
  supplement: 0.085,
  secondSupplement: 0.12,
  neverSupplied: 0.1,
  paymentRequested: 0.05,
  neverPays: 0.04,
  closedLeftBlank: 0.03,
};

/** Lets a dossier live to its end; exports later show it as of their own moment. */
export function live(random: Random, filing: Filing): Life {
  const life: Life = {
    receivedAt: null,
    appointment: null,
    steps: [],
    closedAt: null,
    returnedAt: null,
    supplements: [],
    paidAt: null,
  };
  const step = (at: Wall, status: Status, label = statusLabel(random, status)) =>
    life.steps.push({ at, status, label });
  const { filedAt } = filing;

  const way = random.next();
  const unreceived = rates.notAccepted + rates.withdrawnUnreceived + rates.staysRegistered;
  if (filing.channel === 'online' || way < unreceived) step(filedAt, 'registered');
  if (way < unreceived) {
    neverReceived(random, life, step, filedAt, way);
    return life;
  }

  const receivedAt =
    filing.channel === 'online'
      ? inOffice(random, filedAt + random.between(5 * minute, 80 * minute))
      : filedAt;
  life.receivedAt = receivedAt;
  step(receivedAt, 'received');
  const due = dueOf(filing.procedure, receivedAt);
  if (filing.procedure.appointment !== 'none') life.appointment = mistyped(random, due, receivedAt);

  let startedAt = inOffice(random, receivedAt + random.between(3 * minute, 50 * minute));
  if (filing.fee > 0 && random.chance(rates.paymentRequested)) {
    step(startedAt, 'payment_requested');
    if (random.chance(rates.neverPays)) return life;
    life.paidAt = Math.floor(startedAt + random.between(hour, 30 * hour));
    startedAt = inOffice(random, life.paidAt + 5 * minute);
  } else life.paidAt = receivedAt;
  step(startedAt, 'processing');

  const leaving = way - unreceived;
  if (leaving < rates.withdrawn + rates.stopped) {
    const wanted = receivedAt + random.between(0.2, 1.1) * (due.at - receivedAt);
    life.closedAt = inOffice(random, Math.max(startedAt + 10 * minute, wanted));
    step(life.closedAt, leaving < rates.withdrawn ? 'withdrawn' : 'stopped');
    return life;
  }

  const late = random.chance(filing.lateRate);
  if (late && random.chance(rates.lateForGood)) return life;
  let finish = Math.max(startedAt + 5 * minute, finishOf(random, receivedAt, due.at, late));

  if (filing.procedure.days > 1 && random.chance(rates.supplement)) {
    const pause = supplements(random, life, step, startedAt, finish);
    if (pause === null) return life;
    finish = inOffice(random, finish + pause);
  }
  end(random, life, step, startedAt, finish, filing.channel);
  return life;
}

type AddStep = (at: Wall, status: Status, label?: string) => void;

function neverReceived(random: Random, life: Life, step: AddStep, filedAt: Wall, way: number): void {
  // Some portals print a date of receipt although nothing was received.
  if (random.chance(0.2)) life.receivedAt = filedAt;
  if (way >= rates.notAccepted + rates.withdrawnUnreceived) return;
  const decidedAt = inOffice(random, filedAt + random.between(2 * hour, 50 * hour));
  if (way < rates.notAccepted) {
    step(decidedAt, 'not_accepted');
    if (random.chance(0.5)) life.closedAt = decidedAt;
  } else {
    // Never received, so a date of receipt would make it a received one.
    life.receivedAt = null;
    step(decidedAt, 'withdrawn');
    life.closedAt = decidedAt;
  }
}

/** When the dossier should be ready: by working days with an appointment, by plain days without one. */
function dueOf(procedure: Procedure, receivedAt: Wall): Appointment {
  if (procedure.appointment === 'none') return { at: receivedAt + procedure.days * day, dateOnly: false };
  const at = addWorkdays(receivedAt, procedure.days);
  return procedure.appointment === 'date'
    ? { at: endOfDay(at), dateOnly: true }
    : { at: at - (at % minute), dateOnly: false };
}

/** Now and then an appointment is typed that lies before the receipt. */
function mistyped(random: Random, due: Appointment, receivedAt: Wall): Appointment {
  if (!random.chance(rates.dueMistyped)) return due;
  const at = startOfDay(receivedAt) - random.int(1, 6) * day;
  return due.dateOnly ? { at: endOfDay(at), dateOnly: true } : { at: at + 16 * hour, dateOnly: false };
}

function finishOf(random: Random, receivedAt: Wall, due: Wall, late: boolean): Wall {
  if (late) return inOffice(random, due + hour + random.exponential(7 * day));
  const wanted = inOffice(random, receivedAt + random.between(0.05, 1) * (due - receivedAt));
  return wanted <= due ? wanted : lastInOffice(random, due);
}

/** Adds one request for papers, rarely two; gives the time they cost, or null when the citizen never comes back. */
function supplements(
  random: Random,
  life: Life,
  step: AddStep,
  startedAt: Wall,
  finish: Wall,
): number | null {
  let pause = 0;
  let from = startedAt;
  const wanted = random.chance(rates.secondSupplement) ? 2 : 1;
  for (let n = 0; n < wanted; n++) {
    const requestedAt = inOffice(
      random,
      from + random.between(0.1, 0.5) * Math.max(hour, finish - startedAt),
    );
    const supplement: Supplement = { requestedAt, suppliedAt: null };
    life.supplements.push(supplement);
    step(requestedAt, 'supplement_requested');
    if (random.chance(rates.neverSupplied)) {
      if (random.chance(0.6)) {
        life.closedAt = inOffice(random, requestedAt + random.between(30 * day, 45 * day));
        step(life.closedAt, random.chance(0.7) ? 'stopped' : 'withdrawn');
      }
      return null;
    }
    const cameBack = requestedAt + Math.max(hour, random.exponential(5 * day));
    supplement.suppliedAt = Math.max(
      requestedAt + hour,
      random.chance(0.5) ? eveningTime(random, cameBack) : inOffice(random, cameBack),
    );
    step(supplement.suppliedAt, 'processing');
    pause += supplement.suppliedAt - requestedAt;
    from = supplement.suppliedAt;
  }
  // The work is never over before the last papers are in.
  return Math.max(pause, from + hour - finish);
}

function end(
  random: Random,
  life: Life,
  step: AddStep,
  startedAt: Wall,
  finish: Wall,
  channel: Channel,
): void {
  const workedFrom = life.supplements.at(-1)?.suppliedAt ?? startedAt;
  if (random.chance(0.7)) {
    step(
      Math.floor(workedFrom + random.between(0.75, 0.95) * (finish - workedFrom)),
      'processing',
      awaitingSignature,
    );
  }
  if (random.chance(rates.closedLeftBlank)) {
    life.returnedAt = finish;
    step(finish, 'returned');
    return;
  }
  life.closedAt = finish;
  step(finish, 'done');
  if (random.chance(0.06)) return;
  life.returnedAt =
    channel === 'online' && random.chance(0.8)
      ? finish + random.int(minute, 20 * minute)
      : officeTime(random, addWorkdays(finish, random.int(1, 4)));
  step(life.returnedAt, 'returned');
}
