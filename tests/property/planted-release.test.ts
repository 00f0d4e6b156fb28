import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { maskPath } from '../../pipelines/publish/gate/finding.ts';
import { inspectRelease } from '../../pipelines/publish/gate/inspect-release.ts';
import { KnownValues } from '../../pipelines/publish/gate/known-values.ts';
import { publishedColumns } from '../../pipelines/publish/published-columns.ts';
import { noteScripts } from '../../pipelines/publish/script-files.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { knownSecret } from '../../pipelines/warehouse/known-macros.ts';
import { person } from '../support/planted.ts';
import { csv, residentsSource } from '../support/planted-home.ts';
import { writeSmallMarts } from '../support/small-marts.ts';
import { spoil, spoiledBy } from '../support/spoiled-release.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const key = Buffer.alloc(32, 3);
await definePseudonym(warehouse, key);

async function everybody(): Promise<KnownValues> {
  const [project, known] = [join(folder, 'project'), join(folder, 'known')];
  await mkdir(join(project, 'sources', 'cu-dan'), { recursive: true });
  await writeFile(join(project, 'sources', 'cu-dan', 'source.yaml'), stringify(residentsSource));
  const { contract } = await readContract(projectFiles(project), 'cu-dan');
  if (!contract) throw new Error('the contract is sound');
  const path = join(folder, 'cu-dan.csv');
  await writeFile(
    path,
    csv([
      ['Số định danh', 'Họ và tên', 'Điện thoại', 'Năm sinh'],
      ...Array.from({ length: spoiledBy }, (_, n) => person(n)).map((its) => [
        its.id,
        its.name,
        its.phone,
        its.year,
      ]),
    ]),
  );
  const knownAt = join(known, 'cu-dan-abc.parquet');
  const delivery = { sha256: 'abc', name: 'cu-dan.csv', deliveredOn: '2026-11-22', knownAt };
  await landOne(warehouse, contract, [], path, delivery, '2026-11-22 09:00:00');
  return KnownValues.open({ folder: known, secret: knownSecret(key), listed: [], publicNames: [] });
}

test('whatever is added to a finished release that tells of somebody in an export is found', async () => {
  const release = join(folder, 'release');
  await mkdir(release);
  await writeFile(join(release, 'index.html'), '<!doctype html><html lang="vi"><main>84,3 %</main></html>');
  const scripts = await noteScripts(release);
  const marts = join(folder, 'marts.duckdb');
  await writeSmallMarts(marts);
  const known = await everybody();
  const inspect = () =>
    inspectRelease({
      release,
      marts,
      published: publishedColumns,
      forbidden: [],
      pages: ['/'],
      maxRowLossShare: 0.2,
      scripts,
      known,
    }).then(({ findings }) => findings.filter(({ kind }) => kind !== 'unpublished_mart'));
  try {
    expect(await inspect()).toEqual([]);
    const spoiled = await spoil(release);
    const findings = await inspect();
    // The path of a file whose name says it is told in part.
    const of = (path: string) =>
      findings.filter(({ file }) => [path, maskPath(path)].some((its) => file.startsWith(its)));
    expect(spoiled.filter((path) => of(path).length === 0)).toEqual([]);
  } finally {
    await known.close();
  }
});
