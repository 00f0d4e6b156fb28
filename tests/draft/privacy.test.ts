import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { fold } from '../../pipelines/config/fold.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { type SampleFile, tableFile } from '../../pipelines/sample/export/table.ts';
import type { TableRow } from '../../pipelines/sample/export/table-plan.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { sampleGenerators } from '../../pipelines/sample/sources/index.ts';
import { type LandColumn, landGroups, landLabels } from '../../pipelines/sample/sources/land/columns.ts';
import { landTakenAt } from '../../pipelines/sample/sources/land/plot.ts';
import { deliveredPlots, landParcels } from '../../pipelines/sample/sources/land-parcels.ts';
import { checkout, portal, sampleHome } from '../pipeline/sample-home.ts';

const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

const commune = communeOf(57);

/** The first plots say as much about the columns as all of them. */
function fewPlots(): Pick<SampleFile, 'name' | 'bytes'> {
  const rows: TableRow<LandColumn>[] = [];
  for (const plot of deliveredPlots(57, commune.residents)) {
    if (rows.length >= 2000) break;
    rows.push(...plot.rows);
  }
  return tableFile<LandColumn>({
    name: 'pl3.xlsx',
    form: { kind: 'xlsx', sheet: 'PL3' },
    labels: landLabels,
    groups: landGroups,
    numbered: false,
    rows,
    made: landTakenAt,
  });
}

const contracts = await readContracts(projectFiles(checkout));
const sources: { source: string; files: readonly Pick<SampleFile, 'name' | 'bytes'>[] }[] = [
  { source: 'land-parcels', files: [fewPlots()] },
  ...sampleGenerators
    .filter((make) => make !== landParcels)
    .map((make) => make(57, commune))
    // Lists of all residents are long: one text file of them says as much as two.
    .map(({ source, files }) => ({
      source,
      files: source === 'population' ? files.slice(0, 1) : files.slice(source === portal ? 8 : -2),
    })),
];

test.each(sources)(
  'drafted from its samples alone, $source guards every column of persons that its contract guards',
  async ({ source, files }) => {
    const from: string[] = [];
    for (const { name, bytes } of files) {
      from.push(join(folder, name));
      await writeFile(join(folder, name), bytes);
    }
    home.printed.length = 0;
    await sourceNew(home.context, { id: source, from });
    const drafted: { label: string; personal: string | null }[] = JSON.parse(home.printed.join('')).columns;
    const contract = contracts.find(({ id }) => id === source);
    const unguarded = contract?.columns.filter(({ personal, labels }) => {
      const column = drafted.find(({ label }) => labels.some((its) => fold(its) === fold(label)));
      return personal !== undefined && column !== undefined && column.personal === null;
    });
    expect(unguarded?.map(({ name }) => name)).toEqual([]);
  },
);
