/** What the sentences about the rest of the year carry: numbers already written as people read them, with units. */
export interface OutlookWords {
  value: string;
  target: string;
  /** What is still to be expected this year: cases of a share, an amount of a count. */
  rest: string;
  restBasis: 'last_year' | 'pace' | null;
  required: string;
  reachable: string;
  /** The best month so far and its value; undefined where there is none. */
  best: { value: string; period: string } | undefined;
  isHigher: boolean;
}

const basis = ({ restBasis }: OutlookWords) =>
  restBasis === 'last_year' ? ' (theo cùng kỳ năm trước)' : ' (theo nhịp từ đầu năm)';
const soFar = ({ value, target }: OutlookWords) => `Đến nay ${value}, kế hoạch ${target}`;
const bestMonth = ({ best, isHigher }: OutlookWords, what: string) =>
  best ? `; ${what} ${isHigher ? 'cao' : 'thấp'} nhất là ${best.value} (${best.period})` : '';

/** What a value of yes or no is called within a sentence, and a difference of shares. */
export const unitWords = {
  yes: 'có',
  no: 'chưa',
  points: (value: string) => `${value} điểm phần trăm`,
};

/** One sentence for every class, by how the value comes about; `ended` once the year is over. */
export const outlook = {
  ended: (w: OutlookWords) => `Năm đã hết: ${w.value}, kế hoạch ${w.target}.`,
  unknown: () => 'Chưa đủ số liệu để dự báo: cần ít nhất một tháng có số liệu.',
  share: {
    sure: (w: OutlookWords) =>
      `${soFar(w)}. Còn khoảng ${w.rest} trường hợp${basis(w)}: kết quả từ nay thế nào, cả năm cũng đạt kế hoạch.`,
    on_course: (w: OutlookWords) =>
      `${soFar(w)}. Còn khoảng ${w.rest} trường hợp${basis(w)}: từ nay giữ ${w.isHigher ? 'ít nhất' : 'không quá'} ${w.required} thì cả năm đạt.`,
    at_risk: (w: OutlookWords) =>
      `${soFar(w)}. Còn khoảng ${w.rest} trường hợp${basis(w)}: từ nay phải ${w.isHigher ? 'đạt' : 'giữ không quá'} ${w.required}${bestMonth(w, 'tháng')}.`,
    impossible: (w: OutlookWords) =>
      `${soFar(w)}. Còn khoảng ${w.rest} trường hợp${basis(w)}: dù mọi trường hợp đều tốt, cả năm chỉ ${w.reachable}.`,
  },
  count: {
    sure: (w: OutlookWords) => `${soFar(w)}: đã đủ.`,
    on_course: (w: OutlookWords) =>
      w.isHigher
        ? `${soFar(w)}. Từ nay dự kiến thêm ${w.rest}${basis(w)}; cần ${w.required} mỗi tháng.`
        : `${soFar(w)}. Từ nay dự kiến thêm ${w.rest}${basis(w)}.`,
    at_risk: (w: OutlookWords) =>
      w.isHigher
        ? `${soFar(w)}. Từ nay dự kiến chỉ thêm ${w.rest}${basis(w)}, cần ${w.required} mỗi tháng${bestMonth(w, 'tháng')}.`
        : `${soFar(w)}. Từ nay dự kiến thêm ${w.rest}${basis(w)}, sẽ vượt mức cho phép.`,
    impossible: (w: OutlookWords) => `${soFar(w)}: đã vượt mức cho phép của cả năm.`,
  },
  state: {
    sure: (w: OutlookWords) => `${soFar(w)}.`,
    on_course: (w: OutlookWords) =>
      w.required === ''
        ? `${soFar(w)}: đã đạt, cần giữ đến cuối năm.`
        : `${soFar(w)}. Cần thêm ${w.required} mỗi tháng, với nhịp tăng từ đầu năm thì kịp.`,
    at_risk: (w: OutlookWords) =>
      `${soFar(w)}. Cần thêm ${w.required} mỗi tháng, nhịp từ đầu năm chưa đủ${bestMonth(w, 'tháng tăng')}.`,
    impossible: (w: OutlookWords) => `${soFar(w)}.`,
  },
  other: {
    sure: (w: OutlookWords) => `${soFar(w)}.`,
    on_course: (w: OutlookWords) => `${soFar(w)}: đang trong mức kế hoạch.`,
    at_risk: (w: OutlookWords) => `${soFar(w)}: chưa đạt kế hoạch${bestMonth(w, 'tháng')}.`,
    impossible: (w: OutlookWords) => `${soFar(w)}.`,
  },
};
