import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withoutNumbers } from '../../pipelines/commands/number-mask.ts';
import type { ContractColumn } from '../../pipelines/config/contract.ts';
import { personalNumber } from '../../pipelines/land/personal-number.ts';
import { compileType } from '../../pipelines/land/types.ts';
import { Engine, literal } from '../../pipelines/warehouse/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.openEngine({ path: ':memory:' });
});
afterAll(() => engine.close());

/** What a column of that type lands of a text. */
async function landed(text: string): Promise<string | null> {
  const { value } = compileType({ type: 'personal_id' } as ContractColumn, 'raw', 'raw', 'raw');
  const { id } = await engine.one<{ id: string | null }>(
    `select ${value} as id from (select ${literal(text)} as raw)`,
  );
  return id;
}

test.each([
  ['036123456789', '036123456789'],
  ['  036123456789\r\n', '036123456789'],
  ['\ufeff036123456789', '036123456789'],
  ['036 123 456 789', '036123456789'],
  ['036.123.456.789', '036123456789'],
  ['0361\u00a02345\u00a06789', '036123456789'],
  ['036-123-456-789', '036123456789'],
  ['０３６１２３４５６７８９', '036123456789'],
  ["'036123456789", '036123456789'],
  ['036123456789.0', '036123456789'],
  ['123456789', '123456789'],
  ['123 456 789', '123456789'],
  ['36123456789', undefined],
  ['0361234567890', undefined],
  ['3.6E+10', undefined],
  ['036123456789 036123456780', undefined],
  ['036123456789\n036123456780', undefined],
  ['Nguyễn Văn A', undefined],
  ['', undefined],
])('%j is the number %s', (text, number) => {
  expect(personalNumber(text)).toBe(number);
});

test('what lands under a number is found under it: as the type of contracts reads it', async () => {
  const groups = fc.array(fc.stringMatching(/^\d{2,6}$/), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(groups, fc.constantFrom('', ' ', '.', '-', '\u00a0'), async (digits, between) => {
      const text = digits.join(between);
      const id = await landed(text);
      const number = personalNumber(text);
      // A zero that a spreadsheet has eaten is put back in a column, and not for whoever types.
      if (id !== null && !/^\d{11}$/.test(text)) expect(number).toBe(id);
      if (number?.length === 12) expect(id).toBe(number);
    }),
    { numRuns: 300 },
  );
});

test('texts that are told again hold no number of a person; a code or a day is none', () => {
  for (const text of ['036123456789', '036 123 456 789', '123456789', '０３６１２３４５６７８９'])
    expect(withoutNumbers(`"${text}"`)).toBe('"•••"');
  for (const text of ['2026-10-31', 'H42.15.01-261008-0001', '1.000689', 'a0361234567891', '12345678'])
    expect(withoutNumbers(text)).toBe(text);
});
