import type { measure as original } from '../vi/measure.ts';

export const measure: typeof original = {
  badIndicator: (ids, reason) => `The formula of an indicator does not run (${ids}): ${reason}`,
  period: {
    month: (month, year) => `Month ${month}/${year}`,
    monthShort: (month) => `M${month}`,
    quarter: (quarter, year) => `Quarter ${quarter}/${year}`,
    quarterShort: (quarter) => `Q${quarter}`,
    year: (year) => `Year ${year}`,
    yearShort: (year) => `${year}`,
  },
};
