import { readFile } from 'node:fs/promises';
import { writeWhole } from '../warehouse/whole-file.ts';

/** Something that waits for a person; it leaves the list when it is done, or accepted. */
export interface ThingToDo {
  /** Tells it from all others, and from itself of another day: what is new is what has no such key in the list before. */
  key: string;
  what: string;
  /** ISO day; null where nobody knows. */
  since: string | null;
  /** The office that acts. */
  who: string;
  how: string;
}

/** Why a run failed. */
export interface Failure {
  /** Tells one reason from another: the code of its error. */
  cause: string;
  /** A sentence that quotes nothing of what came in; null where there is none. */
  text: string | null;
}

/** How the last run ended, kept beside the home's folders for whoever watches the machine. */
export interface LastRun {
  run: string;
  outcome: 'running' | 'done' | 'warned' | 'failed';
  /** ISO moment. */
  ended_at: string;
  /** ISO day up to which the figures reach; null where no run came so far. */
  as_of: string | null;
  /** ISO moment of the last run that did not fail; null where there was none. */
  last_good: string | null;
  /** ISO moment that a clock behind it cannot be right: the latest that a run has ended at, unless a person has overruled it. */
  clock_floor?: string | undefined;
  /** Of a run that failed. */
  failure?: Failure | undefined;
  /** What waits for a person, as of the last run that looked. */
  todo?: readonly ThingToDo[] | undefined;
}

export const readLastRun = async (path: string): Promise<LastRun | undefined> =>
  readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as LastRun,
    () => undefined,
  );

/** Notes the end of a run; what was good before one that failed is kept. */
export async function noteRun(path: string, its: Omit<LastRun, 'last_good'>): Promise<void> {
  const before = await readLastRun(path);
  const isGood = its.outcome !== 'failed';
  const last: LastRun = {
    ...its,
    as_of: its.as_of ?? before?.as_of ?? null,
    todo: its.todo ?? before?.todo,
    clock_floor: its.clock_floor ?? before?.clock_floor ?? before?.ended_at,
    last_good: isGood ? its.ended_at : (before?.last_good ?? null),
  };
  await writeWhole(path, JSON.stringify(last), { mode: 0o600 });
}

/** So long after the last good run something is wrong: a night was missed, and half a day to do it by day. */
const tooOldHours = 36;

export interface Health {
  ok: boolean;
  last_run: string | null;
  last_outcome: string | null;
  last_good: string | null;
  hours_since_good: number | null;
  as_of: string | null;
  data_age_days: number | null;
  release: string | null;
  /** How many things wait for a person. */
  to_do: number;
}

/** `now`: the moment that is asked for. */
export function healthOf(last: LastRun | undefined, release: string | undefined, now: Date): Health {
  const since = (moment: string, unit: number) =>
    Math.max(0, Math.floor((now.getTime() - Date.parse(moment)) / unit));
  const hours = last?.last_good ? since(last.last_good, 3_600_000) : null;
  return {
    ok: hours !== null && hours <= tooOldHours && release !== undefined,
    last_run: last?.run ?? null,
    last_outcome: last?.outcome ?? null,
    last_good: last?.last_good ?? null,
    hours_since_good: hours,
    as_of: last?.as_of ?? null,
    data_age_days: last?.as_of ? since(`${last.as_of}T00:00:00+07:00`, 86_400_000) : null,
    release: release ?? null,
    to_do: last?.todo?.length ?? 0,
  };
}

/** The same in OpenMetrics 1.0, with how many requests were answered with which status. */
export function metricsOf(health: Health, answered: ReadonlyMap<number, number>): string {
  const gauge = (name: string, help: string, value: number | null) =>
    value === null ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
  const seconds = (moment: string | null) => (moment === null ? null : Date.parse(moment) / 1000);
  return `${[
    ...gauge('nq57_kpi_ok', 'Whether the last good run is recent and a release is served', health.ok ? 1 : 0),
    ...gauge(
      'nq57_kpi_last_good_run_seconds',
      'Moment of the last run that did not fail',
      seconds(health.last_good),
    ),
    ...gauge(
      'nq57_kpi_data_age_days',
      'Days since the day up to which the figures reach',
      health.data_age_days,
    ),
    '# HELP nq57_kpi_answers Requests by the status of their answer',
    '# TYPE nq57_kpi_answers counter',
    ...[...answered]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `nq57_kpi_answers_total{status="${status}"} ${n}`),
    '# EOF',
  ].join('\n')}\n`;
}
