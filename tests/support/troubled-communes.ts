import { fields, hamletNames, type Told } from './generated-commune.ts';

/** The same of every field, and something else of some. */
const lots = (its: object, of: Readonly<Record<string, object>> = {}) =>
  fields.map((field) => ({ field, cases: 30, ...its, ...of[field] }));

/** Late dossiers in one field from July on; level 2 stands still in one hamlet; all else goes well. */
export const lateCommune: Told = {
  name: 'xã Trễ Hạn',
  targets: { 'tthc-dung-han': 94.5, 'tthc-truc-tuyen': 90, 'vneid-muc-2': 90 },
  months: 10,
  now: '2026-11-02T02:00:00Z',
  lots: (month) => lots({}, month >= 7 ? { 'Đất đai': { late: 18 } } : {}),
  hamlets: (month) =>
    Object.fromEntries(
      hamletNames.map((name) => [
        name,
        { level2: name === 'Xóm 3' ? 200 : 330 + 4 * month, signatures: 100 },
      ]),
    ),
};

/** Half a year with far too little online, and a list that asks for more than all that is to be expected. */
export const offlineCommune: Told = {
  name: 'xã Trực Tiếp',
  targets: {
    'tthc-dung-han': 90,
    'tthc-truc-tuyen': 65,
    'tthc-thanh-toan-truc-tuyen': 60,
    'tthc-so-hoa': 60,
  },
  months: 6,
  now: '2026-07-01T02:00:00Z',
  lots: () =>
    lots({ online: 12, paid: 12, digitised: 6 }, { 'Chứng thực': { online: 12, paid: 6, digitised: 4 } }),
};

/** One target is lost, one on course, one asks for more each month than there ever was. */
export const lostCommune: Told = {
  name: 'xã Hụt Đích',
  targets: {
    'tthc-dung-han': 100,
    'tthc-truc-tuyen': 90,
    'tin-bai-tuyen-truyen': 200,
    'su-co-an-ninh-mang-nghiem-trong': 0,
  },
  months: 10,
  now: '2026-11-02T02:00:00Z',
  lots: (month) => lots({}, month === 3 ? { 'Bảo trợ xã hội': { late: 4 } } : {}),
  returns: (month) => [
    { indicator: 'tin-bai-tuyen-truyen', unit: 'DV01', value: 6 },
    { indicator: 'tin-bai-tuyen-truyen', unit: 'DV02', value: month % 2 },
    { indicator: 'tin-bai-tuyen-truyen', unit: 'DV03', value: 3 },
    { indicator: 'su-co-an-ninh-mang-nghiem-trong', unit: 'DV01', value: month === 5 ? 1 : 0 },
  ],
};

/** So small that no month has cases enough for a verdict; late in one of two fields since April. */
export const tinyCommune: Told = {
  name: 'xã Nhỏ',
  targets: { 'tthc-dung-han': 85 },
  months: 9,
  now: '2026-10-01T02:00:00Z',
  lots: (month) => [
    { field: 'Hộ tịch', cases: 9 },
    { field: 'Đất đai', cases: 9, late: month >= 4 ? 5 : 0 },
  ],
};
