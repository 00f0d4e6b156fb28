import fc from 'fast-check';
import { secondsOf } from '../naive/definition.ts';
import type { FactName, Facts, Row } from '../naive/rows.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** Mostly the days on which something begins or ends by one basis or another. */
const day = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0, 1, 13, 14, 15, 19, 20, 21))
      .map(([month, of]) => new Date(Date.UTC(2026, month - 1, of)).toISOString().slice(0, 10)),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: -60, max: 380 })
      .map((of) => new Date(Date.UTC(2026, 0, of)).toISOString().slice(0, 10)),
  },
);
const time = fc
  .tuple(day, fc.constantFrom('00:00:00', '00:00:01', '09:30:00', '23:59:58', '23:59:59'))
  .map((parts) => parts.join(' '));
const or = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });
const flag = or(fc.boolean());
const count = or(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })));
/** Names that people write, a quotation mark and the word that stands for "not known" among them. */
const hamlet = or(fc.constantFrom('Đông Bình', "Xóm 'Mới'", 'unknown', 'Nam Điền'));
const field = or(fc.constantFrom('Hộ tịch', 'Đất đai', "Văn hóa 'x'"));
const unit = or(fc.constantFrom('Văn phòng', 'Công an', 'Trường A'));

/** Mostly nothing; of several columns with commas between. */
const refused = (...lists: string[]) => fc.option(fc.constantFrom(...lists), { freq: 4 });

const secondsLater = (at: string, by: number): string =>
  new Date((secondsOf(at) + by) * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** A time that lies at, just before or just after another one, or anywhere. */
const near = (at: string | null) =>
  at === null
    ? or(time)
    : or(
        fc.oneof(
          fc.constantFrom(-86_400, -1, 0, 0, 1, 3600).map((by) => secondsLater(at, by)),
          time,
        ),
      );
/** The last second of a month by one of three bases, in the month of a time: what is open is then judged at it. */
const endOfMonth = (at: string) => {
  const last = new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5, 7)), 0)).getUTCDate();
  return fc.constantFrom(last, 14, 20).map((of) => `${at.slice(0, 8)}${two(of)} 23:59:59`);
};
const nearDay = (at: string | null) =>
  at === null
    ? or(day)
    : or(
        fc.oneof(
          fc.constantFrom(-86_400, 0, 0, 86_400).map((by) => secondsLater(`${at} 12:00:00`, by).slice(0, 10)),
          day,
        ),
      );

const dossier = fc
  .tuple(time, or(time), or(time))
  .chain((moments) => fc.tuple(fc.constant(moments), near(moments[2]), fc.constantFrom(0, 0, 3600, 259_200)))
  .chain(([[received_at, ended_at, asked], answered, pause]) =>
    fc.record({
      procedure_code: or(fc.constantFrom('1.000689', '2.000815', '1.004222')),
      field,
      channel: or(fc.constantFrom('online', 'direct', 'post')),
      service_level: or(fc.constantFrom('full', 'partial', 'information')),
      received_at: fc.constant(received_at),
      finished: fc.boolean(),
      ended_at: fc.constant(ended_at),
      waiting_since: fc.constantFrom(null, null, asked),
      supplement_count: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
      supplement_requested_at: fc.constant(asked),
      supplemented_at: fc.constant(pause === 0 || asked === null ? answered : secondsLater(asked, pause)),
      due_at: fc.oneof(near(ended_at), near(asked), near(ended_at && secondsLater(ended_at, -pause))),
      fee: or(fc.constantFrom(0, 1, 8000)),
      payment: or(fc.constantFrom('none', 'national', 'provincial')),
      needs_written_result: flag,
      electronic_result: flag,
      digitised: flag,
      refused_columns: refused('fee', 'channel', 'due_at', 'applicant_id', 'fee,applicant_id', '*', '*,fee'),
    }),
  );

const petition = fc.tuple(time, or(time)).chain(([received_at, answered_at]) =>
  or(fc.constantFrom('satisfied', 'accepted', 'unsatisfied')).chain((satisfaction) =>
    fc.record({
      received_at: fc.constant(received_at),
      due_at: fc.oneof(near(answered_at), endOfMonth(received_at)),
      answered_at: fc.constant(answered_at),
      field,
      unit,
      hamlet,
      working_days: or(fc.constantFrom(0, 15, 16, 40)),
      satisfaction: fc.constant(satisfaction),
      is_satisfied: fc.constant(satisfaction === null ? null : satisfaction !== 'unsatisfied'),
      refused_columns: refused('kind', 'satisfaction', '*'),
    }),
  ),
);

const procedure = fc.record({
  procedure_code: or(fc.constantFrom('1.000689', '2.000815')),
  field,
  listed_on: or(fc.constantFrom('2025-11-20', '2026-01-31', '2026-04-01', '2026-07-14', '2026-12-15')),
  has_fee: flag,
  is_online: flag,
  is_full: flag,
  fit_for_full: flag,
  online_payment: flag,
  days_cut: or(fc.constantFrom(0, 0.5, 3)),
  time_limit_days: or(fc.constantFrom(0, 0.5, 10)),
  published_on: or(day),
  content_complete: flag,
  refused_columns: fc.constant(null),
});

