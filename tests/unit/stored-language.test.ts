import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../pipeline/sample-home.ts';

/** Rooms whose sentences end in tables, files or pages, and the files of them that speak to whoever sits before the screen (`messages`). */
const rooms: Record<string, readonly string[]> = {
  read: [],
  arrange: [],
  // Errors that end the run.
  land: ['land-file.ts', 'land-kept.ts', 'pseudonym.ts', 'sql-faults.ts'],
  // What `indicator explain` says of rows, and faults of the catalogue.
  measure: [
    'catalogue-fault.ts',
    'column-faults.ts',
    'formula-faults.ts',
    'left-out-text.ts',
    'period-lock.ts',
    'personal-faults.ts',
    'reading-rows.ts',
    'scan-counts.ts',
    'scan-faults.ts',
    'target-questions.ts',
  ],
  'publish/open-data': [],
  // What stands in the README is shown on the screen too.
  draft: ['readme-text.ts'],
  form: [],
};

test.each(Object.entries(rooms))('%s: what is kept speaks Vietnamese', (room, toTheScreen) => {
  const folder = join(checkout, 'pipelines', room);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const speaking = files.filter((name) => /\bmessages\(\)/.test(readFileSync(join(folder, name), 'utf8')));
  expect(speaking.map((name) => name.replaceAll('\\', '/')).sort()).toEqual([...toTheScreen].sort());
});
