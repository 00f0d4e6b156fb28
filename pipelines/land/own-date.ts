import { fold } from '../config/fold.ts';

/** The days, first and last (ISO), that a delivery says it is of. */
export interface OwnPeriod {
  from: string;
  until: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** A day of the calendar within 2000–2099; undefined for any other. */
function day(year: number, month: number, date: number): string | undefined {
  const iso = `${year}-${two(month)}-${two(date)}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  const isReal = year >= 2000 && year < 2100 && !Number.isNaN(time);
  return isReal && new Date(time).toISOString().startsWith(iso) ? iso : undefined;
}

function months(year: number, first: number, last = first): OwnPeriod | undefined {
  const from = day(year, first, 1);
  if (from === undefined || last < first || last > 12) return undefined;
  const until = day(year, last, new Date(Date.UTC(year, last, 0)).getUTCDate());
  return until === undefined ? undefined : { from, until };
}

const quarters: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, 1: 1, 2: 2, 3: 3, 4: 4 };

function quarter(written: string, year: number): OwnPeriod | undefined {
  const number = quarters[written];
  return number === undefined ? undefined : months(year, number * 3 - 2, number * 3);
}

function oneDay(iso: string | undefined): OwnPeriod | undefined {
  return iso === undefined ? undefined : { from: iso, until: iso };
}

/** As many numbers as a form writes; a part that is none becomes NaN, which is no day. */
type Form = [pattern: RegExp, read: (parts: string[], numbers: number[]) => OwnPeriod | undefined];

/** 30/09/2026, 30.9.2026, 30-09-2026 */
const written = String.raw`(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})`;
/** "ngày 30 tháng 9 năm 2026" is a day, often that of a signature or a decree; "tháng 9 năm 2026" is a period. */
const noDayBefore = String.raw`(?<!\bngay\s+\d{1,2}\s+)(?<![/.\d-])`;

/** What stands in titles. A bare day is none of them: it may be that of the decree by which the list is made. */
const ofTitles: readonly Form[] = [
  [
    new RegExp(String.raw`tu\s+(?:ngay\s+)?${written}\s*(?:den|-|–)\s*(?:het\s+)?(?:ngay\s+)?${written}`),
    (_, [d = 0, m = 0, y = 0, d2 = 0, m2 = 0, y2 = 0]) => {
      const [from, until] = [day(y, m, d), day(y2, m2, d2)];
      return from !== undefined && until !== undefined && from <= until ? { from, until } : undefined;
    },
  ],
  [
    new RegExp(String.raw`(?:den|chot)\s+(?:het\s+)?(?:ngay\s+)?${written}`),
    (_, [d = 0, m = 0, y = 0]) => oneDay(day(y, m, d)),
  ],
  [
    /(?:den|chot)\s+(?:het\s+)?ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})/,
    (_, [d = 0, m = 0, y = 0]) => oneDay(day(y, m, d)),
  ],
  [
    /tu\s+thang\s+(\d{1,2})\s*(?:den|-|–)\s*(?:het\s+)?thang\s+(\d{1,2})\s*(?:nam|[/.-])\s*(\d{4})(?!\d)/,
    (_, [first = 0, last = 0, y = 0]) => months(y, first, last),
  ],
  [/\b(\d{1,2})\s+thang\s+dau\s+nam\s+(\d{4})(?!\d)/, (_, [last = 0, y = 0]) => months(y, 1, last)],
  [
    new RegExp(String.raw`${noDayBefore}\b(?:thang|t)\s*(\d{1,2})\s*(?:nam|[/.-])\s*(\d{4})(?!\d)`),
    (_, [m = 0, y = 0]) => months(y, m),
  ],
  [/\bquy\s*(iv|i{1,3}|[1-4])\s*(?:nam|[/.-])\s*(\d{4})(?!\d)/, ([q = ''], [, y = 0]) => quarter(q, y)],
];

/** What stands in names of files, whose words are set apart by anything. */
const ofNames: readonly Form[] = [
  [/(?<!\d)(20\d\d) (\d\d) (\d\d)(?!\d)/, (_, [y = 0, m = 0, d = 0]) => oneDay(day(y, m, d))],
  [/(?<!\d)(\d\d) (\d\d) (20\d\d)(?!\d)/, (_, [d = 0, m = 0, y = 0]) => oneDay(day(y, m, d))],
  [/(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)/, (_, [y = 0, m = 0, d = 0]) => oneDay(day(y, m, d))],
  [/(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)/, (_, [d = 0, m = 0, y = 0]) => oneDay(day(y, m, d))],
  [/\bquy ?(iv|i{1,3}|[1-4]) (?:nam )?(20\d\d)(?!\d)/, ([q = ''], [, y = 0]) => quarter(q, y)],
  [/(?<!\d)(20\d\d) (?:quy|q) ?(iv|i{1,3}|[1-4])\b/, ([, q = ''], [y = 0]) => quarter(q, y)],
  [/\b(?:thang|t) ?(\d{1,2}) (?:nam )?(20\d\d)(?!\d)/, (_, [m = 0, y = 0]) => months(y, m)],
  [/(?<!\d)(20\d\d) (?:thang|t) ?(\d{1,2})(?!\d)/, (_, [y = 0, m = 0]) => months(y, m)],
  [/(?<!\d)(20\d\d) (\d\d)(?!\d)/, (_, [y = 0, m = 0]) => months(y, m)],
  [/(?<!\d)(\d\d) (20\d\d)(?!\d)/, (_, [m = 0, y = 0]) => months(y, m)],
  [/(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)/, (_, [y = 0, m = 0]) => months(y, m)],
];

function firstThatReads(text: string, forms: readonly Form[]): OwnPeriod | undefined {
  for (const [pattern, read] of forms) {
    const parts = pattern.exec(text)?.slice(1);
    const period = parts && read(parts, parts.map(Number));
    if (period) return period;
  }
  return undefined;
}

/** What the rows above a header say the table is of: "Kỳ báo cáo: Tháng 10 năm 2026", "(Đến ngày 30/09/2026)". */
export const periodInTitle = (title: string): OwnPeriod | undefined => firstThatReads(fold(title), ofTitles);

/** The month that a file's name says it is of, 1–12, with its year or without: "ho-ngheo-thang-11.xlsx". */
export function monthInName(name: string): number | undefined {
  const words = fold(name.replace(/\.[^.]*$/, '')).replace(/[^a-z0-9]+/g, ' ');
  const period = periodInName(name);
  if (period)
    return period.from.slice(0, 7) === period.until.slice(0, 7) ? Number(period.from.slice(5, 7)) : undefined;
  const month = Number(/\b(?:thang|t) ?(\d{1,2})(?!\d)/.exec(words)?.[1]);
  return month >= 1 && month <= 12 ? month : undefined;
}

/** What a file's name says it is of: "thang-09-2026.xlsx", "2026-09-30.csv", "ho-so-20260930.xls". */
export const periodInName = (name: string): OwnPeriod | undefined =>
  firstThatReads(fold(name.replace(/\.[^.]*$/, '')).replace(/[^a-z0-9]+/g, ' '), ofNames);
