import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { heard } from '../../pipelines/config/alerts.ts';
import { readAlerts } from '../../pipelines/config/read-alerts.ts';
import { checkout } from '../pipeline/sample-home.ts';

const section =
  (await readFile(join(checkout, 'VAN-HANH.md'), 'utf8')).split('\n## Báo tin')[1]?.split('\n## ')[0] ?? '';

test('every example of the guide can be used as it stands', async () => {
  const examples = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
  expect(examples).toHaveLength(3);
  const folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-guide-'));
  for (const yaml of examples) {
    await writeFile(join(folder, 'alerts.yaml'), yaml);
    expect((await readAlerts(folder))?.faults).toEqual([]);
  }
  await rm(folder, { recursive: true, force: true });
});

test('the guide says of everything that can be heard what it is', () => {
  const told = section.split('\n').flatMap((line) => {
    const [, kinds = ''] = /^\| ((?:`[a-z]+`(?:, )?)+) \|/.exec(line) ?? [];
    return [...kinds.matchAll(/`([a-z]+)`/g)].map(([, kind = '']) => kind);
  });
  expect(told.toSorted()).toEqual([...heard].toSorted());
});
