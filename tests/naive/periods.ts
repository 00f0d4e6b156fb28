import type { BasisId, PeriodKind } from '../../pipelines/config/indicator.ts';

/** Days (ISO text) from … to, both within. */
export interface Span {
  id: string;
  kind: PeriodKind;
  from: string;
  to: string;
  months: number;
  /** The day from which it is shown. */
  opens: string;
}

const two = (n: number): string => String(n).padStart(2, '0');
const shifted = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** The day `count` days before. */
export const daysBefore = (day: string, count: number): string => shifted(day, -count);

/** Where month `month` of the year ends: with the calendar, on the 14th (NĐ 09/2019), or on the commune's own day. */
function monthEnd(basis: BasisId, ownDay: number, year: number, month: number): string {
  const [y, m] = month === 0 ? [year - 1, 12] : [year, month];
  if (basis === 'nd09') return `${y}-${two(m)}-14`;
  if (basis === 'own') return `${y}-${two(m)}-${two(ownDay)}`;
  const next = m === 12 ? `${y + 1}-01-01` : `${y}-${two(m + 1)}-01`;
  return shifted(next, -1);
}

/** Every period of a year by one basis that has begun by the day of the report. */
export function spansOf(year: number, basis: BasisId, ownDay: number, reportDay: string): Span[] {
  const starts = (month: number) => shifted(monthEnd(basis, ownDay, year, month - 1), 1);
  const spans: Span[] = [];
  const add = (kind: PeriodKind, name: string, first: number, last: number) =>
    spans.push({
      id: `${basis === 'calendar' ? '' : `${basis}-`}${year}${name}`,
      kind,
      from: starts(first),
      to: monthEnd(basis, ownDay, year, last),
      months: last - first + 1,
      // "From the beginning of the year to May" is nothing new before May.
      opens: starts(kind === 'year_to_date' ? last : first),
    });
  for (let m = 1; m <= 12; m += 1) {
    add('month', `-${two(m)}`, m, m);
    add('year_to_date', `-${two(m)}-YTD`, 1, m);
  }
  for (let q = 1; q <= 4; q += 1) add('quarter', `-Q${q}`, 3 * q - 2, 3 * q);
  add('half', '-H1', 1, 6);
  add('half', '-H2', 7, 12);
  add('nine_months', '-9M', 1, 9);
  add('year', '', 1, 12);
  return spans.filter(({ opens }) => opens <= reportDay);
}
