import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { createLandingTable } from '../../pipelines/land/landing-table.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { buildCurrent } from '../../pipelines/model/current.ts';
import { defineMacros, runFacts } from '../../pipelines/model/run-models.ts';
import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../pipeline/sample-home.ts';

/** The tables of a commune without any file: rows are put into `current.*` by the test, and models run over them. */
export async function communeTables(warehouse: Warehouse, folder?: string) {
  const project = await readProject(projectFiles(checkout, folder));
  await defineMacros(warehouse, project.files);
  for (const contract of project.contracts) {
    await createLandingTable(warehouse, contract);
    await buildCurrent(warehouse, contract);
  }
  let loads = 0;
  return {
    project,
    /** Replaces what stands of a source by rows of SQL values, as one delivery of a day. */
    async deliver(source: string, day: string, rows: string): Promise<void> {
      const contract = project.contracts.find(({ id }) => id === source);
      if (!contract) throw new Error(`no source ${source}`);
      loads += 1;
      const sha256 = `file-${loads}`;
      await warehouse.run(`
        delete from ops.load where source = ${literal(source)};
        insert into ops.file (source, sha256, name, bytes, pulled_at) values (${literal(source)}, '${sha256}', 'x.csv', 1, timestamp '2026-11-22 09:00:00');
        insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted, rows_refused,
          rows_repaired, rows_warned, own_day)
        values (${loads}, ${literal(source)}, '${sha256}', '${contract.hash}', 'x.csv', timestamp '2026-11-22 09:00:00', 'accepted', 1, 1, 0, 0, 0, date '${day}');
        delete from current.${contract.table};
        insert into current.${contract.table} by name select ${loads} as _load, row_number() over () as _row, * from (${rows})`);
    },
    /** Runs the models before the measures under other names that people have accepted. */
    async run(aliases: typeof project.aliases = [], asOf = '2026-11-22'): Promise<void> {
      const its = { ...project, aliases };
      await writePlanTables(warehouse, its, {
        runId: 'test',
        asOf,
        computedAt: '2026-11-22 09:00:00',
        isSample: false,
      });
      await runFacts(warehouse, its);
    },
  };
}
