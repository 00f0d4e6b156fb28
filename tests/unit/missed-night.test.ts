import { expect, test } from 'vitest';
import { isNightMissed } from '../../pipelines/commands/schedule.ts';
import type { LastRun } from '../../pipelines/publish/health.ts';

const nights = [new Date('2026-11-22T18:30:00Z'), new Date('2026-11-23T18:30:00Z')];
const ended = (moment: string): LastRun => ({
  run: 'x',
  outcome: 'done',
  ended_at: moment,
  as_of: null,
  last_good: moment,
});

test.each([
  ['last night as planned', '2026-11-21T18:32:00Z', false],
  ['off since the evening before', '2026-11-20T18:32:00Z', true],
  ['switched on a minute after the night began', '2026-11-20T18:32:00Z', true],
  ['refreshed by hand after a missed night', '2026-11-22T02:00:00Z', false],
  ['off for a week', '2026-11-14T18:32:00Z', true],
])('%s', (_, last, missed) => {
  expect(isNightMissed(ended(last), nights)).toBe(missed);
});

test('a home that never had a night waits for its first', () => {
  expect(isNightMissed(undefined, nights)).toBe(false);
});

test('of a schedule by the week a night is a week', () => {
  const weeks = [new Date('2026-11-22T18:30:00Z'), new Date('2026-11-29T18:30:00Z')];
  expect(isNightMissed(ended('2026-11-16T18:40:00Z'), weeks)).toBe(false);
  expect(isNightMissed(ended('2026-11-08T18:40:00Z'), weeks)).toBe(true);
});
