/** Hamlets of the three communes that became xã Rạng Đông. All names are invented. */
export const hamlets: readonly { name: string; formerCommune: string; weight: number }[] = [
  ...['Tổ dân phố Bình Minh', 'Tổ dân phố Hải Triều', 'Tổ dân phố Phù Sa', 'Tổ dân phố Sóng Xanh'].map(
    (name) => ({ name, formerCommune: 'thị trấn Rạng Đông', weight: 3 }),
  ),
  ...['Tổ dân phố Cửa Đáy', 'Tổ dân phố Muối Trắng', 'Tổ dân phố Đê Biển'].map((name) => ({
    name,
    formerCommune: 'thị trấn Rạng Đông',
    weight: 2,
  })),
  ...[
    'Xóm Lúa Thơm',
    'Xóm Phúc Lợi Đông',
    'Xóm Phúc Lợi Tây',
    'Xóm Bến Đò',
    'Xóm Cầu Gạo',
    'Xóm Vườn Dâu',
  ].map((name) => ({ name, formerCommune: 'xã Phúc Thắng', weight: 2 })),
  ...['Xóm Nam Hòa', 'Xóm Điền Hạ', 'Xóm Điền Thượng', 'Xóm Sú Vẹt', 'Xóm Đầm Tôm', 'Xóm Kênh Mới'].map(
    (name) => ({ name, formerCommune: 'xã Nam Điền', weight: 2 }),
  ),
];