const procedureDuty = fc.tuple(or(day), or(day)).chain(([announce_due, publish_due]) =>
  fc.record({
    field,
    announced_on: nearDay(announce_due),
    announce_due: fc.constant(announce_due),
    published_on: nearDay(publish_due),
    publish_due: fc.constant(publish_due),
    refused_columns: fc.constant(null),
  }),
);

const population = fc.record({
  counted_on: day,
  hamlet,
  residents: count,
  adults_14: count,
  adults_15: count,
  adults_18: count,
  level_2: count,
  signatures: count,
  accounts: count,
  health_books: count,
  clean: count,
  refused_columns: refused('adults_14', 'level_2'),
});

const parcel = fc.record({
  listed_on: or(fc.constantFrom('2026-01-31', '2026-03-31', '2026-03-31', '2026-09-14')),
  has_certificate: flag,
  is_complete: flag,
  owners_are_residents: flag,
  scan_filled: flag,
  refused_columns: refused('owner_id', 'issued_on', 'grade'),
});

const payment = fc.record({
  paid_for: fc.integer({ min: 1, max: 12 }).map((month) => `2026-${two(month)}-01`),
  amount: or(fc.constantFrom(0, 500_000, 1_250_000, 3_333_333)),
  is_cashless: flag,
  programme: or(fc.constantFrom('merit', 'emergency')),
  hamlet,
  refused_columns: fc.constant(null),
});

const document = fc.record({
  issued_on: or(day),
  direction: or(fc.constantFrom('in', 'out', 'out')),
  kind: or(fc.constantFrom('Công văn', 'Báo cáo')),
  issued_digitally: flag,
  opens_work_file: fc.boolean(),
  file_handled_online: flag,
  refused_columns: refused('signed', 'sent_online'),
});

const session = fc.tuple(or(day), or(day)).chain(([planned_on, either]) =>
  nearDay(planned_on ?? either).chain((held_on) =>
    fc.record({
      planned_on: fc.constant(planned_on),
      held_on: fc.constant(held_on),
      due_on: fc.constant(planned_on ?? held_on),
      is_planned: fc.constant(planned_on !== null),
      is_held: fc.boolean(),
      audience: or(fc.constantFrom('staff', 'residents', 'pupils')),
      hamlet,
      unit,
      attended: count,
      passed: count,
      by_community_team: flag,
      refused_columns: fc.constant(null),
    }),
  ),
);

const returned = [
  'thon-cap-quang',
  'co-so-du-lieu-lam-sach',
  'ho-kinh-doanh-qr',
  'ocop-thuong-mai-dien-tu',
  'hoc-ba-so',
  'to-cong-nghe-so-hoat-dong',
  'so-tay-dang-vien',
  'dang-vien-chuan-hoa',
  'ho-so-can-bo-chuan-hoa',
  'can-bo-boi-duong-ky-nang-so',
  'lao-dong-ky-nang-so',
  'ke-hoach-hanh-dong-ban-hanh',
  'van-ban-chi-dao',
  'he-thong-cap-do-an-toan',
  'su-co-an-ninh-mang-nghiem-trong',
  'giai-ngan-khcn',
  'nhiem-vu-dung-han',
  'bao-cao-dung-han',
  'to-chuc-duoc-kiem-tra',
  'tuyen-truyen-luot-nguoi',
  'tin-bai-tuyen-truyen',
  'tap-huan-da-to-chuc',
];
const unitReturn = fc
  .record({
    indicator: fc.constantFrom(...returned),
    unit_code: or(fc.constantFrom('VP', 'CA', 'THA')),
    period_start: fc
      .integer({ min: -2, max: 11 })
      .map((month) => new Date(Date.UTC(2026, month, 1)).toISOString().slice(0, 10)),
    numerator: count,
    denominator: count,
    value: or(fc.constantFrom(0, 1, 17)),
    refused_columns: refused('numerator', 'value', '*'),
  })
  .map((row) => ({
    ...row,
    // One name to two codes: what is broken down by name holds both.
    unit: row.unit_code && ({ VP: 'Văn phòng', CA: 'Công an', THA: 'Công an' }[row.unit_code] ?? null),
    quantity: row.value ?? row.numerator,
  }));

const some = <F extends FactName>(row: fc.Arbitrary<Row<F>>, maxLength: number) =>
  fc.array(row, { maxLength, size: 'max' });

/** Rows of every fact table. */
export const facts: fc.Arbitrary<Facts> = fc.record({
  dossier: some<'dossier'>(dossier, 60),
  procedure: some<'procedure'>(procedure, 25),
  procedure_duty: some<'procedure_duty'>(procedureDuty, 30),
  petition: some<'petition'>(petition, 40),
  population: some<'population'>(population, 40),
  parcel: some<'parcel'>(parcel, 25),
  payment: some<'payment'>(payment, 30),
  document: some<'document'>(document, 30),
  session: some<'session'>(session, 40),
  unit_return: some<'unit_return'>(unitReturn, 220),
});
