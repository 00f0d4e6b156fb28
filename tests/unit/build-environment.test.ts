import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { environment } from '../../pipelines/publish/evidence/run-evidence.ts';

test('the build sees where programs and folders are, and no secret of a source', () => {
  const surroundings = {
    Path: '/usr/bin',
    HOME: '/home/a',
    LC_ALL: 'C.UTF-8',
    PORTAL_TOKEN: 'bi-mat',
    AWS_SECRET_ACCESS_KEY: 'bi-mat',
    KPI_HOME: '/data',
    NODE_OPTIONS: '--require /x.js',
    VITE_X: 'x',
    EVIDENCE_SOURCE__X: 'x',
  };
  const seen = environment({ nodeModules: '/p/node_modules', memoryMb: 700 }, surroundings);
  expect(JSON.stringify(seen)).not.toContain('bi-mat');
  expect(Object.keys(seen).sort()).toEqual([
    'FORCE_COLOR',
    'HOME',
    'LC_ALL',
    'NODE_OPTIONS',
    'NO_COLOR',
    'Path',
    'npm_config_offline',
    'npm_config_update_notifier',
  ]);
  expect(seen.NODE_OPTIONS).toBe('--max-old-space-size=700');
  expect(seen.Path?.split(delimiter).at(-1)).toBe('/usr/bin');
});
