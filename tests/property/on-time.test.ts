import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
await defineMacros(warehouse, projectFiles(resolve(import.meta.dirname, '..', '..')));

/** A dossier as its own history tells it; times are hours since the beginning of the year, null when it did not happen. */
interface Story {
  received: number;
  due: number | null;
  limitHours: number;
  ended: number | null;
  /** Supplements asked for, and the last time it was asked for and answered. */
  supplements: number;
  asked: number | null;
  answered: number | null;
  /** Whether the status says that the citizen is waited for; else an answer is only not written down. */
  isWaiting: boolean;
  /** Last hour of the period and of the as-of day. */
  periodEnds: number;
  asOf: number;
}

/**
 * QĐ 766/QĐ-TTg 2.1, told hour by hour: the office works on a dossier from its receipt, except in the hours in which it
 * waits for the citizen. It is looked at from the end of the period, by what is known on the as-of day: what has ended by its
 * end, what waits by the request, what is open by the hours until the end of the period. Asking twice is late.
 */
function isOnTime(story: Story): boolean {
  const { asked, answered, ended, asOf } = story;
  const known = story.supplements - (asked !== null && asked > asOf ? 1 : 0);
  if (known > 1) return false;
  const due = story.due ?? story.received + story.limitHours;
  const workedUntil = (moment: number): number => {
    let at = Math.min(moment, story.received);
    for (let hour = at; hour < moment; hour += 1) {
      const waits = asked !== null && answered !== null && hour >= asked && hour < answered;
      if (!waits) at += 1;
    }
    return at;
  };
  if (ended !== null && ended <= asOf) return workedUntil(ended) <= due;
  const neverCame = answered === null && (story.isWaiting || ended !== null);
  if (asked !== null && asked <= asOf && (neverCame || (answered !== null && answered > asOf)))
    return asked <= due;
  return workedUntil(Math.min(story.periodEnds, asOf)) <= due;
}

const hours = (from: number, to: number) => fc.integer({ min: from, max: to });
const story: fc.Arbitrary<Story> = fc
  .record({
    received: hours(0, 700),
    due: fc.option(hours(0, 500)),
    limitHours: hours(1, 400),
    ended: fc.option(hours(0, 900), { freq: 1 }),
    supplements: fc.constantFrom(0, 1, 1, 1, 2),
    asked: hours(0, 300),
    answered: fc.option(hours(0, 300)),
    // Where a rule may be wrong: an appointment about the day of what decides, a wait about the end of the period.
    dueNear: fc.option(fc.tuple(fc.constantFrom('asked', 'periodEnds', 'ended'), hours(-60, 60))),
    waitsOverEnd: fc.boolean(),
    isWaiting: fc.boolean(),
    // A period that ends long before the day up to which things are known, and one that is cut short by it.
    periodEnds: hours(300, 900),
    asOf: hours(300, 2000),
  })
  .map((raw) => {
    const askedAt = raw.waitsOverEnd
      ? Math.max(raw.received, raw.periodEnds - raw.asked)
      : raw.received + raw.asked;
    const asked = raw.supplements === 0 ? null : askedAt;
    const answered = asked === null || raw.answered === null ? null : asked + raw.answered;
    const after = answered ?? asked ?? raw.received;
    const ended = raw.ended === null ? null : after + raw.ended;
    const [event, hoursLater] = raw.dueNear ?? ['asked', 0];
    const near = { asked, periodEnds: raw.periodEnds, ended }[event];
    const due = raw.due === null ? null : raw.received + raw.due;
    return {
      ...raw,
      asked,
      answered,
      due: raw.dueNear === null || near === null || near === undefined ? due : near + hoursLater,
      isWaiting: raw.isWaiting && asked !== null && answered === null && raw.ended === null,
      ended,
    };
  });

const at = (hour: number | null): string =>
  hour === null ? 'cast(null as timestamp)' : `timestamp '2026-01-01' + to_hours(${hour})`;

/** A dossier as the fact has it. */
const rowOf = (s: Story, n: number): string =>
  `(${[
    n,
    at(s.ended),
    at(s.asked),
    at(s.answered),
    at(s.isWaiting ? s.asked : null),
    s.supplements,
    at(s.due ?? s.received + s.limitHours),
    at(Math.min(s.periodEnds, s.asOf)),
    at(s.asOf),
  ].join(', ')})`;
const columns =
  'n, ended_at, asked_at, answered_at, waiting_since, supplement_count, due_at, cutoff, as_of_end';

/** What a macro says of each of some stories. */
const judged = async (stories: readonly Story[], sql: string): Promise<boolean[]> =>
  (
    await warehouse.all<{ said: boolean }>(
      `select ${sql} as said from (values ${stories.map(rowOf).join(', ')}) t(${columns}) order by n`,
    )
  ).map(({ said }) => said);

// Many at a time: what a rule may have wrong is true of one story in a hundred.
const stories = fc.array(story, { minLength: 50, maxLength: 80 });
const byRule =
  'dossier_on_time(ended_at, asked_at, answered_at, waiting_since, supplement_count, due_at, cutoff, as_of_end)';

test('the macro of the engine judges every dossier as the plain rule does', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (all) => {
      expect(await judged(all, byRule)).toEqual(all.map(isOnTime));
    }),
    { numRuns: runs(60) },
  );
});

test('a call of the former form is judged in the same way where nothing of a wait lies after the cutoff', async () => {
  const pause = 'coalesce(answered_at - asked_at, interval 0 hour)';
  await fc.assert(
    fc.asyncProperty(stories, async (all) => {
      const past = all.filter(
        ({ asked, answered, ended, periodEnds, asOf }) =>
          (asked === null || (answered !== null && answered <= Math.min(periodEnds, asOf))) &&
          (ended === null || answered === null || answered <= ended),
      );
      if (past.length === 0) return;
      const former = `dossier_on_time(ended_at, waiting_since, supplement_count, ${pause}, due_at, cutoff, as_of_end)`;
      expect(await judged(past, former)).toEqual(await judged(past, byRule));
    }),
    { numRuns: runs(30) },
  );
});

test('a petition is judged like a dossier of which nothing is asked; without a known day, by the cutoff', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (all) => {
      const plain = all.map((its) => ({
        ...its,
        supplements: 0,
        asked: null,
        answered: null,
        isWaiting: false,
      }));
      const ripe = await judged(plain, 'petition_on_time(ended_at, due_at, cutoff, as_of_end)');
      expect(ripe).toEqual(plain.map(isOnTime));
      const former = await judged(plain, 'petition_on_time(ended_at, due_at, cutoff)');
      expect(former).toEqual(
        plain.map((its) => isOnTime({ ...its, asOf: Math.min(its.periodEnds, its.asOf) })),
      );
    }),
    { numRuns: runs(30) },
  );
});
