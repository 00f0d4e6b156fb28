import { Random } from '../../../config/random.ts';
import { type Course, type ReturnedIndicator, returnedIndicators, type Span } from './indicators.ts';

export interface Figures {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
}

/** One indicator of one unit for one month of 2026. */
export interface Returned extends Figures {
  indicator: ReturnedIndicator;
  /** A code of the list of units, or a name that is not on it. */
  unit: string;
  month: number;
}

/** January to October. */
const monthCount = 10;
const stormMonth = 7;

/** Helps the commune, but nobody has put it on the list of units. */
export const unknownUnit = { name: 'Tổ công nghệ số cộng đồng', returns: 'tuyen-truyen-luot-nguoi' };
/** Returns nothing at all for two months. */
const forgetful = { unit: 'QS', months: [4, 8] };

/** The figures of a unit, month by month. */
function seriesOf(random: Random, course: Course): Figures[] {
  const months = Array.from({ length: monthCount }, (_, at) => at + 1);
  const within = ([low, high]: Span) => random.int(low, high);
  const plain = (value: number): Figures => ({ numerator: null, denominator: null, value });
  switch (course.kind) {
    case 'state': {
      const { from, to, step = 1 } = course;
      const whole = Math.round(within(course.whole) / step) * step;
      const luck = random.between(-0.06, 0.06);
      const pace = random.between(0.6, 1.4);
      return months.map((month) => {
        const share = from + luck + (to - from) * ((month - 1) / (monthCount - 1)) ** pace;
        const numerator = Math.round((whole * Math.min(1, Math.max(0, share))) / step) * step;
        return { numerator, denominator: whole, value: null };
      });
    }
    case 'work':
      return months.map((month) => {
        const { from, to } = course;
        const share = from + ((to - from) * month) / monthCount - (month === stormMonth ? 0.15 : 0);
        const denominator = within(course.whole);
        let numerator = 0;
        for (let n = 0; n < denominator; n += 1) if (random.chance(share)) numerator += 1;
        return { numerator, denominator, value: null };
      });
    case 'count':
      return months.map(() => plain(within(course.each)));
    case 'rare':
      return months.map(() => plain(random.chance(course.chance) ? 1 : 0));
    case 'begun': {
      const begins = within(course.month);
      return months.map((month) => plain(month >= begins ? 1 : 0));
    }
  }
}

/** What the units have to return for January to October, as it is in truth, month by month. */
export function yearOfReturns(seed: number): Returned[] {
  const random = new Random(seed, 'unit returns');
  const returns = returnedIndicators.flatMap((indicator) => {
    const units =
      indicator.id === unknownUnit.returns ? [...indicator.units, unknownUnit.name] : indicator.units;
    return units.flatMap((unit) =>
      seriesOf(random, indicator.course).map(
        (figures, at): Returned => ({ indicator, unit, month: at + 1, ...figures }),
      ),
    );
  });
  return returns
    .filter(({ unit, month }) => unit !== forgetful.unit || !forgetful.months.includes(month))
    .sort((a, b) => a.month - b.month);
}
