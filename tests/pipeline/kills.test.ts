import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstNight, Hits, killOnce, type Night, nightFrom } from '../support/killed-nights.ts';

/** The whole of it, site included, is `tests/faults/kills.test.ts`. */
const kills = 4;
let night: Night;

beforeAll(async () => {
  night = await nightFrom(await firstNight(false), false);
});
afterAll(() => night.before.remove());

test('a run that is killed leaves no process, and the next one ends as if there had been no kill', async () => {
  const hits = new Hits(night.tried);
  const long = night.tried.filter(({ milliseconds }) => milliseconds > 30);
  for (let n = 0; n < kills; n += 1) {
    const moment = long[Math.floor((n * long.length) / kills)];
    const hit = moment && (await killOnce(night, moment, n / kills));
    if (hit !== undefined) hits.count(hit);
  }
  expect(hits.total).toBe(kills);
});
