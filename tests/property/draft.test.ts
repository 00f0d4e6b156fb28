import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { KpiError } from '../../pipelines/error.ts';
import { sampleHome } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';

const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

const label = fc.constantFrom(
  'STT',
  'Mã hồ sơ',
  'Họ và tên',
  'Ngày sinh',
  'Số CCCD',
  'Điện thoại',
  'Số tiền (đồng)',
  'Tỷ lệ (%)',
  'Kết quả',
  'Order: "x", {y} #z',
  'Ghi chú',
  '- không',
  'true',
  'Năm',
);
const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', 'x', 'Có', 'Không', '12', '1.245', '96,1', '08/10/2026', '46280', '2026'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('037190000001', '0912000001', 'Bùi Thị Bịa', '=CMD()', "- 'a': {b}", '# c'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).filter((text) => !/["\r\n;]/.test(text)) },
);
const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
  fc.record({
    labels: fc.array(label, { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 25 }),
  }),
);

/** Tables whose drafts were wrong once. */
const onceWrong: [{ labels: string[]; rows: string[][] }][] = [
  [{ labels: ['STT', 'STT', 'STT', 'Họ và tên'], rows: [['', '0912000001', 'Bùi Thị Bịa', '96,1']] }],
  [{ labels: ['STT', 'STT', 'Năm', 'STT'], rows: [['037190000001', '037190000001', 'Bùi Thị Bịa', '']] }],
  [{ labels: ['Năm', 'Kết quả', 'STT', 'STT', 'STT'], rows: [['', '', '08/10/2026', '46280', '46280']] }],
];

test('whatever the table: a draft is a contract without faults under which every row is accounted for, or the reason is told', async () => {
  let drafted = 0;
  await fc.assert(
    fc.asyncProperty(table, async ({ labels, rows }) => {
      const path = join(folder, 'bang.csv');
      await writeFile(path, [labels, ...rows].map((row) => row.join(';')).join('\n'));
      await rm(join(folder, 'sources', 'bang'), { recursive: true, force: true });
      home.printed.length = 0;
      try {
        await sourceNew(home.context, { id: 'bang', from: [path] });
      } catch (error) {
        if (error instanceof KpiError && error.exitCode === 2 && error.code !== 'config_invalid') return;
        throw error;
      }
      drafted += 1;
      const { contract, faults } = await readContract(projectFiles(folder), 'bang');
      expect(faults).toEqual([]);
      expect(contract).toBeDefined();
      const [{ rows: count }] = JSON.parse(home.printed.join('')).tried;
      expect(count.read).toBe(count.accepted + count.refused);
    }),
    { numRuns: runs(20), examples: onceWrong },
  );
  expect(drafted).toBeGreaterThan(runs(20) / 2);
}, 120_000);
