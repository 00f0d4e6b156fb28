import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { homeAt } from '../../pipelines/config/home.ts';
import { publishedColumns, publishedMarts } from '../../pipelines/publish/published-columns.ts';
import { literal, quoted } from '../../pipelines/warehouse/warehouse.ts';
import { kpi } from './kpi.ts';

export interface Column {
  name: string;
  /** As the engine calls it: VARCHAR, DOUBLE, BOOLEAN, DATE. */
  type: string;
}

/** The columns of what a select gives; throws what the engine says of a select that cannot be. */
export type Describe = (select: string) => Promise<Column[]>;

/**
 * Gives `work` the marts as a page sees them: `marts.<name>` with its published columns and nothing else. They are made by the
 * program itself, for a commune that has not handed in a single file.
 */
export async function withPublishedMarts<T>(work: (describe: Describe) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'nq57-kpi-marts-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const command of [['init'], ['refresh', '--no-site', '--as-of', '2026-10-31']]) {
      const { code, stderr } = kpi([...command, '--home', root]);
      // 1: a person should look, because every source is overdue.
      if (code !== 0 && code !== 1) throw new Error(`kpi ${command.join(' ')}: exit code ${code}\n${stderr}`);
    }
    await connection.run(`attach ${literal(homeAt(root).marts)} as made (read_only); create schema marts`);
    for (const mart of publishedMarts) {
      const columns = publishedColumns[mart].map(quoted).join(', ');
      await connection.run(
        `create view marts.${quoted(mart)} as select ${columns} from made.main.${quoted(mart)}`,
      );
    }
    return await work(async (select) => {
      const reader = await connection.runAndReadAll(`describe ${select}`);
      return reader
        .getRowObjectsJson()
        .map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(root, { recursive: true, force: true });
  }
}
