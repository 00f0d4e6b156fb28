import { describe, expect, test } from 'vitest';
import { type DateProfile, judge } from '../../pipelines/land/judge-dates.ts';
import { judgeNumbers, type NumberProfile } from '../../pipelines/land/judge-numbers.ts';

/** Ten cells within one month either way: nothing speaks against the rule. */
const dates = (over: Partial<DateProfile>): DateProfile => ({
  sureDay: 0,
  sureMonth: 0,
  open: 10,
  late: 0,
  dayFirst: { months: 1, span: 20 },
  monthFirst: { months: 10, span: 300 },
  outside: 0,
  keyDay: 0,
  keyMonth: 0,
  earlierDay: 0,
  earlierMonth: 0,
  ...over,
});

describe('day first is the rule', () => {
  test.each<[string, Partial<DateProfile>, string, Partial<DateProfile>, string]>([
    ['a month above 12', { sureMonth: 1 }, 'asks: month_above_12', {}, 'reads: rule'],
    [
      'sure cells and a month above 12',
      { sureDay: 9, sureMonth: 1 },
      'asks: month_above_12',
      { sureDay: 9 },
      'reads: own_cells',
    ],
    [
      'a slip where nothing is open',
      { open: 0, sureMonth: 3 },
      'asks: month_above_12',
      { open: 0, sureDay: 9, sureMonth: 1 },
      'reads: own_cells',
    ],
    [
      'the day in the key',
      { keyMonth: 8, keyDay: 2 },
      'asks: against_key',
      { keyDay: 10, sureMonth: 1 },
      'reads: key',
    ],
    [
      'earlier deliveries',
      { earlierMonth: 3, earlierDay: 1 },
      'asks: against_earlier',
      { earlierDay: 3, late: 1 },
      'reads: earlier_deliveries',
    ],
    [
      'days far from the others',
      { sureDay: 9, outside: 1 },
      'asks: outside_period',
      { sureDay: 9 },
      'reads: own_cells',
    ],
    [
      'days after the delivery',
      { late: 1 },
      'asks: after_delivery',
      { late: 1, sureDay: 1 },
      'reads: own_cells',
    ],
    [
      'one month',
      { dayFirst: { months: 7, span: 180 }, monthFirst: { months: 1, span: 6 } },
      'asks: one_month',
      { dayFirst: { months: 7, span: 180 } },
      'reads: rule',
    ],
    [
      'two neighbouring days',
      { dayFirst: { months: 2, span: 31 }, monthFirst: { months: 1, span: 1 } },
      'asks: one_month',
      { dayFirst: { months: 1, span: 1 }, monthFirst: { months: 2, span: 31 } },
      'reads: rule',
    ],
    [
      'the turn of a month',
      { dayFirst: { months: 2, span: 60 }, monthFirst: { months: 2, span: 20 } },
      'asks: one_month',
      { dayFirst: { months: 2, span: 20 }, monthFirst: { months: 2, span: 60 } },
      'reads: rule',
    ],
  ])('%s', (_, against, asked, without, read) => {
    const say = ({ asks, because }: ReturnType<typeof judge>) => `${asks ? 'asks' : 'reads'}: ${because}`;
    expect([say(judge(dates(against))), say(judge(dates(without)))]).toEqual([asked, read]);
  });
});

describe('what stands before decimals', () => {
  const numbers = (over: Partial<NumberProfile>): NumberProfile => ({
    comma: 0,
    point: 0,
    past: undefined,
    isTyped: false,
    ...over,
  });
  test.each<[Partial<NumberProfile>, string, string]>([
    [{ comma: 1, point: 1, past: 'comma', isTyped: true }, 'asked', 'both_marks'],
    [{ comma: 1, past: 'point', isTyped: true }, 'comma', 'own_cells'],
    [{ point: 1, past: 'comma' }, 'point', 'own_cells'],
    [{ past: 'comma', isTyped: true }, 'comma', 'earlier_deliveries'],
    [{ isTyped: true }, 'point', 'format'],
    [{}, 'asked', 'no_evidence'],
  ])('%j', (profile, decision, because) => {
    expect(judgeNumbers(numbers(profile))).toEqual({ decision, because });
  });
});
