import { type Definition, dayOf, ofFact, secondsOf, type Viewpoint } from './definition.ts';
import type { Row } from './rows.ts';

type Dossier = Row<'dossier'>;

/** Solved (done or returned), as far as the data tell by their last day. */
const isSolved = (d: Dossier, { knownUntil }: Viewpoint): boolean =>
  d.finished === true && d.ended_at !== null && d.ended_at <= knownUntil;

/** Criterion 2.1 of QĐ 766. Undefined where nobody knows by when it has to be done. */
function isOnTime(d: Dossier, { cutoff, knownUntil }: Viewpoint): boolean | undefined {
  // Asked for supplements more than once: overdue, whatever the appointment.
  if ((d.supplement_count ?? 0) > 1) return false;
  if (d.due_at === null) return undefined;
  const due = secondsOf(d.due_at);
  const pause = d.pause ?? 0;
  if (d.ended_at !== null && d.ended_at <= knownUntil) return secondsOf(d.ended_at) - pause <= due;
  if (d.waiting_since !== null && d.waiting_since <= knownUntil) return secondsOf(d.waiting_since) <= due;
  return secondsOf(cutoff) - pause <= due;
}

/** Days of 24 hours from receipt to end, without those of waiting for supplements. */
const daysTaken = ({ ended_at, received_at, pause }: Dossier): number | null =>
  ended_at === null || received_at === null
    ? null
    : (secondsOf(ended_at) - secondsOf(received_at) - (pause ?? 0)) / 86_400;

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
      (d.supplement_count ?? 0) > 0 ||
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

/** Answered by the end of the period: by its day? Not yet answered then: is its day still to come? */
function isInTime({ answered_at, due_at }: Petition, { cutoff }: Viewpoint): boolean {
  if (due_at === null) return false;
  const judgedAt = answered_at !== null && answered_at <= cutoff ? answered_at : cutoff;
  return judgedAt <= due_at;
}

export const petitions: Record<string, Definition> = ofFact('petition', (p) => dayOf(p.received_at), {
  'pakn-tiep-nhan': {},
  'pakn-dung-han': { meets: isInTime },
  'pakn-hai-long': { meets: (p, at) => p.satisfaction !== 'unsatisfied' && isInTime(p, at) },
  'pakn-danh-gia': { counts: (p) => p.satisfaction !== null, meets: (p) => p.is_satisfied },
  'pakn-15-ngay': {
    counts: (p, { cutoff }) => p.answered_at !== null && p.answered_at <= cutoff,
    meets: (p) => p.working_days !== null && p.working_days <= 15,
  },
  'pakn-thoi-gian': {
    counts: (p, { cutoff }) => p.answered_at !== null && p.answered_at <= cutoff,
    amount: ({ answered_at, received_at }) =>
      answered_at === null || received_at === null
        ? null
        : (secondsOf(answered_at) - secondsOf(received_at)) / 86_400,
  },
});
