import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compose, fitted } from '../../pipelines/alert/compose.ts';
import { type Night, planOf } from '../../pipelines/alert/plan.ts';
import { nothingTold, type Told } from '../../pipelines/alert/told.ts';
import { type Heard, heard } from '../../pipelines/config/alerts.ts';
import type { ThingToDo } from '../../pipelines/publish/health.ts';

const thing = (key: string): ThingToDo => ({
  key,
  what: `việc ${key}`,
  since: '2026-11-20',
  who: 'Văn phòng',
  how: 'kpi status',
});

/** One night as it is written in the tables below. */
interface Step {
  day?: number;
  hour?: number;
  todo?: string[];
  failed?: string;
  /** The message does not arrive. */
  lost?: true;
}

/** What somebody hears, night after night: the parts of each message, undefined where there is none. */
function told(hears: readonly Heard[], steps: readonly Step[]) {
  let state: Told = nothingTold;
  return steps.map(({ day, hour = 1, todo = [], failed, lost }, at) => {
    const date = `2026-11-${String(day ?? at + 1).padStart(2, '0')}`;
    const night: Night = {
      moment: `${date} ${String(hour).padStart(2, '0')}:30:00`,
      failure: failed === undefined ? undefined : { cause: failed, text: `lỗi ${failed}` },
      todo: todo.map(thing),
    };
    const plan = planOf(hears, state, night);
    state = lost ? plan.lost : plan.arrived;
    // What is kept goes through a file.
    state = JSON.parse(JSON.stringify(state)) as Told;
    const { saying } = plan;
    return (
      saying && {
        ...(saying.failure ? { failed: saying.failure.isNew ? saying.failure.text : 'vẫn' } : {}),
        ...(saying.recovered ? { recovered: saying.recovered.slice(8, 10) } : {}),
        ...(saying.news.length > 0 ? { news: saying.news.map(({ key }) => key) } : {}),
        ...(saying.waiting.length > 0 ? { waiting: saying.waiting.map(({ key }) => key) } : {}),
        ...(saying.gone.length > 0 ? { gone: [...saying.gone] } : {}),
      }
    );
  });
}

test('a thing is told once, for as long as it waits, and anew when it comes back', () => {
  const nights = [['held:a:1'], ['held:a:1'], ['held:a:1', 'held:b:2'], [], ['held:a:1']];
  expect(
    told(
      ['held'],
      nights.map((todo) => ({ todo })),
    ),
  ).toEqual([{ news: ['held:a:1'] }, undefined, { news: ['held:b:2'] }, undefined, { news: ['held:a:1'] }]);
});

test('a failure is told once for each cause, until a night succeeds', () => {
  const nights = ['disk', 'disk', 'config', 'config', undefined, 'config'];
  expect(
    told(
      ['failed', 'recovered'],
      nights.map((failed) => (failed === undefined ? {} : { failed })),
    ),
  ).toEqual([
    { failed: 'lỗi disk' },
    undefined,
    { failed: 'lỗi config' },
    undefined,
    { recovered: '01' },
    { failed: 'lỗi config' },
  ]);
});

test('a role hears what it asked for and nothing else', () => {
  const steps: Step[] = [
    { todo: ['held:a:1', 'stale:b'] },
    { failed: 'disk', todo: ['held:a:1', 'stale:b'] },
    { todo: [] },
  ];
  expect(told(['stale'], steps)).toEqual([{ news: ['stale:b'] }, undefined, undefined]);
  expect(told(['failed'], steps)).toEqual([undefined, { failed: 'lỗi disk' }, undefined]);
  expect(told(['recovered'], steps)).toEqual([undefined, undefined, { recovered: '02' }]);
  expect(told(['stale', 'recovered'], steps)).toEqual([
    { news: ['stale:b'] },
    undefined,
    { recovered: '02', gone: ['việc stale:b'] },
  ]);
});

