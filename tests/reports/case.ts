import * as row from './rows.ts';

interface Case {
  props: object;
  /** What a reader must find. */
  says: readonly string[];
}

/** For every component: with rows, and where it is given rows also without any. */
export interface Cases {
  full: Case;
  empty?: Case;
  /** Where there are rows, but no numbers in them. */
  blank?: Case;
  /** A share of few cases; a count judged by the year so far. */
  few?: Case;
  /** Where a file is missing. */
  gap?: Case;
  judged?: Case;
  /** Of which some cases are still open. */
  ripening?: Case;
  /** Numbers of ten digits. */
  large?: Case;
  /** Without any target. */
  watched?: Case;
}

export const given = {
  site: [row.site],
  periods: [
    row.period(),
    row.period({ period: '2026-10', label: 'Tháng 10/2026 (chưa kết thúc)', sort_key: 10 }),
  ],
  indicators: [row.indicator()],
  readings: [
    row.reading(),
    row.reading({ period: '2026-08', period_short: 'T8', period_sort: 8, value: 82.1 }),
  ],
};

export const byField = row.reading({
  breakdown: 'field',
  breakdown_label: 'Lĩnh vực',
  key: 'ho-tich',
  key_label: 'Hộ tịch',
});

export const byChannel = row.reading({
  indicator: 'tthc-tiep-nhan',
  unit: 'count',
  breakdown: 'channel',
  breakdown_label: 'Hình thức nộp',
  key: 'online',
  key_label: 'Trực tuyến',
  numerator: 1100,
  denominator: null,
  value: 1100,
  value_text: '1.100',
});

export const noDraw = 'Không có số liệu để vẽ.';
