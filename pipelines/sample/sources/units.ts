import { type Unit, units } from '../data/units.ts';
import { tableFile } from '../export/table.ts';
import type { TableRow } from '../export/table-plan.ts';
import { endOfMonth } from '../wall-clock.ts';
import type { SampleGenerator } from './source.ts';

const labels = { code: 'Mã đơn vị', name: 'Tên đơn vị', kind: 'Loại hình', parent: 'Mã đơn vị cấp trên' };
type Column = keyof typeof labels;

const broken: readonly TableRow<Column>[] = [
  // A kind that nobody has described, and a code that stands twice.
  {
    cells: { code: 'TCN', name: 'Tổ công nghệ số cộng đồng', kind: 'Tổ giúp việc', parent: 'UBND' },
    verdict: { fault: 'unknown_code' },
  },
  {
    cells: { code: 'HND', name: 'Hội Nông dân xã', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
    verdict: { fault: 'duplicate_key' },
  },
];

const rowOf = ({ code, name, kind, parent }: Unit): TableRow<Column> => ({
  cells: { code, name, kind, parent },
  verdict: null,
});

/** The list of bodies as an older program saves it: Windows-1258, semicolons. */
export const unitList: SampleGenerator = () => ({
  source: 'units',
  files: [
    tableFile({
      name: 'danh-muc-don-vi.csv',
      form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
      labels,
      rows: [...units.map(rowOf), ...broken],
      made: endOfMonth(2026, 10),
    }),
  ],
});
