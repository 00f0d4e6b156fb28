import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstNight, Hits, killOnce, type Night, nightFrom } from '../support/killed-nights.ts';
import type { SmallCommune } from '../support/small-commune.ts';

/** All of them; a sixth is of the site, whose nights take ten times as long. */
const wanted = Number(process.env.KPI_TEST_KILLS ?? 200);
const leastOfEach = Math.min(5, Math.floor(wanted / 40));
/** A step of a few milliseconds is missed more often than it is hit. */
const mostTries = wanted * 4;

let first: SmallCommune;
beforeAll(async () => {
  first = await firstNight(true);
});
afterAll(() => first.remove());

/** Kills at every step in turn, and goes on with those that were hit least; early, in the middle and late in each. */
async function killThrough(night: Night, kills: number): Promise<Hits> {
  const hits = new Hits(night.tried);
  for (let n = 0; (hits.total < kills || hits.fewest < leastOfEach) && n < mostTries; n += 1) {
    const [least] = [...night.tried].sort((a, b) => hits.of(a.step) - hits.of(b.step));
    const isLate = hits.total >= kills;
    const next = isLate || n % 2 === 1 ? least : night.tried[(n / 2) % night.tried.length];
    // The golden ratio spreads them without a pattern, and the same in every run.
    const hit = next && (await killOnce(night, next, (n * 0.618) % 1, isLate));
    if (hit === undefined) continue;
    hits.count(hit);
    // It takes the better part of an hour: whoever waits sees how far it is.
    if (hits.total % 10 === 0) process.stdout.write(`\n${hits.table()}\n`);
  }
  process.stdout.write(`\n${hits.table()}\n`);
  return hits;
}

const hour = 3_600_000;

test(
  'killed before its site, a night is as good as any other once the next one is through',
  async () => {
    const night = await nightFrom(first, false);
    const hits = await killThrough(night, Math.round((wanted * 5) / 6));
    expect(hits.fewest).toBeGreaterThanOrEqual(leastOfEach);
  },
  3 * hour,
);

test(
  'killed while its site is built, it takes the build with it, and readers have one whole release',
  async () => {
    const night = await nightFrom(first, true);
    const hits = await killThrough(night, Math.round(wanted / 6));
    expect(hits.fewest).toBeGreaterThanOrEqual(leastOfEach);
  },
  3 * hour,
);