test('the digest comes once a local day, lists what waits, and does not come when nothing does', () => {
  expect(
    told(
      ['held', 'digest'],
      [
        { day: 1, todo: ['held:a:1', 'turned:x:2026-10'] },
        { day: 1, hour: 14, todo: ['held:a:1', 'turned:x:2026-10'] },
        { day: 2, todo: ['held:a:1', 'turned:x:2026-10'] },
        { day: 3, todo: ['turned:x:2026-10'] },
        { day: 3, hour: 14, todo: [] },
        { day: 4, todo: [] },
        { day: 5, todo: ['stale:b'] },
      ],
    ),
  ).toEqual([
    { news: ['held:a:1'], waiting: ['turned:x:2026-10'] },
    undefined,
    { waiting: ['held:a:1', 'turned:x:2026-10'] },
    { waiting: ['turned:x:2026-10'], gone: ['việc held:a:1'] },
    undefined,
    undefined,
    { waiting: ['stale:b'] },
  ]);
});

test('the digest of a day without success says that it still fails', () => {
  expect(
    told(
      ['failed', 'digest'],
      [
        { failed: 'disk', todo: ['stale:b'] },
        { failed: 'disk', todo: ['stale:b'] },
        { failed: 'disk', day: 2, hour: 5, todo: ['stale:b'] },
      ],
    ),
  ).toEqual([
    { failed: 'lỗi disk', waiting: ['stale:b'] },
    { failed: 'vẫn', waiting: ['stale:b'] },
    undefined,
  ]);
});

test('what did not arrive is told by the next run', () => {
  expect(
    told(
      ['failed', 'recovered', 'held', 'digest'],
      [
        { todo: ['held:a:1'], lost: true },
        { todo: ['held:a:1'] },
        { failed: 'disk', todo: ['held:a:1'], day: 2, hour: 9, lost: true },
        { failed: 'disk', todo: ['held:a:1'], day: 2, hour: 10 },
        { todo: [], day: 2, hour: 11, lost: true },
        { todo: [], day: 2, hour: 12 },
        { todo: [], day: 2, hour: 13 },
      ],
    ),
  ).toEqual([
    { news: ['held:a:1'] },
    { news: ['held:a:1'] },
    { failed: 'lỗi disk' },
    { failed: 'lỗi disk' },
    { recovered: '02', gone: ['việc held:a:1'] },
    { recovered: '02', gone: ['việc held:a:1'] },
    undefined,
  ]);
});

test('a failure of which nobody could be told is told when it is over', () => {
  expect(told(['failed'], [{ failed: 'disk', lost: true }, {}, {}])).toEqual([
    { failed: 'lỗi disk' },
    { recovered: '01' },
    undefined,
  ]);
});

test('a night that failed has not looked: nothing has gone', () => {
  expect(
    told(['held', 'recovered'], [{ todo: ['held:a:1'] }, { failed: 'disk' }, { todo: ['held:a:1'] }]),
  ).toEqual([{ news: ['held:a:1'] }, undefined, { recovered: '02' }]);
});

test('what is back before its going was told has not gone', () => {
  const steps: Step[] = [{ todo: ['held:a:1'] }, { todo: [], lost: true }, { todo: ['held:a:1'] }];
  expect(told(['held', 'recovered'], steps)).toEqual([
    { news: ['held:a:1'] },
    { gone: ['việc held:a:1'] },
    { news: ['held:a:1'] },
  ]);
});

test('of what is counted more is news, fewer is none; rows of a source are called by their newest file', () => {
  expect(
    told(
      ['names', 'rows', 'recovered'],
      [
        { todo: ['names:3', 'rows:a:11111111'] },
        { todo: ['names:2', 'rows:a:11111111'] },
        { todo: ['names:3', 'rows:a:22222222'] },
        { todo: [] },
      ],
    ),
  ).toEqual([
    { news: ['names:3', 'rows:a:11111111'] },
    undefined,
    { news: ['names:3', 'rows:a:22222222'] },
    { gone: ['việc names:3', 'việc rows:a:22222222'] },
  ]);
});

