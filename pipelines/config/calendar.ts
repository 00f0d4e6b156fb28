import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { fileAt, type ProjectFiles } from './project-files.ts';
import { readYaml } from './yaml-file.ts';

const day = z.iso.date();

const calendarSchema = z.strictObject({
  days_off: z.array(z.strictObject({ from: day, to: day, name: z.string().min(1), confirmed: z.boolean() })),
  worked: z.array(z.strictObject({ day, name: z.string().min(1), confirmed: z.boolean() })),
});

/** Days that are no working days though they are Monday to Friday, and Saturdays and Sundays that are. ISO days. */
export interface WorkingCalendar {
  daysOff: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}

/** Every ISO day from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const isWeekend = (isoDay: string): boolean => [0, 6].includes(new Date(isoDay).getUTCDay());

/** `models/plan/calendar.yaml`: the days on which the commune works (Bộ luật Lao động, điều 112; yearly notices). */
export async function readCalendar(
  files: ProjectFiles,
): Promise<{ calendar: WorkingCalendar | undefined; faults: Fault[] }> {
  const file = await readYaml(fileAt(files, 'models/plan/calendar.yaml'), calendarSchema);
  const text = messages().config;
  const off = new Set<string>();
  file.value?.days_off.forEach(({ from, to }, at) => {
    if (to < from) file.fault(['days_off', at, 'to'], text.endsBeforeStart(from, to));
    for (const each of daysBetween(from, to)) off.add(each);
  });
  file.value?.worked.forEach(({ day: each }, at) => {
    if (!isWeekend(each)) file.fault(['worked', at, 'day'], text.worksAnyway(each));
    if (off.has(each)) file.fault(['worked', at, 'day'], text.offAndWorked(each));
  });
  const worked = new Set(file.value?.worked.map(({ day: each }) => each));
  return { calendar: file.value && { daysOff: off, worked }, faults: file.faults };
}
