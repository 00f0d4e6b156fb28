/** The wall clock of Việt Nam. All times the program stores or shows are local; runs are named by the local date. */
export const timeZone = 'Asia/Ho_Chi_Minh';

/** Gives the present; real in the program, fixed in tests. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-22 01:30:00`, as TIMESTAMP literals and logs want it. */
export function localTimestamp(at: Date): string {
  const get = (type: string) => parts.formatToParts(at).find((part) => part.type === type)?.value ?? '';
  return `${get('year')}-${get('month')}-${get('day')} ${get('hour')}:${get('minute')}:${get('second')}`;
}

/** `2026-11-22` */
export const localDate = (at: Date): string => localTimestamp(at).slice(0, 10);

/** `22/11/2026 01:30`, for people. */
export function spokenMinute(at: Date): string {
  const local = localTimestamp(at);
  return `${local.slice(0, 10).split('-').reverse().join('/')} ${local.slice(11, 16)}`;
}

/** The ISO day so many days after another. */
export const addDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10);

/** Communes of this shape, and this program, are younger: a clock that tells an earlier time has lost it. */
const earliest = Date.parse('2025-07-01T00:00:00+07:00');
/** Clocks are set right by so much while nobody notices. */
const toleranceMs = 10 * 60_000;

/**
 * A clock that never goes back behind what is known to have been: a machine without a battery wakes up in the year 2000, and files taken then
 * would stand before all others, their rows after the day of delivery.
 */
export class SteadyClock {
  #floor: number;
  #begun: number;
  readonly #clock: Clock;
  /** How far the machine's clock was behind, in days, when the run began; undefined where it was not. */
  readonly daysBehind: number | undefined;
  /** When it was first asked. */
  readonly startedAt: Date;

  /** `known`: a moment that the clock has shown before. */
  constructor(clock: Clock, known: Date | undefined) {
    this.#clock = clock;
    this.#begun = clock().getTime();
    const before = Math.max(known?.getTime() ?? 0, earliest);
    // The second after: what was noted at that moment keeps its name.
    this.#floor = before > this.#begun ? before + 1000 : before;
    const behind = before - this.#begun;
    this.daysBehind = behind > toleranceMs ? Math.ceil(behind / 86_400_000) : undefined;
    this.startedAt = new Date(Math.max(this.#begun, this.#floor));
  }

  /** The moment that is the last one known, where the clock is behind it. */
  get floor(): Date {
    return new Date(this.#floor);
  }

  /** What was noted at this moment, to the second, stays before what comes now where the clock is behind it. */
  notBefore(moment: Date): void {
    if (moment.getTime() <= this.now().getTime()) return;
    this.#floor = moment.getTime() + 1000;
    this.#begun = this.#clock().getTime();
  }

  now(): Date {
    const now = this.#clock().getTime();
    if (now >= this.#floor) return new Date(now);
    return new Date(this.#floor + Math.max(0, now - this.#begun));
  }
}
