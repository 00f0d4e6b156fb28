import { daysBefore } from './periods.ts';

/** A file of a source that was taken in, and the days that its data span. */
export interface Delivery {
  source: string;
  from: string | null;
  until: string | null;
  /** The days that its title or name says it is of; null where neither says any. */
  says: { from: string; until: string } | null;
  /** The day on which it was taken. */
  taken: string;
}

/** What is known of how a source delivers. */
export interface Habits {
  /** Months that a file is of, counted from January. */
  monthsOfFile: number;
  /** Days after their end on which it is late. */
  dueAfter: number;
  keeps: 'increment' | 'period' | 'snapshot';
}

/** How much is there of some days. */
export type Extent = 'whole' | 'partial' | 'missing' | 'unknown';

/** A stretch of fewer working days than these is told by nobody. */
const shortest = 5;

const least = (...days: string[]): string => days.sort()[0] ?? '';
const most = (...days: string[]): string => days.sort().at(-1) ?? '';
const next = (day: string): string => daysBefore(day, -1);

function stretchOf(day: string, months: number): { from: string; until: string } {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const first = Math.floor((month - 1) / months) * months;
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: iso(Date.UTC(year, first, 1)), until: iso(Date.UTC(year, first + months, 0)) };
}

const isList = ({ from, until }: Delivery, { keeps }: Habits): boolean =>
  keeps === 'snapshot' || (keeps === 'period' && from !== null && from === until);

/** The newest day that a delivery tells of. */
const tellsOn = ({ until, says, taken }: Delivery): string =>
  until ?? least(taken, ...(says ? [says.until] : []));

/** The stretches of days of which a delivery speaks. */
function spokenBy(delivery: Delivery, habits: Habits): { from: string; until: string }[] {
  const { says, taken } = delivery;
  const months = habits.monthsOfFile;
  // Where files come monthly or more often, the days that they say are those.
  const isExact = months === 1 && !isList(delivery, habits);
  const own =
    says && isExact
      ? says
      : says && { from: stretchOf(says.from, months).from, until: stretchOf(says.until, months).until };
  const listed = stretchOf(tellsOn(delivery), months);
  if (isList(delivery, habits)) return own ? [own, listed] : [listed];
  // Of what a file says no day, nobody can say what is missing.
  if (!own) return [];
  const { from, until } = own;
  return [{ from, until: least(until, taken) }];
}

/** What one source tells and what it does not, day by day. */
export interface Told {
  /** Days of which nothing has come. */
  missing: ReadonlySet<string>;
  /** The last day of which it can be said. */
  judgedUntil: string;
  /** The day of the newest list; '' where there is none. */
  listedUntil: string;
  /** How much there is from one day to another; `working` are those of its days that are worked. */
  extent(from: string, to: string): Extent;
  habits: Habits;
}

/** Looks at every day from `first` to the day of the report; undefined for a source that has delivered nothing. */
export function toldBy(
  deliveries: readonly Delivery[],
  habits: Habits,
  first: string,
  reportDay: string,
  isWorked: (day: string) => boolean,
): Told | undefined {
  if (deliveries.length === 0) return undefined;
  const spoken = deliveries.flatMap((its) => spokenBy(its, habits));
  if (spoken.length === 0) return undefined;
  const begins = least(...spoken.map(({ from }) => from));
  const due = daysBefore(stretchOf(daysBefore(reportDay, habits.dueAfter), habits.monthsOfFile).from, 1);
  const judgedUntil = most(due, least(reportDay, most(...deliveries.map(tellsOn))));
  const missing = new Set<string>();
  const before = new Set<string>();
  let run: string[] = [];
  const close = () => {
    const isBefore = (run[0] ?? '') < begins && habits.keeps === 'snapshot';
    if (run.filter(isWorked).length >= shortest)
      for (const day of run) (isBefore ? before : missing).add(day);
    run = [];
  };
  for (let day = first; day <= judgedUntil; day = next(day)) {
    if (day === begins || spoken.some(({ from, until }) => from <= day && day <= until)) close();
    if (!spoken.some(({ from, until }) => from <= day && day <= until)) run.push(day);
  }
  close();
  const lists = deliveries.filter((its) => isList(its, habits)).map(tellsOn);
  const look = (from: string, to: string): Extent => {
    const days: string[] = [];
    for (let day = from; day <= least(to, judgedUntil); day = next(day)) days.push(day);
    const worked = days.filter(isWorked);
    if (days.length === 0 || days.every((day) => before.has(day))) return 'unknown';
    if (
      days.every((day) => missing.has(day)) ||
      (worked.length > 0 && worked.every((day) => missing.has(day)))
    )
      return 'missing';
    return days.some((day) => missing.has(day)) ? 'partial' : 'whole';
  };
  const looked = new Map<string, Extent>();
  return {
    missing,
    judgedUntil,
    habits,
    listedUntil: most('', ...lists),
    extent(from, to) {
      const extent = looked.get(`${from} ${to}`) ?? look(from, to);
      looked.set(`${from} ${to}`, extent);
      return extent;
    },
  };
}

/** How much is there of a state in a period: its last stretch alone matters. */
export function lastExtent(told: Told, from: string, to: string, reportDay: string): Extent {
  const seen = least(to, reportDay);
  return told.extent(most(from, stretchOf(seen, told.habits.monthsOfFile).from), seen);
}
