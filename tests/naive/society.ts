import { type Definition, ofFact } from './definition.ts';

export const population: Record<string, Definition> = ofFact('population', (p) => p.counted_on, {
  'dan-so': { amount: (p) => p.residents },
  'vneid-muc-2': { amount: (p) => p.level_2, against: (p) => p.adults_14 },
  'chu-ky-so-ca-nhan': { amount: (p) => p.signatures, against: (p) => p.adults_18 },
  'tai-khoan-thanh-toan': { amount: (p) => p.accounts, against: (p) => p.adults_15 },
  'so-suc-khoe-dien-tu': { amount: (p) => p.health_books, against: (p) => p.residents },
  'dan-cu-sach': { amount: (p) => p.clean, against: (p) => p.residents },
});

export const land: Record<string, Definition> = ofFact('parcel', (p) => p.listed_on, {
  'thua-dat': {},
  'thua-dat-du': { counts: (p) => p.has_certificate, meets: (p) => p.is_complete },
  'thua-dat-chu-cu-tru': {
    counts: (p) => p.has_certificate && p.owners_are_residents !== null,
    meets: (p) => p.owners_are_residents,
  },
  'thua-dat-quet-giay': { counts: (p) => p.has_certificate, meets: (p) => p.scan_filled },
});

export const payments: Record<string, Definition> = ofFact('payment', (p) => p.paid_for, {
  'an-sinh-khong-tien-mat': { meets: (p) => p.is_cashless },
  'an-sinh-so-tien-khong-tien-mat': {
    amount: (p) => (p.is_cashless ? p.amount : 0),
    against: (p) => p.amount,
  },
  'an-sinh-so-tien': { amount: (p) => p.amount },
});

export const documents: Record<string, Definition> = ofFact('document', (d) => d.issued_on, {
  'van-ban-di': { counts: (d) => d.direction === 'out' },
  'van-ban-ky-so': { counts: (d) => d.direction === 'out', meets: (d) => d.issued_digitally },
  'ho-so-cong-viec': { counts: (d) => d.opens_work_file, meets: (d) => d.file_handled_online },
});

export const sessions: Record<string, Definition> = ofFact('session', (s) => s.due_on, {
  'tap-huan-theo-ke-hoach': {
    counts: (s) => s.is_planned,
    meets: (s, { knownUntil }) => s.is_held && (s.held_on === null || s.held_on <= knownUntil),
  },
  'tap-huan-dung-ngay': { counts: (s) => s.is_planned, due: (s) => s.planned_on, done: (s) => s.held_on },
  'nguoi-dan-duoc-huong-dan': {
    counts: (s) => s.is_held && s.audience === 'residents' && s.by_community_team,
    amount: (s) => s.attended,
  },
  // Turns of people at sessions that had a test at their end.
  'can-bo-dat-yeu-cau': {
    counts: (s) => s.is_held && s.audience === 'staff' && s.passed !== null,
    amount: (s) => s.passed,
    against: (s) => s.attended,
  },
  'hoc-sinh-ky-nang-so': {
    counts: (s) => s.is_held && s.audience === 'pupils',
    amount: (s) => s.attended,
  },
});
