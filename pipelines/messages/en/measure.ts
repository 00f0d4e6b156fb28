import type { measure as original } from '../vi/measure.ts';

export const measure: typeof original = {
  badIndicator: (ids, reason) => `The formula of an indicator does not run (${ids}): ${reason}`,
  newestRefused: 'The newest row of the record was refused, only an older one stands',
  valueRefused: (labels: readonly string[]) => `Value refused: ${labels.join(', ')}`,
  period: {
    month: (month, year) => `Month ${month}/${year}`,
    monthShort: (month) => `M${month}`,
    quarter: (quarter, year) => `Quarter ${quarter}/${year}`,
    quarterShort: (quarter) => `Q${quarter}`,
    half: (half, year) => `${half === 1 ? 'First' : 'Second'} half of ${year}`,
    halfShort: (half) => `H${half}`,
    nineMonths: (year) => `Nine months of ${year}`,
    nineMonthsShort: '9M',
    toDate: (month, year) => `${year} up to month ${month}`,
    toDateShort: (month) => `To M${month}`,
    between: (label, from, until) => `${label} (${from} to ${until})`,
    year: (year) => `Year ${year}`,
    yearShort: (year) => `${year}`,
  },
};
