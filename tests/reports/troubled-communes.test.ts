import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GeneratedCommune, generatedCommune, type Told } from '../support/generated-commune.ts';
import { overviewOf } from '../support/overview-of.ts';
import { lateCommune, lostCommune, offlineCommune, tinyCommune } from '../support/troubled-communes.ts';

/** What a committee must read: each card, and the sentence above them. */
interface Expected {
  cards: Record<string, string>[];
  headline: string;
}

const portalOwner = 'Trung tâm Phục vụ hành chính công';
const byYearsEnd = 'trước 31/12/2026';

/** Communes with different troubles; three things to decide at most, still attainable, the most urgent first. */
const communes: [told: Told, expected: Expected][] = [
  [
    lateCommune,
    {
      cards: [
        {
          title: 'Định danh mức 2',
          value_text: '80,0 %',
          target_text: '90 %',
          needed_text: 'Cần thêm 5,0 điểm % mỗi tháng; gần đây 0,8 điểm',
          since_text: 'Chưa đạt từ tháng 1/2026',
          worst_text: 'Thấp nhất tháng 10: Xóm 3 47,6 %',
          more_text: 'thêm 210 trường hợp đạt',
          actor: 'Công an xã',
          until_text: byYearsEnd,
          link: '/chi-tieu/vneid-muc-2',
        },
        {
          title: 'Hồ sơ đúng hạn',
          value_text: '94,0 %',
          target_text: '94,5 %',
          needed_text: 'Cần 97 % số trường hợp còn lại; gần đây 85 %, tốt nhất 100 % (tháng 1)',
          since_text: 'Chưa đạt từ tháng 7/2026',
          // The other fields are all on time.
          worst_text: 'Thấp nhất tháng 10: Đất đai 40,0 %',
          more_text: '',
          actor: portalOwner,
          until_text: byYearsEnd,
          link: '/chi-tieu/tthc-dung-han',
        },
      ],
      headline:
        'Cả năm: 1/3 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 2 khó đạt ' +
        'Tháng 10/2026: 1 trên 3 chỉ tiêu đạt trong kỳ · so với tháng 9: không chỉ tiêu nào đổi kết quả',
    },
  ],
  [
    offlineCommune,
    {
      // Digitising asks for more than all that is to be expected: nothing is left to decide there.
      cards: [
        {
          title: 'Thanh toán trực tuyến',
          value_text: '35,0 %',
          target_text: '60 %',
          needed_text: 'Cần 85,1 % số trường hợp còn lại; gần đây 35 %',
          since_text: 'Chưa đạt từ tháng 1/2026',
          worst_text: 'Thấp nhất tháng 6: Chứng thực 20,0 %',
          actor: portalOwner,
          until_text: byYearsEnd,
        },
        {
          title: 'Nộp trực tuyến',
          value_text: '40,0 %',
          target_text: '65 %',
          needed_text: 'Cần 90,1 % số trường hợp còn lại; gần đây 40 %',
          since_text: 'Chưa đạt từ tháng 1/2026',
          // As low in every field: none is the lowest.
          worst_text: '',
          actor: portalOwner,
          until_text: byYearsEnd,
        },
      ],
      headline:
        'Cả năm: 1/4 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 3 khó đạt ' +
        'Tháng 6/2026: 1 trên 4 chỉ tiêu đạt trong kỳ · so với tháng 5: không chỉ tiêu nào đổi kết quả',
    },
  ],
  [
    lostCommune,
    {
      // Two targets are lost, one is on course: a single thing is left to decide.
      cards: [
        {
          title: 'Tin, bài',
          value_text: '95',
          target_text: '200',
          needed_text: 'Cần 53 tin, bài mỗi tháng; gần đây 9 tin, bài, tốt nhất 10 tin, bài (tháng 1)',
          since_text: 'Chưa đạt từ tháng 1/2026',
          // Of a count for the year the sums of the year, as the number above them: none of October is no none.
          worst_text: 'Thấp nhất từ đầu năm: Hội Nông dân 5; Đoàn Thanh niên 30',
          more_text: '',
          actor: 'Văn phòng Đảng ủy',
          until_text: byYearsEnd,
        },
      ],
      headline:
        'Cả năm: 1/4 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 1 khó đạt · 2 không còn khả năng đạt ' +
        'Tháng 10/2026: 3 trên 4 chỉ tiêu đạt trong kỳ · so với tháng 9: không chỉ tiêu nào đổi kết quả',
    },
  ],
  [
    tinyCommune,
    {
      cards: [
        {
          title: 'Hồ sơ đúng hạn',
          value_text: '81,5 %',
          target_text: '85 %',
          // Months have no verdict, quarters have.
          since_text: 'Chưa đạt từ quý II/2026',
          worst_text: 'Thấp nhất từ đầu năm: Đất đai 63,0 %',
          actor: portalOwner,
        },
      ],
      headline:
        'Cả năm: 0/1 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 1 khó đạt ' +
        'Tháng 9/2026: chưa có chỉ tiêu nào đủ số liệu để đánh giá.',
    },
  ],
];

describe.each(communes)('$name', (told, { cards, headline }) => {
  let commune: GeneratedCommune;
  beforeAll(async () => {
    commune = await generatedCommune(told);
  });
  afterAll(() => commune.remove());

  test('what is to be decided, in this order, with how much, since when, where and who', async () => {
    const rows = await commune.home.ask('select * from mart.decision order by place');
    expect(rows.map(({ title }) => title)).toEqual(cards.map(({ title }) => title));
    expect(rows).toMatchObject(cards);
  });

  test('the page says so, and its sentence counts alike', async () => {
    const shown = await overviewOf(commune.home.context.home.marts);
    expect(shown.headline).toBe(headline);
    for (const { title, since_text, worst_text, actor } of cards)
      for (const each of [title, since_text, worst_text, actor])
        expect(shown.text.replaceAll('\u00a0', ' ')).toContain(each);
  });
});
