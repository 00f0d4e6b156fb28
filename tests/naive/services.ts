import { type Definition, dayOf, ofFact, secondsOf, type Viewpoint } from './definition.ts';
import type { Row } from './rows.ts';

type Dossier = Row<'dossier'>;

/** Solved (done or returned), as far as the data tell by their last day. */
const isSolved = (d: Dossier, { knownUntil }: Viewpoint): boolean =>
  d.finished === true && d.ended_at !== null && d.ended_at <= knownUntil;

/**
 * Where the office's clock stands at a moment, in seconds: it stands still from a request for papers until they come. Of a
 * request that nobody answered there is no telling how long it stood.
 */
function clockAt(moment: string, { supplement_requested_at: asked, supplemented_at: came }: Dossier): number {
  if (asked === null || came === null || came <= asked || asked >= moment) return secondsOf(moment);
  return came >= moment ? secondsOf(asked) : secondsOf(asked) + secondsOf(moment) - secondsOf(came);
}

/** When the citizen was asked for papers which by the last known day had not come; undefined where nobody waits. */
function waitingSince(d: Dossier, knownUntil: string): string | undefined {
  const asked = d.supplement_requested_at;
  if (d.waiting_since !== null && d.waiting_since <= knownUntil) return d.waiting_since;
  if (asked === null || asked > knownUntil) return undefined;
  if (d.supplemented_at !== null) return d.supplemented_at > knownUntil ? asked : undefined;
  return d.ended_at === null ? undefined : asked;
}

/** Requests for papers; only the last one has a day. */
const requestsBy = (d: Dossier, knownUntil: string): number => {
  const isLater = d.supplement_requested_at !== null && d.supplement_requested_at > knownUntil;
  return (d.supplement_count ?? 0) - (isLater ? 1 : 0);
};

const hasEnded = (d: Dossier, { knownUntil }: Viewpoint): boolean =>
  d.ended_at !== null && d.ended_at <= knownUntil;

/** Criterion 2.1 of QĐ 766. Undefined where nobody knows by when it has to be done. */
function isOnTime(d: Dossier, at: Viewpoint): boolean | undefined {
  // Asked for supplements more than once: overdue, whatever the appointment.
  if (requestsBy(d, at.knownUntil) > 1) return false;
  if (d.due_at === null) return undefined;
  const due = secondsOf(d.due_at);
  if (d.ended_at !== null && hasEnded(d, at)) return clockAt(d.ended_at, d) <= due;
  const waiting = waitingSince(d, at.knownUntil);
  return (waiting === undefined ? clockAt(at.cutoff, d) : secondsOf(waiting)) <= due;
}

/** Days of 24 hours from receipt to end, without those of waiting for supplements. */
const daysTaken = (d: Dossier): number | null =>
  d.ended_at === null || d.received_at === null
    ? null
    : (clockAt(d.ended_at, d) - secondsOf(d.received_at)) / 86_400;

const isOnline = ({ channel }: Dossier) => channel === 'online';
const hasFee = ({ fee }: Dossier) => fee !== null && fee > 0;
const isPaidOnline = ({ payment }: Dossier) => payment === 'national' || payment === 'provincial';

