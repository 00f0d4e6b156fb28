import { inSentence } from './format.js';
import { linkTo } from './links.js';

/** @import { Decision } from './marts.js' */

/**
 * One slide: what it shows, and its title ('' for the first one, which has its own).
 *
 * @typedef {{ kind: 'start' | 'groups' | 'hamlets' | 'score' | 'lost' | 'moves' | 'sources', title: string }
 *   | { kind: 'decision', title: string, row: Decision }} SlideOf
 */

/**
 * The slides of a meeting, in their order.
 *
 * @param {Decision[]} decisions
 * @param {string} previous name of the period before; '' where there is none of its kind
 * @returns {SlideOf[]}
 */
export const slidesOf = (decisions, previous) => [
  { kind: 'start', title: '' },
  ...decisions.map((row, at) => ({
    kind: /** @type {const} */ ('decision'),
    title: `Việc cần quyết định ${at + 1}/${decisions.length}: ${row.title}`,
    row,
  })),
  { kind: 'groups', title: 'Nhóm × tháng: số chỉ tiêu đạt / có đánh giá' },
  { kind: 'hamlets', title: 'Thôn, xóm, tổ dân phố: yếu nhất trước' },
  // Whoever has switched the score off does not want it here either.
  ...(linkTo('/diem-766/')
    ? [{ kind: /** @type {const} */ ('score'), title: 'Điểm QĐ 766 trên phần đo được' }]
    : []),
  { kind: 'lost', title: 'Thời gian mất nhiều nhất ở đâu' },
  {
    kind: 'moves',
    title: previous ? `Thay đổi so với ${inSentence(previous)}` : 'Thay đổi',
  },
  { kind: 'sources', title: 'Nguồn số liệu và phần còn thiếu' },
];
