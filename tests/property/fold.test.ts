import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../pipelines/config/fold.ts';
import { literal } from '../../pipelines/warehouse/warehouse.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();

// What stands in labels: Vietnamese letters composed and decomposed, blanks of all kinds, signs, digits.
const letters = 'aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';
const character = fc.constantFrom(...letters, ...letters.toUpperCase(), ...' \t\n\r\u00a0-/().,:%²0129');
const label = fc
  .tuple(fc.array(character, { maxLength: 40 }), fc.boolean())
  .map(([characters, decomposed]) =>
    decomposed ? characters.join('').normalize('NFD') : characters.join(''),
  );

test('the fold of TypeScript and the fold of the engine are one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(label, { minLength: 1, maxLength: 50 }), async (labels) => {
      const values = labels.map((text, at) => `(${at}, ${literal(text)})`).join(', ');
      const rows = await warehouse.all<{ folded: string }>(
        `select fold(x) as folded from (values ${values}) as t(n, x) order by n`,
      );
      expect(rows.map((row) => row.folded)).toEqual(labels.map(fold));
    }),
    { numRuns: 40 },
  );
});

test('folding twice is folding once, and form of Unicode, case and outer blanks make no difference', () => {
  fc.assert(
    fc.property(label, (text) => {
      const folded = fold(text);
      expect(fold(folded)).toBe(folded);
      for (const other of [text.normalize('NFC'), text.normalize('NFD'), text.toUpperCase(), ` ${text}\n`])
        expect(fold(other)).toBe(folded);
    }),
  );
});
