/** The wall clock of Việt Nam. All times the program stores or shows are local; runs are named by the local date. */
const timeZone = 'Asia/Ho_Chi_Minh';

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
