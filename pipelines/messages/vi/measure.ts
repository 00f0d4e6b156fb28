const dayText = (day: string) => day.split('-').reverse().join('/');

const roman = ['I', 'II', 'III', 'IV'];

export const measure = {
  badIndicator: (ids: string, reason: string) => `Công thức chỉ tiêu không chạy được (${ids}): ${reason}`,
  newestRefused: 'Dòng mới nhất của hồ sơ bị từ chối, chỉ còn số liệu cũ',
  valueRefused: (labels: readonly string[]) => `Giá trị không nhận: ${labels.join(', ')}`,
  period: {
    month: (month: number, year: number) => `Tháng ${month}/${year}`,
    monthShort: (month: number) => `T${month}`,
    quarter: (quarter: number, year: number) => `Quý ${roman[quarter - 1]}/${year}`,
    quarterShort: (quarter: number) => `Quý ${roman[quarter - 1]}`,
    half: (half: number, year: number) => `6 tháng ${half === 1 ? 'đầu' : 'cuối'} năm ${year}`,
    halfShort: (half: number) => `6T ${half === 1 ? 'đầu' : 'cuối'} năm`,
    nineMonths: (year: number) => `9 tháng năm ${year}`,
    nineMonthsShort: '9 tháng',
    toDate: (month: number, year: number) => `Lũy kế ${month} tháng năm ${year}`,
    toDateShort: (month: number) => `Lũy kế T${month}`,
    /** Of a basis other than the calendar: its days are said. */
    between: (label: string, from: string, until: string) => `${label} (${dayText(from)}–${dayText(until)})`,
    year: (year: number) => `Năm ${year}`,
    yearShort: (year: number) => `${year}`,
  },
};
