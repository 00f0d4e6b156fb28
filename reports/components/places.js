/**
 * The pages of the menu, in their order. A build that has pages of a commune's own, or without one of these, writes its list
 * in place of this file (publish/evidence/menu.ts).
 *
 * @type {{ href: string, label: string, pages?: string }[]} `pages`: where one lies for each period
 */
export const places = [
  { href: '/', label: 'Tổng quan', pages: '/ky/' },
  { href: '/chi-tieu/', label: 'Chỉ tiêu' },
  { href: '/thay-doi/', label: 'Thay đổi' },
  { href: '/thon-xom/', label: 'Thôn, xóm' },
  { href: '/dich-vu-cong/', label: 'Dịch vụ công', pages: '/dich-vu-cong/' },
  { href: '/diem-766/', label: 'Điểm QĐ 766' },
  { href: '/chat-luong-du-lieu/', label: 'Chất lượng dữ liệu' },
  { href: '/tra-cuu/', label: 'Tra cứu' },
];
