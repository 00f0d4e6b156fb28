import { z } from 'zod';

/** What stands first in a backup: whose it is and what to expect, so that a restore need not read it to its end to refuse it. */
export const aboutPath = 'about.json';
/** What stands last: every file with its size and SHA-256. */
export const checksumsPath = 'checksums.json';
/** The form of a backup; a program reads those up to its own. */
export const backupFormat = 1;

const count = z.number().int().nonnegative();

/** How much a warehouse remembers; null where its program kept no such table. */
export const holdsSchema = z.object({
  deliveries: count.nullable(),
  decisions: count.nullable(),
  locked_periods: count.nullable(),
  locked_readings: count.nullable(),
  readings: count.nullable(),
  runs: count.nullable(),
  accesses: count.nullable(),
  forgotten: count.nullable(),
});
export type Holds = z.infer<typeof holdsSchema>;

export const aboutSchema = z.object({
  format: z.number().int().positive(),
  /** Version of the program that wrote it. */
  program: z.string(),
  /** Version of the warehouse's state; null where the home had no warehouse. */
  state: z.number().int().positive().nullable(),
  commune: z.object({ code: z.string(), name: z.string() }),
  /** Local time. */
  created_at: z.string(),
  /** The as-of day of the last run that had one. */
  as_of: z.string().nullable(),
  /** Where the project folder lay; null where the home had none. */
  project: z.string().nullable(),
  files: count,
  bytes: count,
  holds: holdsSchema,
});
export type About = z.infer<typeof aboutSchema>;

export const checksumsSchema = z.array(
  z.object({ path: z.string(), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);
export type Checksum = z.infer<typeof checksumsSchema>[number];
