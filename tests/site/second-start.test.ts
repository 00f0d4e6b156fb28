import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const home = sampleHome();

it('a second start changes nothing and says so', () => {
  const pointer = join(home, 'site', 'current.json');
  const before = readFileSync(pointer, 'utf8');
  const { code, stderr } = kpi(['start', '--once', '--home', home]);
  expect(code).toBe(0);
  expect(stderr).toContain(messages().run.martsUnchanged);
  expect(stderr).toContain(messages().run.siteUnchanged);
  expect(readFileSync(pointer, 'utf8')).toBe(before);
});

it('a refresh whose rows in quarantine were told before warns, and asks nobody anew', () => {
  const { code, stdout } = kpi(['refresh', '--json', '--home', home]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'warned', exit_code: 0, as_of: '2026-10-31' });
});

it('readings as of an earlier day leave the published ones alone', () => {
  const read = (...args: string[]) =>
    JSON.parse(kpi(['readings', '--json', '--home', home, '--indicator', 'tthc-tiep-nhan', ...args]).stdout);
  const before = read();
  const earlier = read('--as-of', '2026-05-31') as { period: string; value: number }[];
  expect(earlier.map(({ period }) => period)).not.toContain('2026-06');
  expect(earlier.find(({ period }) => period === '2026')?.value).toBeLessThan(
    before.find((r: { period: string }) => r.period === '2026').value,
  );
  expect(read()).toEqual(before);
});
