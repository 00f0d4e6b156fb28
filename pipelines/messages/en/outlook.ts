import type { OutlookWords } from '../vi/outlook.ts';

const basis = ({ restBasis }: OutlookWords) =>
  restBasis === 'last_year' ? ' (as in the same days of last year)' : ' (at the pace of this year)';
const soFar = ({ value, target }: OutlookWords) => `${value} so far, target ${target}`;
const bestMonth = ({ best }: OutlookWords, what: string) =>
  best ? `; the best ${what} was ${best.value} (${best.period})` : '';

export const outlook = {
  ended: (w: OutlookWords) => `The year is over: ${w.value}, target ${w.target}.`,
  unknown: () => 'Not enough data for an outlook: at least a month of them is needed.',
  share: {
    sure: (w: OutlookWords) =>
      `${soFar(w)}. About ${w.rest} cases to come${basis(w)}: whatever becomes of them, the year meets its target.`,
    on_course: (w: OutlookWords) =>
      `${soFar(w)}. About ${w.rest} cases to come${basis(w)}: ${w.isHigher ? 'at least' : 'at most'} ${w.required} of them is enough.`,
    at_risk: (w: OutlookWords) =>
      `${soFar(w)}. About ${w.rest} cases to come${basis(w)}: ${w.isHigher ? 'at least' : 'at most'} ${w.required} of them is needed${bestMonth(w, 'month')}.`,
    impossible: (w: OutlookWords) =>
      `${soFar(w)}. About ${w.rest} cases to come${basis(w)}: even if all go well, the year comes to ${w.reachable}.`,
  },
  count: {
    sure: (w: OutlookWords) => `${soFar(w)}: enough already.`,
    on_course: (w: OutlookWords) =>
      w.isHigher
        ? `${soFar(w)}. ${w.rest} more to be expected${basis(w)}; ${w.required} a month are needed.`
        : `${soFar(w)}. ${w.rest} more to be expected${basis(w)}.`,
    at_risk: (w: OutlookWords) =>
      w.isHigher
        ? `${soFar(w)}. Only ${w.rest} more to be expected${basis(w)}, ${w.required} a month are needed${bestMonth(w, 'month')}.`
        : `${soFar(w)}. ${w.rest} more to be expected${basis(w)}: above what is allowed.`,
    impossible: (w: OutlookWords) => `${soFar(w)}: above what is allowed for the year already.`,
  },
  state: {
    sure: (w: OutlookWords) => `${soFar(w)}.`,
    on_course: (w: OutlookWords) =>
      w.required === ''
        ? `${soFar(w)}: reached, to be kept until the end of the year.`
        : `${soFar(w)}. ${w.required} more a month are needed; the pace of this year is enough.`,
    at_risk: (w: OutlookWords) =>
      `${soFar(w)}. ${w.required} more a month are needed; the pace of this year is not enough${bestMonth(w, 'gain')}.`,
    impossible: (w: OutlookWords) => `${soFar(w)}.`,
  },
  other: {
    sure: (w: OutlookWords) => `${soFar(w)}.`,
    on_course: (w: OutlookWords) => `${soFar(w)}: within the target.`,
    at_risk: (w: OutlookWords) => `${soFar(w)}: short of the target${bestMonth(w, 'month')}.`,
    impossible: (w: OutlookWords) => `${soFar(w)}.`,
  },
};
