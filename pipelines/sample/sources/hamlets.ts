import { hamlets } from '../data/hamlets.ts';
import { tableFile } from '../export/table.ts';
import type { TableRow } from '../export/table-plan.ts';
import { livesHere } from '../life/resident.ts';
import { endOfMonth } from '../wall-clock.ts';
import type { SampleGenerator } from './source.ts';

const takenAt = endOfMonth(2026, 10);
const labels = {
  code: 'Mã thôn',
  name: 'Tên thôn, xóm, tổ dân phố',
  formerCommune: 'Xã, thị trấn cũ',
  formerCode: 'Mã ĐVHC cũ ',
  households: 'Số hộ',
};
type Column = keyof typeof labels;

/** The list of hamlets as an office keeps it: titles, a total, a signature; one new quarter has no code yet. */
export const hamletList: SampleGenerator = (_seed, { residents }) => {
  const households = new Map<string, Set<number>>();
  for (const resident of residents) {
    if (!livesHere(resident, takenAt)) continue;
    const known = households.get(resident.hamlet.code) ?? new Set();
    households.set(resident.hamlet.code, known.add(resident.household));
  }
  const countOf = (code: string) => households.get(code)?.size ?? 0;
  const rows = hamlets.map(
    ({ code, name, formerCommune, formerCode }, at): TableRow<Column> => ({
      cells: {
        code,
        name,
        formerCommune,
        // Typed as a number here and as text there.
        formerCode: at % 3 === 0 ? Number(formerCode) : formerCode,
        households: countOf(code),
      },
      verdict: null,
    }),
  );
  rows.push({
    cells: {
      name: 'Khu dân cư mới Cồn Xanh',
      formerCommune: 'xã Nam Điền',
      formerCode: '13963',
      households: 0,
    },
    verdict: { fault: 'required_empty' },
  });
  const file = tableFile({
    name: 'danh-sach-thon-xom.xlsx',
    form: { kind: 'xlsx', sheet: 'Thôn xóm' },
    titles: [
      'ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG',
      'DANH SÁCH THÔN, XÓM, TỔ DÂN PHỐ',
      '(Số liệu đến ngày 31/10/2026)',
    ],
    labels,
    rows,
    total: { households: hamlets.reduce((sum, { code }) => sum + countOf(code), 0) },
    signature: ['NGƯỜI LẬP BIỂU'],
    signedUnder: 'formerCommune',
    made: takenAt,
  });
  return { source: 'hamlets', files: [file] };
};
