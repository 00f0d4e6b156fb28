import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
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
  /** Last hour of the period and of the as-of day. */
  periodEnds: number;
  asOf: number;
}

/**
 * QĐ 766/QĐ-TTg 2.1, told plainly: find the moment at which the dossier counts as ended, compare it with the
 * appointment; waiting for the citizen does not count against the office, asking twice does.
 */
function isOnTime(story: Story): boolean {
  if (story.supplements > 1) return false;
  const lastMoment = Math.min(story.periodEnds, story.asOf);
  const due = story.due ?? story.received + story.limitHours;
  const waited = story.asked !== null && story.answered !== null ? story.answered - story.asked : 0;
  const isWaiting = story.ended === null && story.asked !== null && story.answered === null;
  if (story.ended !== null && story.ended <= story.asOf) return story.ended - waited <= due;
  if (isWaiting && story.asked !== null && story.asked <= story.asOf) return story.asked <= due;
  return lastMoment - waited <= due;
}

const hours = (from: number, to: number) => fc.integer({ min: from, max: to });
const story: fc.Arbitrary<Story> = fc
  .record({
    received: hours(0, 700),
    due: fc.option(hours(0, 500)),
    limitHours: hours(1, 400),
    ended: fc.option(hours(0, 900)),
    supplements: fc.constantFrom(0, 0, 1, 1, 2),
    asked: hours(0, 300),
    answered: fc.option(hours(0, 300)),
    periodEnds: hours(700, 900),
    asOf: hours(700, 2000),
  })
  .map((raw) => {
    const asked = raw.supplements === 0 ? null : raw.received + raw.asked;
    const answered = asked === null || raw.answered === null ? null : asked + raw.answered;
    const after = answered ?? asked ?? raw.received;
    return {
      ...raw,
      asked,
      answered,
      due: raw.due === null ? null : raw.received + raw.due,
      ended: raw.ended === null || (asked !== null && answered === null) ? null : after + raw.ended,
    };
  });

const at = (hour: number | null): string =>
  hour === null ? 'cast(null as timestamp)' : `timestamp '2026-01-01' + interval ${hour} hour`;

test('the macro of the engine judges every dossier as the plain rule does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 60 }), async (stories) => {
      const rows = stories.map((s, n) => {
        const waiting = s.ended === null && s.answered === null ? s.asked : null;
        const pause = s.asked !== null && s.answered !== null ? s.answered - s.asked : 0;
        const due = s.due ?? s.received + s.limitHours;
        const cutoff = Math.min(s.periodEnds, s.asOf);
        return `(${n}, dossier_on_time(${at(s.ended)}, ${at(waiting)}, ${s.supplements}, interval ${pause} hour, ${at(due)}, ${at(cutoff)}, ${at(s.asOf)}))`;
      });
      const judged = await warehouse.all<{ on_time: boolean }>(
        `select on_time from (values ${rows.join(', ')}) as t(n, on_time) order by n`,
      );
      expect(judged.map((row) => row.on_time)).toEqual(stories.map(isOnTime));
    }),
    { numRuns: 60 },
  );
});
