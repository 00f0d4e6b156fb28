import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { knownSource } from '../../pipelines/commands/known-source.ts';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { checkFile } from '../../pipelines/run/check-file.ts';
import { sampleHome } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { register, workbookOf } from './random-register.ts';

const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

test('whatever a register looks like: its draft takes all its records and nothing else, and each line has one fate', async () => {
  await fc.assert(
    fc.asyncProperty(register, async (its) => {
      const path = join(folder, 'so-theo-doi.xlsx');
      await writeFile(path, workbookOf(its));
      await rm(join(folder, 'sources', 'so'), { recursive: true, force: true });
      home.printed.length = 0;
      await sourceNew(home.context, { id: 'so', from: [path] });
      const drafted = JSON.parse(home.printed.join(''));
      const sampled = drafted.files.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0);
      expect(sampled).toBe(its.records);
      expect(drafted.tried[0].rows).toMatchObject({ read: its.records, accepted: its.records, refused: 0 });

      const contract = await knownSource(home.context, 'so');
      const {
        rows,
        lines = [],
        set_aside: aside,
      } = await checkFile(home.context.clock, contract, [], path, true);
      const told = lines.map(({ first_row: first, last_row: last }) => last - first + 1);
      expect(told.reduce((a, b) => a + b, 0)).toBe(rows.lines);
      expect((aside.section ?? 0) > 0).toBe(its.hasSections);

      const column = (name: string) => contract.columns.find((found) => found.name === name);
      if (column('ho_va_ten')) expect(column('ho_va_ten')?.personal).toBe('drop');
      if (column('ghi_chu')) expect(column('ghi_chu')).toMatchObject({ type: 'text', personal: 'drop' });
      if (column('so_tien_vay_dong'))
        expect(column('so_tien_vay_dong')).toMatchObject({ type: 'money', blank: ['-'] });
      const isPeriod = contract.columns.some(
        ({ from, type }) => from.includes('title') && ['period', 'date'].includes(type),
      );
      expect(isPeriod).toBe(its.hasPeriod);
      expect(contract.columns.some(({ from }) => from.includes('section'))).toBe(its.hasSections);
      expect(contract.columns.some(({ from }) => from.includes('sheet'))).toBe(its.sheets.length > 1);
    }),
    { numRuns: runs(15) },
  );
}, 180_000);
