import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPage } from '../../pipelines/commands/check-page.ts';
import type { LineRange } from '../../pipelines/land/line-ranges.ts';
import { setLanguage } from '../../pipelines/messages/index.ts';
import type { CheckAnswer } from '../../pipelines/run/check-file.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { expectOneFateALine } from '../support/lines.ts';
import { caseNames, casesFolder, checkCase } from './check-case.ts';

/** UPDATE_CASES=1 writes what the program says now; the difference is to be read before it is kept. */
const update = process.env.UPDATE_CASES === '1';

// What landing a file writes down is Vietnamese, whatever the program is asked to speak; were it not, every case would tell.
setLanguage('en');

const contract = await shippedContract();
const answers = new Map<string, CheckAnswer>();
const lines = new Map<string, LineRange[]>();

/** Tries every second case, from the first or from the second one on: two files of tests share the work of two cores. */
export async function tryCases(from: 0 | 1): Promise<void> {
  const names = (await caseNames()).filter((_, at) => at % 2 === from);
  describe.each(names)('%s', tryCase);
}

function tryCase(name: string): void {
  test('the whole answer is the expected one', async () => {
    const { lines: all = [], ...answer } = await checkCase(name);
    answers.set(name, answer);
    lines.set(name, all);
    const path = join(casesFolder, name, 'expected.json');
    if (update) await writeFile(path, `${JSON.stringify(answer, null, 2)}\n`);
    expect(answer).toEqual(JSON.parse(await readFile(path, 'utf8')));
  });

  test('no row is lost, and no number of a person is said', () => {
    const answer = answers.get(name);
    if (!answer) throw new Error('the case could not be checked');
    const { rows, issues, verdict } = answer;
    expectOneFateALine(rows, lines.get(name) ?? []);
    // The version of the contract is a hash, which may look like a number of a person.
    const page = checkPage(answer, contract, new Date('2026-11-22T02:00:00Z')).replace(contract.hash, '');
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
}
