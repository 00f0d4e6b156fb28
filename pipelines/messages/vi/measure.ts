const roman = ['I', 'II', 'III', 'IV'];

export const measure = {
  badIndicator: (ids: string, reason: string) => `Công thức chỉ tiêu không chạy được (${ids}): ${reason}`,
  period: {
    month: (month: number, year: number) => `Tháng ${month}/${year}`,
    monthShort: (month: number) => `T${month}`,
    quarter: (quarter: number, year: number) => `Quý ${roman[quarter - 1]}/${year}`,
    quarterShort: (quarter: number) => `Quý ${roman[quarter - 1]}`,
    year: (year: number) => `Năm ${year}`,
    yearShort: (year: number) => `${year}`,
  },
};
