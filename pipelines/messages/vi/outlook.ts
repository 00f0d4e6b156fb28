/** What the sentences about the rest of the year carry: numbers already written as people read them, with units. */
export interface OutlookWords {
  value: string;
  target: string;
  isHigher: boolean;
  /** Whether the year is expected to end short of the target, going on as in the last months. */
  isTooSlow: boolean;
  /** The interval of what the year will come to; undefined where none is told. */
  interval: { low: string; high: string } | undefined;
  /** What the rest must come to; '' where it does not matter, undefined where nothing that can come is enough. */
  required: string | undefined;
  /** The last months together (so many), and the best one with its name; undefined where there are none. */
  recent: { value: string; months: number } | undefined;
  best: { value: string; period: string } | undefined;
  /** Cases still to come: what is to be expected, and the most. */
  rest: string;
  mostRest: string;
  /** Cases counted already whose verdict may still turn; '' where there are none. */
  open: string;
  /** The best and the worst that the year can still come to. */
  reachable: string;
  assured: string;
  /** Cases that broke a target which leaves room for none; '' where that is not so. */
  broken: string;
}

/** What a value of yes or no is called within a sentence, a difference of shares (the first in a sentence in full), and a month ("Tháng 7/2026"). */
export const unitWords = {
  yes: 'có',
  no: 'chưa',
  points: (value: string) => `${value} điểm %`,
  pointsAgain: (value: string) => `${value} điểm`,
  month: (label: string) => label.charAt(0).toLowerCase() + label.slice(1).replace(/\/\d{4}/, ''),
  list: (months: readonly string[]) => months.join(', '),
};

const soFar = ({ value, target }: OutlookWords) => `Đến nay ${value}, mục tiêu ${target}`;

function intervalOf({ interval }: OutlookWords, when: string): string {
  if (!interval) return '';
  const { low, high } = interval;
  return low === high
    ? `${when} dự kiến khoảng ${low}`
    : `${when} dự kiến từ khoảng ${low} đến khoảng ${high}`;
}

const words = ['', '', 'hai ', 'ba ', 'bốn ', 'năm ', 'sáu '];
const lastMonths = (count: number) => `${words[count] ?? `${count} `}tháng gần đây`;

/** ", ba tháng gần đây 95,2 %, tháng tốt nhất 97,0 % (tháng 3)" */
function comparison({ recent, best, isTooSlow }: OutlookWords, verb = ''): string {
  const last = recent ? `, ${lastMonths(recent.months)} ${verb}${recent.value}` : '';
  const most = best && best.value !== recent?.value ? `, tháng tốt nhất ${best.value} (${best.period})` : '';
  return last + most + (recent && isTooSlow ? ': tốc độ hiện nay chưa đủ' : '');
}

const parts = (...all: string[]) => `${all.filter((part) => part !== '').join('; ')}.`;

/** What a case is that helps the target: of a share that should be low, one that is not counted in it. */
const good = ({ isHigher }: OutlookWords) => (isHigher ? 'đạt' : 'tốt');

/** The cases that can still decide, as one phrase. */
const allThatComes = ({ mostRest, open }: OutlookWords) =>
  `100 % trường hợp còn lại (nhiều nhất khoảng ${mostRest}${open === '' ? '' : `, thêm ${open} trường hợp chưa xong`})`;

function shareRequired(w: OutlookWords): string {
  if (w.required === undefined)
    return `dù cả khoảng ${w.rest} trường hợp còn lại đều ${good(w)} cũng chưa đủ${comparison({ ...w, isTooSlow: false })}`;
  if (w.required === '') return '';
  return w.isHigher
    ? `cần khoảng ${w.required} số trường hợp còn lại${comparison(w)}`
    : `số trường hợp còn lại không được quá khoảng ${w.required}${comparison(w)}`;
}

function countRequired(w: OutlookWords): string {
  if (!w.required) return '';
  return w.isHigher
    ? `cần khoảng ${w.required} mỗi tháng${comparison(w, 'mỗi tháng ')}`
    : `từ nay không được quá khoảng ${w.required} mỗi tháng${comparison(w, 'mỗi tháng ')}`;
}

function meanRequired(w: OutlookWords): string {
  if (!w.required) return '';
  return `các trường hợp còn lại cần bình quân ${w.isHigher ? 'ít nhất' : 'không quá'} khoảng ${w.required}${comparison(w)}`;
}

function stateRequired(w: OutlookWords): string {
  if (!w.required) return 'đã đạt, cần giữ đến cuối năm';
  return `cần ${w.isHigher ? 'tăng' : 'giảm'} thêm khoảng ${w.required} mỗi tháng${comparison(w, 'bình quân ')}`;
}

