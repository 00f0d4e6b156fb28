import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

const decisionSchema = z.object({
  number: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** `doubt`: the program's own, which `decided_by` gives the reason of; a person may accept the file. */
  decision: z.enum(['withdraw', 'restore', 'accept', 'doubt']),
  /** Local time, as TIMESTAMP literals want it. */
  decided_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/),
  decided_by: z.string().min(1),
});

/** What a person has decided on a delivery; `number` counts the decisions of its source from 1. */
export type Decided = z.infer<typeof decisionSchema>;

const path = (home: Home, source: string): string => join(home.archive, source, 'decisions.json');

/**
 * Writes what was decided on the deliveries of a source beside its originals: a withdrawn file must stay withdrawn where the
 * warehouse is lost. It appears whole, for its owner only.
 */
export async function writeDecisions(warehouse: Warehouse, home: Home, source: string): Promise<void> {
  const decisions = await warehouse.all<Decided>(`
    select number, sha256, decision, decided_at::varchar as decided_at, decided_by from ops.delivery_decision
    where source = ${literal(source)} order by number`);
  const lines = decisions.map((its) => JSON.stringify(its));
  await writeWhole(path(home, source), `[\n${lines.join(',\n')}\n]\n`, {
    mode: 0o600,
    next: join(home.archive, source, '.incoming-decisions.json'),
  });
}

/** Takes what stands beside the originals of a source into the warehouse. Throws `archive_index_broken` (exit code 2). */
export async function readDecisions(warehouse: Warehouse, home: Home, source: string): Promise<void> {
  const file = path(home, source);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  let decisions: Decided[];
  try {
    decisions = z.array(decisionSchema).parse(JSON.parse(text));
  } catch (cause) {
    const { brokenIndex, brokenIndexHint: hint } = messages().run.archive;
    throw new KpiError('archive_index_broken', brokenIndex(file, 'JSON'), { exitCode: 2, hint, cause });
  }
  for (const { number, sha256, decision, decided_at, decided_by } of decisions)
    await warehouse.run(`
      insert into ops.delivery_decision (source, number, sha256, decision, decided_at, decided_by)
      values (${literal(source)}, ${number}, ${literal(sha256)}, ${literal(decision)}, timestamp ${literal(decided_at)},
        ${literal(decided_by)}) on conflict do nothing`);
}
