import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import type { FieldPath } from './yaml-file.ts';

/** When the program runs by itself, and what a run may take before it is ended: one that hangs would keep all after it from running. */
export const scheduleSchema = z.strictObject({
  refresh: z.string().min(1).describe('cron expression, in the time zone below'),
  time_zone: z.literal('Asia/Ho_Chi_Minh'),
  sources: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe('Source → cron expression: when it is pulled besides the nightly refresh'),
  minutes: z.int().min(5).max(1440).default(120).describe('A run that takes longer is ended'),
  memory_mb: z
    .int()
    .min(512)
    .max(1_048_576)
    .optional()
    .describe(
      'A run whose processes take more together is ended; default: nine tenths of what the machine has',
    ),
});
export type Schedule = z.output<typeof scheduleSchema>;

/** Sources that the schedule names and nobody has. */
export function scheduleFaults(
  { sources }: Schedule,
  lineOf: (path: FieldPath) => number,
  file: string,
  known: readonly string[],
): Fault[] {
  return Object.keys(sources)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      file,
      line: lineOf(['schedule', 'sources', id]),
      field: `schedule.sources.${id}`,
      message: messages().config.unknownScheduledSource(id, nearest(id, known)),
    }));
}
