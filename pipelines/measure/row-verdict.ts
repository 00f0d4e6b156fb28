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

/** What a fact must have so that its rows are told by time, and the terms by which. `onTime`: SQL of whether a row is. */
interface Timed {
  columns: readonly string[];
  onTime: string;
  judgedAt: string;
  verdict(onTime: string): string;
}

const dossierTimes = 'ended_at, supplement_requested_at, supplemented_at, waiting_since';

const timedFacts: readonly Timed[] = [
  {
    columns: [...dossierTimes.split(', '), 'supplement_count', 'due_at'],
    onTime: `dossier_on_time(${dossierTimes}, supplement_count, due_at, cutoff, as_of_end)`,
    judgedAt: `dossier_judged_at(${dossierTimes}, cutoff, as_of_end)`,
    verdict: (onTime) => `dossier_verdict(${onTime}, ${dossierTimes}, supplement_count, as_of_end)`,
  },
  {
    columns: ['answered_at', 'due_at'],
    onTime: 'petition_on_time(answered_at, due_at, cutoff, as_of_end)',
    judgedAt: 'petition_judged_at(answered_at, cutoff, as_of_end)',
    verdict: (onTime) => `petition_verdict(${onTime}, answered_at, as_of_end)`,
  },
];

const asksForDue = (formula: string | undefined): boolean => /\bdue_at\b/.test(formula ?? '');

/**
 * How rows of an indicator are told: by time where its formulas ask for the day by which a row was due. Whether a row is on time the
 * indicator says itself by `meets`; one that only counts late rows is asked by the rule.
 */
export function judgementOf({ count, meets, due, done }: Indicator, columns: ReadonlySet<string>): Judgement {
  if (due !== undefined && done !== undefined)
    return {
      verdict: `case when m0 then ${is('finished_on_time')} when ${quoted(done)} is null then ${is('open_overdue')} else ${is('finished_late')} end`,
      judgedAt: `coalesce(${quoted(done)}, cast(cutoff as date))`,
      dueAt: quoted(due),
    };
  const timed = timedFacts.find((its) => its.columns.every((name) => columns.has(name)));
  if (timed && (asksForDue(meets) || (meets === undefined && asksForDue(count)))) {
    const { onTime, judgedAt, verdict } = timed;
    return { verdict: verdict(meets === undefined ? onTime : 'm0'), judgedAt, dueAt: 'due_at' };
  }
  return {
    verdict: meets === undefined ? is('counted') : `if(m0, ${is('meets')}, ${is('does_not_meet')})`,
    judgedAt: 'null',
    dueAt: 'null',
  };
}
