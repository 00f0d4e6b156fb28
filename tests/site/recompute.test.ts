import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../pipelines/config/clock.ts';
import { homeAt } from '../../pipelines/config/home.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { recompute } from '../support/recompute.ts';
import { sampleHome } from '../support/sample-home.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-recompute-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** One moment for all of them: the day that is looked from may not turn in between. */
const now = systemClock();

/** Everything of the sample commune, computed anew by so many threads. */
async function computed(threads: number): Promise<Map<string, string[]>> {
  const home = homeAt(join(root, `home-${threads}`));
  await cp(sampleHome(), home.root, { recursive: true });
  const setting = {
    home,
    program: checkout,
    project: undefined,
    asOf: undefined,
    clock: () => now,
    say: () => undefined,
  };
  try {
    return await recompute(setting, threads, ['measure', 'mart', 'fact']);
  } finally {
    await rm(home.root, { recursive: true, force: true });
  }
}

test('computed by one thread and by four, every table is the same cell by cell, and in order', async () => {
  const [one, four] = [await computed(1), await computed(4)];
  expect([...four.keys()]).toEqual([...one.keys()]);
  expect(one.size).toBeGreaterThan(30);
  const isFact = (name: string) => name.startsWith('fact.');
  const different = [...one].filter(([name, rows]) => {
    const others = four.get(name) ?? [];
    // Rows of facts are counted; nothing looks at their order.
    const [a, b] = isFact(name) ? [[...rows].sort(), [...others].sort()] : [rows, others];
    return a.length !== b.length || a.some((row, at) => row !== b[at]);
  });
  expect(different.map(([name]) => name)).toEqual([]);
}, 300_000);
