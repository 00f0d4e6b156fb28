import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPage } from '../../pipelines/commands/check-page.ts';
import { vi } from '../../pipelines/messages/vi/index.ts';
import type { CheckAnswer } from '../../pipelines/run/check-file.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { caseNames, casesFolder, checkCase } from './check-case.ts';

/** UPDATE_CASES=1 writes what the program says now; the difference is to be read before it is kept. */
const update = process.env.UPDATE_CASES === '1';

const contract = await shippedContract();
const names = await caseNames();
const answers = new Map<string, CheckAnswer>();

describe.each(names)('%s', (name) => {
  test('the whole answer is the expected one', async () => {
    const answer = await checkCase(name);
    answers.set(name, answer);
    const path = join(casesFolder, name, 'expected.json');
    if (update) await writeFile(path, `${JSON.stringify(answer, null, 2)}\n`);
    expect(answer).toEqual(JSON.parse(await readFile(path, 'utf8')));
  });

  test('no row is lost, and no number of a person is said', () => {
    const answer = answers.get(name);
    if (!answer) throw new Error('the case could not be checked');
    const { rows, issues, verdict } = answer;
    expect(rows.read).toBe(rows.accepted + rows.refused);
    const page = checkPage(answer, contract, new Date('2026-11-22T02:00:00Z'));
    for (const said of [JSON.stringify(answer), page]) {
      expect(said).not.toMatch(/\d{9,}/);
      // The contract drops these names on landing: they may not come back in a reason.
      expect(said).not.toMatch(/Bịa/);
    }
    const refused = new Set(
      issues.filter((issue) => issue.severity === 'refused' && issue.row !== null).map((issue) => issue.row),
    );
    if (verdict !== 'refused' && verdict !== 'held') expect(refused.size).toBe(rows.refused);
    for (const issue of issues) expect(issue.message).not.toMatch(/\{\w+\}|undefined|null/);
  });
});

test('every reason the program can give has a case', () => {
  const said = new Set(
    [...answers.values()].flatMap(({ issues, repairs }) => [...issues, ...repairs].map(({ code }) => code)),
  );
  // A file without permission to read cannot stand in a checkout: tests/pipeline/pull.test.ts makes one. What is too much
  // for the reader depends on its limits: tests/pipeline/reader-process.test.ts.
  const elsewhere = ['unreadable', 'reader_memory', 'reader_time', 'reader_crashed'];
  const wanted = [...Object.keys(vi.land.reason), ...Object.keys(vi.read.fault)].filter(
    (code) => !elsewhere.includes(code),
  );
  expect(wanted.filter((code) => !said.has(code))).toEqual([]);
});
