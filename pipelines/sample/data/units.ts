import { hamlets } from './hamlets.ts';
import { departmentNames } from './procedures.ts';

/** A body of the commune that is given tasks, issues papers or reports. */
export interface Unit {
  /** Invented. */
  code: string;
  name: string;
  kind:
    | 'Cơ quan Đảng'
    | 'Chính quyền'
    | 'Mặt trận, đoàn thể'
    | 'Đơn vị sự nghiệp'
    | 'Lực lượng vũ trang'
    | 'Chi bộ';
  /** Code of the body it belongs to; null at the top. */
  parent: string | null;
}

const offices: readonly Unit[] = [
  { code: 'DU', name: 'Đảng ủy xã Rạng Đông', kind: 'Cơ quan Đảng', parent: null },
  { code: 'VPDU', name: 'Văn phòng Đảng ủy', kind: 'Cơ quan Đảng', parent: 'DU' },
  { code: 'XDD', name: 'Ban Xây dựng Đảng', kind: 'Cơ quan Đảng', parent: 'DU' },
  { code: 'UBKT', name: 'Ủy ban Kiểm tra Đảng ủy', kind: 'Cơ quan Đảng', parent: 'DU' },
  { code: 'TTCT', name: 'Trung tâm Chính trị', kind: 'Cơ quan Đảng', parent: 'DU' },
  { code: 'HDND', name: 'Hội đồng nhân dân xã', kind: 'Chính quyền', parent: null },
  { code: 'UBND', name: 'Ủy ban nhân dân xã', kind: 'Chính quyền', parent: null },
  { code: 'VP', name: departmentNames.office, kind: 'Chính quyền', parent: 'UBND' },
  { code: 'PKT', name: departmentNames.economy, kind: 'Chính quyền', parent: 'UBND' },
  { code: 'VHXH', name: departmentNames.society, kind: 'Chính quyền', parent: 'UBND' },
  { code: 'HCC', name: departmentNames.service, kind: 'Chính quyền', parent: 'UBND' },
  { code: 'MTTQ', name: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã', kind: 'Mặt trận, đoàn thể', parent: null },
  { code: 'HND', name: 'Hội Nông dân', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
  { code: 'HPN', name: 'Hội Liên hiệp Phụ nữ', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
  { code: 'DTN', name: 'Đoàn TNCS Hồ Chí Minh', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
  { code: 'HCCB', name: 'Hội Cựu chiến binh', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
  { code: 'CD', name: 'Công đoàn xã', kind: 'Mặt trận, đoàn thể', parent: 'MTTQ' },
  { code: 'CA', name: 'Công an xã', kind: 'Lực lượng vũ trang', parent: null },
  { code: 'QS', name: 'Ban Chỉ huy Quân sự xã', kind: 'Lực lượng vũ trang', parent: null },
  { code: 'TYT', name: 'Trạm Y tế', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'MN1', name: 'Trường Mầm non Hoa Muống Biển', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'MN2', name: 'Trường Mầm non Sao Biển', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'TH1', name: 'Trường Tiểu học Bình Minh Biển', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'TH2', name: 'Trường Tiểu học Lúa Thơm', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'CS1', name: 'Trường THCS Hải Triều', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
  { code: 'CS2', name: 'Trường THCS Điền Thượng', kind: 'Đơn vị sự nghiệp', parent: 'UBND' },
];

const cells: readonly Unit[] = [
  ...[
    'Chi bộ Đảng ủy – Mặt trận',
    'Chi bộ Ủy ban nhân dân xã',
    'Chi bộ Công an xã',
    'Chi bộ Quân sự xã',
    'Chi bộ Trạm Y tế',
  ],
  ...hamlets.map(({ name }) => `Chi bộ ${name.replace(/^./, (letter) => letter.toLowerCase())}`),
].map((name, at) => ({ code: `CB${String(at + 1).padStart(2, '0')}`, name, kind: 'Chi bộ', parent: 'DU' }));

/** Bodies and party cells of the commune; schools and hamlets carry invented names. */
export const units: readonly Unit[] = [...offices, ...cells];
