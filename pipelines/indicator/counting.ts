import type { Indicator } from '../config/indicator.ts';
import type { Shape } from '../config/shape.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import type { Profile, ProfileColumn } from './profile.ts';
import { allOf, columnOf, daysBetween, type Faults, summedOf } from './rows.ts';
import type { Kind, Wanted } from './wanted.ts';

/** One field as it is written, with what was chosen and why above it. */
export interface Line {
  field: string;
  /** Null takes a default of the file away. */
  value: string | number | boolean | readonly string[] | null;
  why?: string;
}

/** What of an indicator depends on its kind. */
export interface Counting {
  shape: Shape;
  unit: Indicator['unit'];
  unitLabel: string;
  decimals: number;
  better: Indicator['better'];
  lines: Line[];
  numerator: string;
  denominator?: string;
  /** The columns whose values are added up. */
  summed?: readonly ProfileColumn[];
  /** Conditions on rows about which whoever asks is told, though they change nothing. */
  remarks?: Partial<Record<Remark, string>>;
}

/** Of days: rows that have no end yet, and rows whose end is before their beginning. */
export type Remark = 'unfinished' | 'reversed';

type Compose = (profile: Profile, wanted: Wanted, faults: Faults) => Counting | undefined;

const whereLine = (field: string, condition: { sql: string; words: string } | undefined): Line[] =>
  condition
    ? [
        {
          field,
          value: condition.sql,
          why: indicatorFile.why[field === 'meets' ? 'meets' : 'count'](condition.words),
        },
      ]
    : [];

/** Parts of the commune's rows that meet among those that count: a share, or whether there is any. */
const meeting =
  (shape: 'ratio' | 'yes_no'): Compose =>
  (profile, wanted, faults) => {
    const text = indicatorFile;
    const meets = allOf(profile, '--where', wanted.where ?? [], faults);
    const among = allOf(profile, '--of', wanted.of ?? [], faults);
    if ((wanted.where ?? []).length === 0) faults.add('--where', messages().indicator.whereMissing);
    if (!meets) return undefined;
    const whole = among?.words ?? text.allRows(profile.contract.title);
    return {
      shape,
      ...(shape === 'ratio'
        ? { unit: 'percent', unitLabel: '%', decimals: 1, better: 'higher', denominator: whole }
        : { unit: 'yes_no', unitLabel: text.yesNoUnit, decimals: 0, better: 'higher' }),
      lines: [...whereLine('count', among), ...whereLine('meets', meets)],
      numerator: meets.words,
    };
  };

/** One sum over another, where each row has both: people insured of all people, hamlet by hamlet. */
const shareOfSums: Compose = (profile, wanted, faults) => {
  const text = indicatorFile;
  const where = allOf(profile, '--where', wanted.where ?? [], faults);
  const sum = summedOf(profile, '--sum', wanted.sum, faults);
  const over = summedOf(profile, '--over', wanted.over, faults);
  if (!sum || !over) return undefined;
  return {
    shape: 'ratio',
    unit: 'percent',
    unitLabel: '%',
    decimals: 1,
    better: 'higher',
    lines: [
      ...whereLine('count', where),
      { field: 'sum', value: sum.name, why: text.why.sum(sum.label) },
      { field: 'over', value: over.name, why: text.why.over(over.label) },
    ],
    numerator: text.sumOf(sum.label),
    denominator: text.sumOf(over.label),
    summed: [sum, over],
  };
};

const share: Compose = (profile, wanted, faults) =>
  (wanted.sum ?? wanted.over) === undefined
    ? meeting('ratio')(profile, wanted, faults)
    : shareOfSums(profile, wanted, faults);

const number: Compose = (profile, wanted, faults) => {
  const text = indicatorFile;
  const where = allOf(profile, '--where', wanted.where ?? [], faults);
  const each =
    wanted.each === undefined ? undefined : columnOf(profile, '--each', wanted.each, undefined, faults);
  return {
    shape: 'count',
    unit: 'count',
    unitLabel: text.rowsUnit,
    decimals: 0,
    better: 'none',
    lines: [
      ...whereLine('count', where),
      ...(each ? [{ field: 'each', value: each.name, why: text.why.each(each.label) }] : []),
    ],
    numerator: where?.words ?? text.allRows(profile.contract.title),
  };
};

const amount: Compose = (profile, wanted, faults) => {
  const text = indicatorFile;
  const where = allOf(profile, '--where', wanted.where ?? [], faults);
  const sum = summedOf(profile, '--sum', wanted.sum, faults);
  if (!sum) return undefined;
  const label = text.sumOf(sum.label);
  return {
    shape: 'total',
    unit: sum.isMoney ? 'money' : 'count',
    unitLabel: sum.isMoney ? text.moneyUnit : text.amountUnit,
    decimals: sum.decimals,
    summed: [sum],
    better: 'none',
    lines: [...whereLine('count', where), { field: 'sum', value: sum.name, why: text.why.sum(sum.label) }],
    numerator: where ? `${label}: ${where.words}` : label,
  };
};

const days: Compose = (profile, wanted, faults) => {
  const text = indicatorFile;
  const where = allOf(profile, '--where', wanted.where ?? [], faults);
  const from = columnOf(profile, '--from-date', wanted.fromDate, 'date', faults);
  const to = columnOf(profile, '--to-date', wanted.toDate, 'date', faults);
  if (!from || !to) return undefined;
  if (from === to) return faults.add('--to-date', messages().indicator.sameDates(from.name));
  const { sum, both, begun, reversed } = daysBetween(from, to);
  const also = where ? ` and ${where.sql}` : '';
  const words = text.words.both(from.label, to.label) + (where ? text.words.and + where.words : '');
  return {
    shape: wanted.median ? 'median' : 'average',
    unit: 'days',
    unitLabel: text.daysUnit,
    decimals: 1,
    better: 'lower',
    lines: [
      ...whereLine('count', { sql: both + also, words }),
      { field: 'sum', value: sum, why: text.why.days(from.label, to.label, wanted.median === true) },
    ],
    numerator: text.daysBetween(from.label, to.label),
    remarks: { unfinished: begun + also, reversed: reversed + also },
    ...(wanted.median ? {} : { denominator: words }),
  };
};

/** How the indicator of each kind counts rows; faults go to the list. */
export const countingOf: Record<Kind, Compose> = {
  number,
  share,
  days,
  amount,
  yes_no: meeting('yes_no'),
};
