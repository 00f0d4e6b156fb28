import type { Indicator } from '../config/indicator.ts';
import { quoted } from '../warehouse/warehouse.ts';

/**
 * What a row says of an indicator that asks whether something was done in time, of any other one, and why a row that lies in
 * the period is in no count. Words: messages, `rows.verdict`.
 */
export const verdicts = [
  'finished_on_time',
  'finished_late',
  'open_within',
  'open_overdue',
  'waiting',
  'waiting_overdue',
  'supplements',
  'answered_on_time',
  'answered_late',
  'meets',
  'does_not_meet',
  'counted',
  'no_quantity',
  'left_out',
] as const;
export type Verdict = (typeof verdicts)[number];

/** A verdict in SQL; one that is not in the list does not compile. */
const is = (verdict: Verdict): string => `'${verdict}'`;

/** SQL over a row with the flags of `compileRows`: which word it gets, by what moment it was judged, and against which one. */
export interface Judgement {
  verdict: string;
  judgedAt: string;
  dueAt: string;
}

const dossierColumns = [
  'ended_at',
  'supplement_requested_at',
  'supplemented_at',
  'waiting_since',
  'supplement_count',
  'due_at',
];
const petitionColumns = ['answered_at', 'due_at'];

/** How rows of an indicator are told that meets or not: by time where its formula asks for the day by which a row was due. */
export function judgementOf({ meets, due, done }: Indicator, columns: ReadonlySet<string>): Judgement {
  const has = (names: readonly string[]) => names.every((name) => columns.has(name));
  if (due !== undefined && done !== undefined)
    return {
      verdict: `case when m0 then ${is('finished_on_time')} when ${quoted(done)} is null then ${is('open_overdue')} else ${is('finished_late')} end`,
      judgedAt: `coalesce(${quoted(done)}, cast(cutoff as date))`,
      dueAt: quoted(due),
    };
  const asksForDue = meets !== undefined && /\bdue_at\b/.test(meets);
  if (asksForDue && has(dossierColumns))
    return {
      verdict:
        'dossier_verdict(m0, ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, as_of_end)',
      judgedAt:
        'dossier_judged_at(ended_at, supplement_requested_at, supplemented_at, waiting_since, cutoff, as_of_end)',
      dueAt: 'due_at',
    };
  if (asksForDue && has(petitionColumns))
    return {
      verdict: 'petition_verdict(m0, answered_at, as_of_end)',
      judgedAt: 'petition_judged_at(answered_at, cutoff, as_of_end)',
      dueAt: 'due_at',
    };
  return {
    verdict: meets === undefined ? is('counted') : `if(m0, ${is('meets')}, ${is('does_not_meet')})`,
    judgedAt: 'null',
    dueAt: 'null',
  };
}
