import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/**
 * Writes a CSV of invented dossiers as the portal would, made by the engine itself; every 200th row has a fault. They
 * are filed by `persons` different people; `first` is the number of the first.
 */
export async function generateDossiers(
  warehouse: Warehouse,
  path: string,
  rows: number,
  persons: number,
  first = 0,
): Promise<void> {
  const stamp = (sql: string) => `strftime(${sql}, '%d/%m/%Y %H:%M:%S')`;
  await warehouse.run(`
    copy (
      select 'H42.50.05.13-' || strftime(received, '%y%m%d') || '-' || lpad((i % 1000000)::varchar, 6, '0') as "Số hồ sơ",
        '1.' || lpad((i % 60)::varchar, 6, '0') as "Mã TTHC",
        'Thủ tục đăng ký, cấp giấy số ' || (i % 60) as "Tên thủ tục hành chính",
        'Lĩnh vực ' || (i % 15) as "Tên lĩnh vực",
        ['Trực tuyến', 'Trực tiếp', 'Bưu chính công ích'][1 + i % 3] as "Hình thức nộp",
        ${stamp('received')} as "Ngày tiếp nhận",
        ${stamp('received + interval 5 day')} as "Ngày hẹn trả",
        case when i % 200 = 7 then 'Không rõ' when i % 5 = 0 then 'Đang xử lý' else 'Đã trả kết quả' end as "Trạng thái hồ sơ",
        case when i % 5 = 0 then '' else ${stamp('received + to_days((i % 7)::integer)')} end as "Ngày kết thúc xử lý",
        (i % 4) * 50000 as "Phí, lệ phí (đồng)",
        ['Không', 'Cổng DVC quốc gia'][1 + i % 2] as "Thanh toán trực tuyến",
        'Có' as "Có kết quả bằng văn bản",
        ['Có', 'Không'][1 + i % 2] as "Kết quả điện tử",
        'Người dân ' || person as "Chủ hồ sơ",
        '037' || lpad(person::varchar, 9, '0') as "Số định danh",
        '095' || lpad((person % 10000000)::varchar, 7, '0') as "Số điện thoại"
      from (select i, i * 7919 % ${persons} as person, timestamp '2026-01-01' + to_seconds(i * 11) as received from range(${first}, ${first + rows}) t(i))
    ) to ${literal(path)} (header, delimiter ',')`);
}
