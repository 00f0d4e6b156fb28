export interface FormerCommune {
  name: string;
  /** Mã đơn vị hành chính before 01/07/2025; as seen in public lists, not confirmed. */
  code: string;
  /** Begins the invented codes of its hamlets. */
  letters: string;
}

export interface Hamlet {
  /** Invented: there is no official list of codes of hamlets. */
  code: string;
  name: string;
  formerCommune: string;
  formerCode: string;
  weight: number;
}

/** The three communes that became xã Rạng Đông. */
export const formerCommunes = {
  rangDong: { name: 'thị trấn Rạng Đông', code: '13894', letters: 'RD' },
  phucThang: { name: 'xã Phúc Thắng', code: '13951', letters: 'PT' },
  namDien: { name: 'xã Nam Điền', code: '13963', letters: 'ND' },
} as const satisfies Record<string, FormerCommune>;

const of = (commune: FormerCommune, names: readonly (readonly [name: string, weight: number])[]): Hamlet[] =>
  names.map(([name, weight], at) => ({
    code: `${commune.letters}${String(at + 1).padStart(2, '0')}`,
    name,
    formerCommune: commune.name,
    formerCode: commune.code,
    weight,
  }));

/** Hamlets of the three communes that became xã Rạng Đông. All names are invented. */
export const hamlets: readonly Hamlet[] = [
  ...of(formerCommunes.rangDong, [
    ['Tổ dân phố Bình Minh', 3],
    ['Tổ dân phố Hải Triều', 3],
    ['Tổ dân phố Phù Sa', 3],
    ['Tổ dân phố Sóng Xanh', 3],
    ['Tổ dân phố Cửa Đáy', 2],
    ['Tổ dân phố Muối Trắng', 2],
    ['Tổ dân phố Đê Biển', 2],
  ]),
  ...of(formerCommunes.phucThang, [
    ['Xóm Lúa Thơm', 2],
    ['Xóm Phúc Lợi Đông', 2],
    ['Xóm Phúc Lợi Tây', 2],
    ['Xóm Bến Đò', 2],
    ['Xóm Cầu Gạo', 2],
    ['Xóm Vườn Dâu', 2],
  ]),
  ...of(formerCommunes.namDien, [
    ['Xóm Nam Hòa', 2],
    ['Xóm Điền Hạ', 2],
    ['Xóm Điền Thượng', 2],
    ['Xóm Sú Vẹt', 2],
    ['Xóm Đầm Tôm', 2],
    ['Xóm Kênh Mới', 2],
  ]),
];
