/** The 49 columns of form PL3 in their order, by a short name of our own; the label of the lowest row of the header. */
const certificate = {
  communeCode: 'Mã ĐVHC cấp xã',
  certificateNumber: 'Số phát hành GCN',
  issuedOn: 'Ngày cấp GCN',
  registerNumber: 'Số vào sổ GCN',
};
const owner = {
  organisation: 'Tên tổ chức',
  organisationId: 'Số định danh tổ chức',
  ownerName: 'Họ và tên\nchủ sử dụng',
  ownerBorn: 'Ngày, tháng,\nnăm sinh',
  ownerSex: 'Giới tính ',
  ownerId: 'Số định danh cá nhân/CCCD',
  ownerAddress: 'Địa chỉ thường trú',
  legalForm: 'Pháp nhân trên GCN',
  legalRole: 'Vai trò pháp nhân trên GCN',
};
const currentUser = {
  currentName: 'Tên người sử dụng hiện tại',
  currentId: 'Số định danh cá nhân (CCCD)',
  currentAddress: 'địa chỉ thường trú (2 cấp) ',
  changeReason: 'Lý do thay đổi',
};
const plot = {
  parcelCode: 'Mã định danh thửa đất',
  certificateSheet: 'Số tờ bản đồ ghi trên GCN',
  certificatePlot: 'Số thứ tự thửa đất ghi trên GCN',
  sheet: 'Số hiệu tờ trên bản đồ địa chính',
  plot: 'Số thứ tự thửa trên bản đồ địa chính',
  address: 'Địa chỉ thửa đất',
  area: 'Diện tích thửa đất  ',
};
/** Labels that stand three times, under "Loại đất 1" to "Loại đất 3". */
const use = {
  kind: 'Loại đất',
  area: 'Diện tích',
  origin: 'Nguồn gốc sử dụng',
  form: 'Hình thức sử dụng',
  term: 'Thời hạn\nsử dụng',
};
const asset = {
  assetKind: 'Loại tài sản gắn liền với đất',
  estate: 'Khu nhà chung cư',
  building: 'Nhà chung cư',
  apartment: 'Số căn hộ',
  builtArea: 'Diện tích xây dựng',
  floorArea: 'Diện tích sàn',
  ownership: 'Hình thức sở hữu',
  ownershipTerm: 'Thời hạn sở hữu',
  grade: 'Cấp hạng',
};
const scan = { scanFile: 'Tên file quét GCN/CCCD' };

type Plain = typeof certificate &
  typeof owner &
  typeof currentUser &
  typeof plot &
  typeof asset &
  typeof scan;
type UseColumn = `${keyof typeof use}${1 | 2 | 3}`;
export type LandColumn = keyof Plain | UseColumn;

const plotHead = 'THÔNG TIN THỬA ĐẤT';

/** A head over several columns, and the head between it and the columns, if there is one. */
const heads: readonly (readonly [heads: readonly string[], labels: Partial<Record<LandColumn, string>>])[] = [
  [['GIẤY CHỨNG NHẬN'], certificate],
  [['CHỦ SỬ DỤNG TRÊN GIẤY CHỨNG NHẬN'], owner],
  [['NGƯỜI SỬ DỤNG HIỆN TẠI'], currentUser],
  [[plotHead], plot],
  ...([1, 2, 3] as const).map(
    (number) =>
      [
        [plotHead, `Loại đất ${number}`],
        Object.fromEntries(Object.entries(use).map(([column, label]) => [`${column}${number}`, label])),
      ] as const,
  ),
  [['TÀI SẢN GẮN LIỀN VỚI ĐẤT'], asset],
  [[], scan],
];

/** The label in the lowest row of the header, by column in the order of the form. */
export const landLabels: Partial<Record<LandColumn, string>> = Object.assign(
  {},
  ...heads.map(([, labels]) => labels),
);

/** The heads over a column, from the top. */
export const landGroups: Partial<Record<LandColumn, readonly string[]>> = Object.fromEntries(
  heads.flatMap(([above, labels]) => Object.keys(labels).map((column) => [column, above])),
);
