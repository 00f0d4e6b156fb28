import { describe, expect, test } from 'vitest';
import { sample } from './sample.ts';
import type { TruthReading } from './truth/readings.ts';

const { truth } = sample();

/** Faults that take a value alone. */
const valueFaults = ['unknown_code', 'bad_date', 'bad_number', 'lost_digits', 'bad_personal_id'];

const months = Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
const quarters = {
  '2026-Q1': months.slice(0, 3),
  '2026-Q2': months.slice(3, 6),
  '2026-Q3': months.slice(6, 9),
};
const reading = (indicator: string, period: string, key: string | null = null): TruthReading => {
  const found = truth.readings.find(
    (candidate) => candidate.indicator === indicator && candidate.period === period && candidate.key === key,
  );
  if (!found) throw new Error(`no reading of ${indicator} for ${period} ${key}`);
  return found;
};
const total = (numbers: readonly (number | null)[]) =>
  numbers.reduce<number>((sum, value) => sum + (value ?? 0), 0);

describe('the readings', () => {
  test('parts come to the whole', () => {
    for (const whole of truth.readings.filter((candidate) => candidate.by === null)) {
      for (const by of ['field', 'channel']) {
        const parts = truth.readings.filter(
          (candidate) =>
            candidate.by === by &&
            candidate.indicator === whole.indicator &&
            candidate.period === whole.period,
        );
        expect(total(parts.map((part) => part.numerator))).toBeCloseTo(whole.numerator, 6);
        if (whole.denominator !== null) {
          expect(total(parts.map((part) => part.denominator))).toBe(whole.denominator);
        }
      }
    }
  });

  test('months come to quarters and the year wherever the view from the period does not matter', () => {
    const fixed = truth.readings.filter(
      ({ indicator, by }) => indicator !== 'tthc-dung-han' && indicator !== 'tthc-thoi-gian' && by === null,
    );
    for (const indicator of new Set(fixed.map((candidate) => candidate.indicator))) {
      const sums = (ids: readonly string[]) => ({
        numerator: total(ids.map((id) => reading(indicator, id).numerator)),
        denominator: total(ids.map((id) => reading(indicator, id).denominator)),
      });
      for (const [quarter, within] of [...Object.entries(quarters), ['2026', months] as const]) {
        const { numerator, denominator } = reading(indicator, quarter);
        expect({ numerator, denominator: denominator ?? 0 }).toEqual(sums(within));
      }
    }
  });

  test('a value is numerator over denominator, none where there is nothing to divide by', () => {
    for (const { indicator, numerator, denominator, value } of truth.readings) {
      if (denominator === null) expect(value).toBe(numerator);
      else if (denominator === 0) expect([numerator, value]).toEqual([0, null]);
      else {
        expect(value).toBe((numerator / denominator) * (indicator === 'tthc-thoi-gian' ? 1 : 100));
        if (indicator !== 'tthc-thoi-gian') expect(numerator).toBeLessThanOrEqual(denominator);
      }
    }
  });

  test('some breakdown has nothing in its denominator', () => {
    expect(truth.readings.some(({ denominator }) => denominator === 0)).toBe(true);
  });
});

describe('form 06/VPCP', () => {
  test('its identities hold in every row', () => {
    for (const row of truth.vpcp06) {
      expect(row.received_total).toBe(row.received_online + row.received_direct + row.received_carried);
      expect(row.received_total).toBe(row.solved_total + row.pending_total);
      expect(row.solved_total).toBe(row.solved_early + row.solved_on_time + row.solved_late);
      expect(row.pending_total).toBe(row.pending_within + row.pending_overdue);
    }
  });

  test('fields come to the total, and the received agree with the readings', () => {
    for (const whole of truth.vpcp06.filter((row) => row.field === null)) {
      const fields = truth.vpcp06.filter((row) => row.field !== null && row.period === whole.period);
      expect(total(fields.map((row) => row.received_total))).toBe(whole.received_total);
      expect(total(fields.map((row) => row.pending_overdue))).toBe(whole.pending_overdue);
      // What is left out of the form may have been received in the period or carried into it.
      const { numerator } = reading('tthc-tiep-nhan', whole.period);
      const fresh = whole.received_online + whole.received_direct;
      expect(numerator).toBeGreaterThanOrEqual(fresh);
      expect(numerator).toBeLessThanOrEqual(fresh + whole.left_out);
    }
  });

  test('what is pending at the end of a month is carried into the next', () => {
    const rows = truth.vpcp06.filter((row) => row.field === null);
    for (const [index, month] of months.entries()) {
      const next = rows.find((row) => row.period === months[index + 1]);
      const row = rows.find((candidate) => candidate.period === month);
      // A dossier that is left out of both is in neither.
      if (next) expect(next.received_carried).toBe(row?.pending_total);
    }
  });
});

describe('the story', () => {
  test('about 12,000 dossiers over 15 fields, 60 procedures and three channels', () => {
    const year = reading('tthc-tiep-nhan', '2026').numerator;
    expect(year).toBeGreaterThan(11_500);
    expect(year).toBeLessThan(12_800);
    const keys = (by: string) =>
      new Set(truth.readings.filter((candidate) => candidate.by === by).map((candidate) => candidate.key));
    expect(keys('field').size).toBe(15);
    expect([...keys('channel')].sort()).toEqual(['direct', 'online', 'post', 'refused']);
  });

  test('online filing rises from about 45 % to about 85 %', () => {
    const online = months.map((month) => reading('tthc-truc-tuyen', month).value ?? 0);
    expect(online.at(0)).toBeCloseTo(45, -1);
    expect(online.at(-1)).toBeCloseTo(85, -1);
    expect((online.at(-1) ?? 0) - (online.at(0) ?? 0)).toBeGreaterThan(35);
  });

  test('land is late in summer and recovers a little', () => {
    const land = (period: string) => reading('tthc-dung-han', period, 'Đất đai').value ?? 0;
    const summer = Math.min(land('2026-06'), land('2026-07'), land('2026-08'));
    expect(land('2026-04') - summer).toBeGreaterThan(15);
    expect(land('2026-09') - summer).toBeGreaterThan(5);
    expect(land('2026-09')).toBeLessThan(land('2026-04'));
  });

  test('about one row in a hundred is broken, in every way there is', () => {
    const read = total(truth.files.map((file) => file.read));
    const alone = total(
      truth.files.flatMap(({ warnedBy }) => valueFaults.map((code) => warnedBy[code] ?? 0)),
    );
    expect((truth.refused.length + alone) / read).toBeGreaterThan(0.008);
    expect((truth.refused.length + alone) / read).toBeLessThan(0.012);
    for (const code of valueFaults)
      expect(total(truth.files.map(({ warnedBy }) => warnedBy[code] ?? 0))).toBeGreaterThan(0);
    expect([...new Set(truth.refused.map((refusal) => refusal.code))].sort()).toEqual([
      'bad_date',
      'bad_pattern',
      'closed_before_received',
      'closed_without_date',
      'due_unknown',
      'duplicate_key',
      'future_date',
      'received_missing',
      'required_empty',
      'unknown_code',
    ]);
    expect(truth.landed).toBe(total(truth.files.map((file) => file.accepted)));
    for (const file of truth.files) expect(file.read).toBe(file.accepted + file.refused + file.superseded);
  });
});
