import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream } from 'hucre/xlsx';

type Cell = string | number | null;

async function write(
  path: string,
  header: string[],
  rows: number,
  row: (n: number) => Cell[],
): Promise<void> {
  function* all(): Generator<Cell[]> {
    yield header;
    for (let n = 0; n < rows; n += 1) yield row(n);
  }
  const stream = writeXlsxStream(all(), {
    name: 'Dữ liệu',
    inlineStrings: false,
  }) as unknown as ReadableStream;
  await pipeline(Readable.fromWeb(stream), createWriteStream(path));
}

/** A workbook of invented dossiers, 15 columns of the portal's. */
export const dossierSheet = (path: string, rows: number): Promise<void> =>
  write(
    path,
    [
      'Số hồ sơ',
      'Mã TTHC',
      'Tên thủ tục hành chính',
      'Tên lĩnh vực',
      'Hình thức nộp',
      'Ngày tiếp nhận',
      'Ngày hẹn trả',
      'Trạng thái hồ sơ',
      'Ngày kết thúc xử lý',
      'Phí, lệ phí (đồng)',
      'Thanh toán trực tuyến',
      'Có kết quả bằng văn bản',
      'Chủ hồ sơ',
      'Số định danh',
      'Số điện thoại',
    ],
    rows,
    (n) => [
      `H42.50.05.13-260105-${String(n).padStart(6, '0')}`,
      `1.${String(n % 60).padStart(6, '0')}`,
      `Thủ tục đăng ký, cấp giấy số ${n % 60}`,
      `Lĩnh vực ${n % 15}`,
      n % 3 === 0 ? 'Trực tiếp' : 'Trực tuyến',
      46027 + (n % 1000) / 2000,
      46032 + (n % 1000) / 2000,
      'Đã trả kết quả',
      46030 + (n % 1000) / 2000,
      (n % 4) * 50_000,
      n % 2 === 0 ? 'Không' : 'Cổng DVC quốc gia',
      'Có',
      `Người dân ${n}`,
      `037${String(n % 32_000).padStart(9, '0')}`,
      `095${String(n % 10_000_000).padStart(7, '0')}`,
    ],
  );

/** A workbook as wide as form PL3: 49 columns of texts and numbers, most of them filled. */
export const wideSheet = (path: string, rows: number, labels: readonly string[]): Promise<void> =>
  write(path, [...labels], rows, (n) =>
    labels.map((_, at) =>
      at === 0 ? `K${n}` : at % 7 === 3 ? null : at % 3 === 0 ? n * at : `Giá trị ${(n * 7 + at) % 5000}`,
    ),
  );
