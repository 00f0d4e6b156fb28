import type { Random } from '../config/random.ts';
import { day, endOfDay, hour, minute, startOfDay, type Wall, wall } from './wall-clock.ts';

/**
 * Weekdays without work between November 2025 and December 2026 as the sample assumes them. The product's own calendar
 * is a file of the plan; the sample must not read it, or both would be wrong together.
 */
const holidays = new Set(
  [
    wall(2026, 1, 1),
    ...[16, 17, 18, 19, 20].map((date) => wall(2026, 2, date)),
    wall(2026, 4, 27),
    wall(2026, 4, 30),
    wall(2026, 5, 1),
    wall(2026, 8, 31),
    wall(2026, 9, 1),
    wall(2026, 9, 2),
    wall(2026, 11, 24),
  ].map((at) => at / day),
);

/** Saturdays the sample works: two make-up days, and an invented one that clears the desks before the last export. */
const workedSaturdays = new Set(
  [wall(2026, 1, 10), wall(2026, 8, 22), wall(2026, 10, 31)].map((at) => at / day),
);

const shifts = [
  { from: 7.5 * hour, to: 11.5 * hour, weight: 4.5 },
  { from: 13.5 * hour, to: 17 * hour, weight: 3 },
] as const;
const opening = shifts[0].from;
const closing = shifts[1].to;

export function isWorkday(at: Wall): boolean {
  const number = Math.floor(at / day);
  // Day 0 (1970-01-01) was a Thursday.
  const weekday = (number + 4) % 7;
  return workedSaturdays.has(number) || (weekday !== 0 && weekday !== 6 && !holidays.has(number));
}

/** The same time of day, so many working days later. */
export function addWorkdays(at: Wall, count: number): Wall {
  let result = at;
  for (let left = count; left > 0; ) {
    result += day;
    if (isWorkday(result)) left--;
  }
  return result;
}

/** A moment of the given day at which the office is open. */
export function officeTime(random: Random, at: Wall): Wall {
  const shift = random.weighted(shifts);
  return startOfDay(at) + Math.floor(random.between(shift.from, shift.to));
}

/** An evening moment, when people file from home. */
export function eveningTime(random: Random, at: Wall): Wall {
  return startOfDay(at) + Math.floor(random.between(18.5 * hour, 22.5 * hour));
}

/** The moment itself if the office is open then, else shortly after it opens again. */
export function inOffice(random: Random, at: Wall): Wall {
  const time = at - startOfDay(at);
  if (isWorkday(at)) {
    if (shifts.some((shift) => time >= shift.from && time < shift.to)) return Math.floor(at);
    const next = shifts.find((shift) => time < shift.from);
    if (next) return Math.floor(startOfDay(at) + next.from + random.between(0, 50 * minute));
  }
  let next = startOfDay(at) + day;
  while (!isWorkday(next)) next += day;
  return Math.floor(next + opening + random.between(0, 70 * minute));
}

/** The last moment the office was open that is not after the given one, less up to half an hour. */
export function lastInOffice(random: Random, at: Wall): Wall {
  let last = at;
  while (!isWorkday(last)) last = endOfDay(last - day);
  const time = Math.min(last - startOfDay(last), closing);
  return Math.floor(startOfDay(last) + time - random.between(minute, 30 * minute));
}
