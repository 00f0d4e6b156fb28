import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vi } from '../../pipelines/messages/vi/index.ts';
import type { CheckAnswer } from '../../pipelines/run/check-file.ts';
import { caseNames, casesFolder } from './check-case.ts';

test('every reason the program can give has a case', async () => {
  const said = new Set<string>();
  for (const name of await caseNames()) {
    const expected = await readFile(join(casesFolder, name, 'expected.json'), 'utf8');
    const { issues, repairs } = JSON.parse(expected) as CheckAnswer;
    for (const { code } of [...issues, ...repairs]) said.add(code);
  }
  // A file without permission to read cannot stand in a checkout: tests/pipeline/pull.test.ts makes one. What is too much
  // for the reader depends on its limits: tests/pipeline/reader-process.test.ts.
  const elsewhere = ['unreadable', 'reader_memory', 'reader_time', 'reader_crashed'];
  const wanted = [...Object.keys(vi.land.reason), ...Object.keys(vi.read.fault)].filter(
    (code) => !elsewhere.includes(code),
  );
  expect(wanted.filter((code) => !said.has(code))).toEqual([]);
});
