import { type Unit, units } from '../data/units.ts';
import { delimitedText } from '../export/delimited.ts';
import type { SampleGenerator } from './source.ts';

const rowOf = ({ code, name, kind, parent }: Unit): string[] => [code, name, kind, parent ?? ''];

/** The list of bodies as an older program saves it: Windows-1258, semicolons. */
export const unitList: SampleGenerator = () => {
  const broken = [
    // A kind that nobody has described, and a code that stands twice.
    ['TCN', 'Tổ công nghệ số cộng đồng', 'Tổ giúp việc', 'UBND'],
    ['HND', 'Hội Nông dân xã', 'Mặt trận, đoàn thể', 'MTTQ'],
  ];
  const bytes = delimitedText(
    [['Mã đơn vị', 'Tên đơn vị', 'Loại hình', 'Mã đơn vị cấp trên'], ...units.map(rowOf), ...broken],
    { delimiter: ';', encoding: 'windows-1258' },
  );
  return {
    source: 'units',
    files: [
      {
        name: 'danh-muc-don-vi.csv',
        bytes,
        rows: units.length + broken.length,
        accepted: units.length,
        refused: broken.length,
      },
    ],
  };
};
