import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Home } from '../config/home.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

const toldSchema = z.object({
  things: z.record(z.string(), z.object({ what: z.string(), n: z.int() })).default({}),
  gone: z.array(z.string()).default([]),
  failed: z
    .object({ cause: z.string(), since: z.string(), isTold: z.boolean(), isOver: z.boolean().optional() })
    .optional(),
  digest: z.string().optional(),
});

/** What one recipient of one role has been told. */
export interface Told {
  /** By cause: how it was called, and of what is counted how many there were. */
  things: Record<string, { what: string; n: number }>;
  /** Told things that have left the list, and of which that is still to be said. */
  gone: string[];
  /** The failures that go on: why the last run failed, and the local time of the first of them; `isOver`: a run succeeded, untold. */
  failed?: { cause: string; since: string; isTold: boolean; isOver?: boolean | undefined } | undefined;
  /** ISO day of the last digest. */
  digest?: string | undefined;
}

/** Of somebody who has never been told anything. */
export const nothingTold: Told = { things: {}, gone: [] };

const fileSchema = z.object({ told: z.record(z.string(), toldSchema) });

/** Who was told what, by recipient. What cannot be read is as good as not there: to be told twice harms less than never. */
export async function readTold({ alerts }: Home): Promise<ReadonlyMap<string, Told>> {
  const text = await readFile(alerts, 'utf8').catch(() => '');
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(text)).told));
  } catch {
    return new Map();
  }
}

/** Keeps it for the next run; where there is no home yet, there is nothing to keep it in. */
export async function writeTold({ root, alerts }: Home, told: ReadonlyMap<string, Told>): Promise<void> {
  if (!existsSync(root)) return;
  await writeWhole(alerts, `${JSON.stringify({ told: Object.fromEntries(told) }, undefined, 1)}\n`, {
    mode: 0o600,
  });
}