/** Nights of any kind; the kinds of things are told by their keys. */
const keys = ['held:a:1', 'refused:a:2', 'stale:a', 'turned:x:2026-10', 'differs:b:3'];
const nights = fc.array(
  fc.record({
    todo: fc.subarray(keys),
    failed: fc.option(fc.constantFrom('disk', 'config'), { nil: undefined, freq: 3 }),
    lost: fc.option(fc.constant(true as const), { nil: undefined, freq: 3 }),
  }),
  { maxLength: 12 },
);

test('whatever the nights: each cause once, and nothing that waits stays untold', () => {
  fc.assert(
    fc.property(nights, fc.subarray([...heard], { minLength: 1 }), (given, hears) => {
      // A run that failed keeps the list of the one before.
      let list: string[] = [];
      const steps = given.map(({ todo, failed, lost }): Step => {
        if (failed === undefined) list = todo;
        return { todo: list, ...(failed ? { failed } : {}), ...(lost ? { lost } : {}) };
      });
      const said = told(hears, steps);
      const known = new Set<string>();
      let failure: string | undefined;
      steps.forEach(({ todo = [], failed, lost }, at) => {
        const message = said[at];
        for (const key of known) if (!failed && !todo.includes(key)) known.delete(key);
        const due = todo.filter((key) => hears.some((kind) => key.startsWith(kind)) && !known.has(key));
        expect(message?.news ?? []).toEqual(due);
        if (hears.includes('failed') && failed !== undefined && failure !== failed)
          expect(message?.failed).toBe(`lỗi ${failed}`);
        if (!hears.includes('digest') && (failed === undefined || failure === failed))
          expect(message?.failed).toBeUndefined();
        if (lost) {
          if (failed === undefined || failed !== failure) failure = undefined;
          return;
        }
        for (const key of [...(message?.news ?? []), ...(message?.waiting ?? [])]) known.add(key);
        failure = failed !== undefined && (message?.failed || failure === failed) ? failed : undefined;
      });
      if (hears.includes('digest'))
        steps.forEach(({ todo = [] }, at) => {
          const listed = [...(said[at]?.news ?? []), ...(said[at]?.waiting ?? [])];
          expect(listed.toSorted()).toEqual(todo.toSorted());
        });
    }),
  );
});

test('a message names the commune in short, and each thing on one line with since when, who and how', () => {
  const saying = {
    failure: { text: 'Ổ đĩa đầy.', isNew: true, since: '2026-11-22 01:35:00' },
    news: [{ ...thing('held:a:1'), what: 'Cổng\nDVC' }],
    waiting: [{ ...thing('stale:b'), since: null, who: '' }],
    gone: ['việc cũ'],
  };
  const { title, text } = compose(saying, 'xã Rạng Đông', '2026-11-22 01:35:00');
  expect(title).toBe('[Rạng Đông] Cập nhật thất bại, 1 việc mới, 1 việc đang chờ');
  expect(text).toContain('Lần cập nhật lúc 01:35 22/11/2026 thất bại.\nỔ đĩa đầy.');
  expect(text).toContain('- Cổng DVC; từ 20/11/2026; đơn vị: Văn phòng; cách làm: kpi status');
  expect(text).toContain('- việc stale:b; cách làm: kpi status');
  expect(compose(saying, undefined, '2026-11-22 01:35:00').title).toMatch(/^\[KPI\] /);
});

test('a message that is too long is cut between lines, and says so', () => {
  const message = {
    title: 'T'.repeat(20),
    text: Array.from({ length: 100 }, (_, at) => `- dòng ${at}`).join('\n'),
  };
  const short = fitted(message, 300);
  expect(short.title.length + short.text.length).toBeLessThanOrEqual(300);
  expect(short.text).toMatch(/^- dòng 0\n[\s\S]*- dòng \d+\n\nCòn nữa/);
  expect(fitted(message, 20_000)).toEqual(message);
});
