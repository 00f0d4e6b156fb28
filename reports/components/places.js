/**
 * The pages of the menu, in their order. A build that has pages of a commune's own, or without one of these, writes its list
 * in place of this file (publish/evidence/menu.ts).
 *
 * @type {{ href: string, label: string, icon: string }[]}
 */
export const places = [
  { href: '/', label: 'Tổng quan', icon: 'M3 3h6v7H3zm8 0h6v4h-6zM3 12h6v5H3zm8-3h6v8h-6z' },
  { href: '/dich-vu-cong/', label: 'Dịch vụ công', icon: 'M5 2h7l4 4v12H5zm7 0v4h4M8 10h5m-5 4h5' },
  {
    href: '/diem-766/',
    label: 'Điểm QĐ 766',
    icon: 'm10 2 2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L2 7.7 7.6 7z',
  },
  { href: '/chi-tieu/', label: 'Chỉ tiêu', icon: 'M3 17h14M5 14V9m5 5V4m5 10V7' },
  { href: '/chat-luong-du-lieu/', label: 'Chất lượng dữ liệu', icon: 'm3 11 4 4L17 5' },
];