export const services: Record<string, Definition> = ofFact('dossier', (d) => dayOf(d.received_at), {
  'tthc-tiep-nhan': {},
  'tthc-dung-han': { meets: isOnTime },
  'tthc-qua-han': { counts: (d, at) => isOnTime(d, at) === false },
  'tthc-truc-tuyen': { meets: isOnline },
  'tthc-toan-trinh': { counts: (d) => d.service_level === 'full', meets: isOnline },
  'tthc-thanh-toan-truc-tuyen': { counts: hasFee, meets: isPaidOnline },
  'tthc-ket-qua-dien-tu': {
    counts: (d, at) => isSolved(d, at) && d.needs_written_result,
    meets: (d) => d.electronic_result,
  },
  'tthc-so-hoa': {
    counts: isSolved,
    meets: (d) => d.digitised && (d.needs_written_result === false || d.electronic_result),
  },
  'tthc-thoi-gian': { counts: isSolved, amount: daysTaken },
  'tthc-thoi-gian-trung-vi': { counts: isSolved, amount: daysTaken },
  'tthc-da-giai-quyet': { day: (d) => dayOf(d.ended_at), counts: (d) => d.finished },
  'tthc-bo-sung': {
    meets: (d, { knownUntil }) =>
      requestsBy(d, knownUntil) > 0 ||
      (d.supplement_requested_at !== null && d.supplement_requested_at <= knownUntil),
  },
  'tthc-co-ho-so-truc-tuyen': { counts: isOnline, different: (d) => d.procedure_code },
  'tthc-co-thanh-toan-truc-tuyen': {
    counts: (d) => hasFee(d) && isPaidOnline(d),
    different: (d) => d.procedure_code,
  },
});

export const catalogueOfProcedures: Record<string, Definition> = {
  ...ofFact('procedure', (p) => p.listed_on, {
    'tthc-cong-khai-day-du': { counts: (p) => p.published_on !== null, meets: (p) => p.content_complete },
    'tthc-cung-cap-truc-tuyen': { meets: (p) => p.is_online },
    'tthc-du-dieu-kien-toan-trinh': { counts: (p) => p.fit_for_full, meets: (p) => p.is_full },
    'tthc-tich-hop-thanh-toan': { counts: (p) => p.has_fee, meets: (p) => p.online_payment },
    'tthc-dich-vu-cong-truc-tuyen': { counts: (p) => p.is_online },
    'tthc-co-phi': { counts: (p) => p.has_fee },
    'tthc-cat-giam': {
      counts: (p) => (p.time_limit_days ?? 0) > 0,
      meets: (p) => (p.days_cut ?? 0) > 0,
    },
  }),
  ...ofFact('procedure_duty', (p) => p.announce_due, {
    'tthc-cong-bo-dung-han': { due: (p) => p.announce_due, done: (p) => p.announced_on },
    'tthc-cong-khai-dung-han': {
      day: (p) => p.publish_due,
      due: (p) => p.publish_due,
      done: (p) => p.published_on,
    },
  }),
};

type Petition = Row<'petition'>;

const isAnswered = ({ answered_at }: Petition, { knownUntil }: Viewpoint): boolean =>
  answered_at !== null && answered_at <= knownUntil;

/** What people think of an answer is known after it. */
const isUnansweredYet = ({ answered_at }: Petition, { knownUntil }: Viewpoint): boolean =>
  answered_at !== null && answered_at > knownUntil;

/** Answered, as far as anybody knows: by its day? Not answered: was its day still to come at the end of the period? */
function isInTime(p: Petition, at: Viewpoint): boolean {
  if (p.due_at === null) return false;
  const judgedAt = p.answered_at !== null && isAnswered(p, at) ? p.answered_at : at.cutoff;
  return judgedAt <= p.due_at;
}

export const petitions: Record<string, Definition> = ofFact('petition', (p) => dayOf(p.received_at), {
  'pakn-tiep-nhan': {},
  'pakn-dung-han': { meets: isInTime },
  'pakn-hai-long': {
    meets: (p, at) => (p.satisfaction !== 'unsatisfied' || isUnansweredYet(p, at)) && isInTime(p, at),
  },
  'pakn-danh-gia': {
    counts: (p, at) => p.satisfaction !== null && !isUnansweredYet(p, at),
    meets: (p) => p.is_satisfied,
  },
  'pakn-15-ngay': {
    counts: isAnswered,
    meets: (p) => p.working_days !== null && p.working_days <= 15,
  },
  'pakn-thoi-gian': {
    counts: isAnswered,
    amount: ({ answered_at, received_at }) =>
      answered_at === null || received_at === null
        ? null
        : (secondsOf(answered_at) - secondsOf(received_at)) / 86_400,
  },
});
