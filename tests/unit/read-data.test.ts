import { Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArrow } from '../../pipelines/publish/gate/read-data.ts';

const cell = fc.option(
  fc.oneof(fc.constantFrom('', 'Thôn Cấp Quang', 'Thôn Cấp Quan', 'xóm 3', 'ａ', '𠀀'), fc.string()),
  { nil: null },
);
const different = (cells: readonly (string | null)[]) =>
  [...new Set(cells.filter((its): its is string => its !== null))].sort();

test('every different text of a column is read, as it lies and from a list of texts, in one batch or several', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), fc.array(cell, { minLength: 1 }), (first, second) => {
      const batch = (cells: typeof first) =>
        new Table({
          plain: vectorFromArray(cells, new Utf8()),
          listed: vectorFromArray([...cells, 'x']).slice(0, -1),
        });
      const several = tableToIPC(
        new Table({ plain: vectorFromArray(first, new Utf8()).concat(vectorFromArray(second, new Utf8())) }),
      );
      expect([...(readArrow(several).texts.get('plain') ?? [])].sort()).toEqual(
        different([...first, ...second]),
      );
      const { texts } = readArrow(tableToIPC(batch(first)));
      for (const column of ['plain', 'listed'])
        expect([...(texts.get(column) ?? [])].sort()).toEqual(different(first));
    }),
    { numRuns: 300 },
  );
});
