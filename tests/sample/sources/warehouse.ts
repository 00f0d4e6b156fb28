import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { readProject } from '../../../pipelines/config/project.ts';
import { projectFiles } from '../../../pipelines/config/project-files.ts';
import { createLandingTable } from '../../../pipelines/land/landing-table.ts';
import { definePseudonym } from '../../../pipelines/land/pseudonym.ts';
import { writePlanTables } from '../../../pipelines/measure/plan-tables.ts';
import { buildCurrent } from '../../../pipelines/model/current.ts';
import { defineMacros, runFacts } from '../../../pipelines/model/run-models.ts';
import { landOne } from '../../../pipelines/run/land-one.ts';
import type { SampleSource } from '../../../pipelines/sample/sources/source.ts';
import { literal, Warehouse } from '../../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../../pipeline/sample-home.ts';

/** A warehouse in memory with the files of the sources landed, `current.*`, staging models and facts built. */
export async function stagedWarehouse(sources: readonly SampleSource[]): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi-staged-'));
  const warehouse = await Warehouse.open({
    path: ':memory:',
    temporary: join(folder, 'tmp'),
    reach: [folder],
  });
  afterAll(async () => {
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  });
  await definePseudonym(warehouse, Buffer.alloc(32));
  await defineMacros(warehouse, projectFiles(checkout));
  const project = await readProject(projectFiles(checkout));
  const { contracts } = project;
  // Models may read other sources, delivered or not.
  for (const contract of contracts) {
    await createLandingTable(warehouse, contract);
    await buildCurrent(warehouse, contract);
  }
  for (const { source, files } of sources) {
    const contract = contracts.find(({ id }) => id === source);
    if (!contract) throw new Error(`no contract for ${source}`);
    for (const { name, bytes } of files) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await warehouse.run(`
        insert into ops.file (source, sha256, name, bytes, pulled_at)
        values (${literal(source)}, ${literal(name)}, ${literal(name)}, ${bytes.length}, timestamp '2026-11-22 09:00:00')`);
      const delivery = { sha256: name, name, deliveredOn: '2026-11-22' };
      await landOne(warehouse, contract, [], path, delivery, '2026-11-22 09:00:00');
    }
    await buildCurrent(warehouse, contract);
  }
  await writePlanTables(warehouse, project, {
    runId: 'test',
    asOf: '2026-11-22',
    computedAt: '2026-11-22 09:00:00',
    isSample: true,
  });
  await runFacts(warehouse, project);
  return warehouse;
}