/** What stands between sure and out of reach: what is asked of the rest, and what is to be expected. */
const between = {
  share: (w: OutlookWords) => parts(`${soFar(w)}: ${intervalOf(w, 'cả năm')}`, shareRequired(w)),
  count: (w: OutlookWords) => parts(`${soFar(w)}: ${intervalOf(w, 'cả năm')}`, countRequired(w)),
  mean: (w: OutlookWords) => parts(`${soFar(w)}: ${intervalOf(w, 'cả năm')}`, meanRequired(w)),
  state: (w: OutlookWords) => parts(`${soFar(w)}: ${stateRequired(w)}`, intervalOf(w, 'cuối năm')),
  other: (w: OutlookWords) => parts(`${soFar(w)}: ${intervalOf(w, 'cả năm')}${comparison(w)}`),
};

function impossibleShare(w: OutlookWords): string {
  if (w.broken !== '')
    return parts(
      `Mục tiêu ${w.target} đã lỡ: ${w.broken} trường hợp không đạt`,
      `đến nay ${w.value}${w.reachable === '' ? '' : `, cả năm ${w.isHigher ? 'nhiều' : 'ít'} nhất khoảng ${w.reachable}`}`,
    );
  const end = w.isHigher ? 'cả năm cũng chỉ đạt nhiều nhất' : 'cả năm cũng còn ít nhất';
  return w.reachable === ''
    ? `${soFar(w)}: không còn cách nào đạt.`
    : `${soFar(w)}: kể cả ${allThatComes(w)} đều ${good(w)}, ${end} khoảng ${w.reachable}.`;
}

function sureShare(w: OutlookWords): string {
  const end = w.isHigher ? 'cả năm vẫn đạt ít nhất' : 'cả năm vẫn không quá';
  return w.assured === ''
    ? `${soFar(w)}: kết quả từ nay thế nào cũng đạt.`
    : `${soFar(w)}: kể cả ${allThatComes(w)} đều không ${good(w)}, ${end} khoảng ${w.assured}.`;
}

/** "; gần đây 2,9 điểm, tốt nhất 3,1 điểm (tháng 10)" */
function briefly({ recent, best }: OutlookWords): string {
  const both = [
    recent ? `gần đây ${recent.value}` : '',
    best && best.value !== recent?.value ? `tốt nhất ${best.value} (${best.period})` : '',
  ].filter((part) => part !== '');
  return both.length === 0 ? '' : `; ${both.join(', ')}`;
}

/** What is asked of the rest of the year, in as few words as a card has room for; '' where nothing is. */
const needed = {
  share(w: OutlookWords): string {
    if (!w.required) return shareRequired(w);
    return `${w.isHigher ? 'cần' : 'không quá'} ${w.required} số trường hợp còn lại${briefly(w)}`;
  },
  count: (w: OutlookWords) =>
    w.required ? `${w.isHigher ? 'cần' : 'không quá'} ${w.required} mỗi tháng${briefly(w)}` : '',
  mean: (w: OutlookWords) =>
    w.required ? `từ nay bình quân ${w.isHigher ? 'ít nhất' : 'không quá'} ${w.required}${briefly(w)}` : '',
  state: (w: OutlookWords) =>
    w.required
      ? `cần ${w.isHigher ? 'thêm' : 'giảm'} ${w.required} mỗi tháng${briefly(w)}`
      : stateRequired(w),
  other: () => '',
  yes_no: () => '',
};

/** One sentence for every class, by how the value comes about; `ended` once the year is over. */
export const outlook = {
  ended: ({ value, target }: OutlookWords) => `Năm đã hết: ${value}, mục tiêu ${target}.`,
  /** Where the year will end, beside a chart. */
  range: ({ low, high }: NonNullable<OutlookWords['interval']>) => (low === high ? low : `${low} – ${high}`),
  between,
  needed,
  impossible: {
    share: impossibleShare,
    count: (w: OutlookWords) => `${soFar(w)}: đã vượt mức cho phép của cả năm.`,
    yes_no: (w: OutlookWords) => `${soFar(w)}: đã xảy ra, không rút lại được.`,
  },
  sure: {
    share: sureShare,
    count: (w: OutlookWords) => `${soFar(w)}: đã đủ.`,
    yes_no: (w: OutlookWords) => `${soFar(w)}: đã đạt.`,
  },
  unknown: {
    no_cases: () => 'Chưa phát sinh trường hợp nào, chưa đủ căn cứ để dự báo cả năm.',
    no_value: () => 'Chưa có số liệu của năm, chưa đủ căn cứ để dự báo.',
    few_months: (w: OutlookWords) => `${soFar(w)}: cần ít nhất hai tháng trọn để dự báo cả năm.`,
    first_yes: (w: OutlookWords) => `${soFar(w)}: chưa có căn cứ để biết từ nay đến cuối năm.`,
    /** Months whose files are missing, and those whose files are not whole; '' where there are none. */
    gap: (w: OutlookWords, missing: string, partial: string) => {
      const what = [
        ...(missing === '' ? [] : [`thiếu tệp ${missing}`]),
        ...(partial === '' ? [] : [`tệp ${partial} chưa đủ`]),
      ].join(', ');
      return `${soFar(w)}: ${what}, chưa đủ căn cứ để dự báo cả năm.`;
    },
  },
};
