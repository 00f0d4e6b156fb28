import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refresh } from '../../pipelines/run/refresh.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
beforeEach(async () => {
  home = await sampleHome();
});
afterEach(() => home.remove());

test('a model can read what was pulled, and neither secrets nor other files of the machine', async () => {
  const project = join(home.context.home.root, 'project');
  for (const part of ['sources', 'models'])
    await cp(join(checkout, part), join(project, part), { recursive: true });
  home.context.program = project;
  const model = join(project, 'models', 'staging', 'curious.sql');
  for (const path of [
    join(home.context.home.secrets, 'pseudonym.key'),
    join(project, 'models', 'plan', 'plan.yaml'),
  ]) {
    await writeFile(model, `select length(content) as n from read_text('${path}')`);
    const result = await refresh(home.context, { site: false });
    expect(result.exit_code).not.toBe(0);
    expect(result.outcome).toBe('failed');
    expect(home.said.join('\n')).toContain('Permission Error');
    home.said.length = 0;
  }
});

test('no statement opens what is closed', async () => {
  const folder = join(home.context.home.root, 'scratch');
  await mkdir(folder, { recursive: true });
  const open = join(home.context.home.root, 'open.csv');
  const closed = join(home.context.home.root, 'closed.csv');
  for (const path of [open, closed]) await writeFile(path, 'a\n1\n');
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: folder, reach: [open] });
  try {
    expect(await warehouse.all(`select * from read_csv('${open}')`)).toEqual([{ a: 1 }]);
    for (const sql of [
      `select * from read_csv('${closed}')`,
      `attach '${join(home.context.home.root, 'other.duckdb')}'`,
      `copy (select 1) to '${closed}'`,
      'set enable_external_access = true',
      "set allowed_directories = ['/']",
      'install httpfs',
    ])
      await expect(warehouse.run(sql), sql).rejects.toThrow();
  } finally {
    await warehouse.close();
  }
});
