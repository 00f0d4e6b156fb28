import { expect, test } from 'vitest';
import { projectFiles } from '../../../pipelines/config/project-files.ts';
import { readContracts } from '../../../pipelines/config/read-contract.ts';
import { runCrossChecks } from '../../../pipelines/model/cross-checks.ts';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { population } from '../../../pipelines/sample/sources/population.ts';
import { procedureCatalogue } from '../../../pipelines/sample/sources/procedures.ts';
import { socialPayments } from '../../../pipelines/sample/sources/social-payments.ts';
import type { Warehouse } from '../../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../../pipeline/sample-home.ts';
import { stagedWarehouse } from './warehouse.ts';

async function outcomes(warehouse: Warehouse) {
  await runCrossChecks(warehouse, await readContracts(projectFiles(checkout)));
  return warehouse.all(`
    select name, "left", outcome from ops.cross_check
    where name in ('dossiers_of_unknown_procedures', 'recipients_are_residents') order by name`);
}

test('without the other source there is nothing to compare', async () => {
  expect(await outcomes(await stagedWarehouse([]))).toEqual([
    { name: 'dossiers_of_unknown_procedures', left: null, outcome: 'no_data' },
    { name: 'recipients_are_residents', left: null, outcome: 'no_data' },
  ]);
});

test('recipients are linked with residents by their pseudonym, dossiers with procedures by their code', async () => {
  const commune = communeOf(57);
  const residents = population(57, commune);
  const warehouse = await stagedWarehouse([
    procedureCatalogue(57, commune),
    { ...residents, files: residents.files.filter(({ name }) => name === 'dan-cu-2026-09.csv') },
    socialPayments(57, commune),
  ]);
  await warehouse.run(
    "insert into current.public_service_portal by name select '1.000656' as procedure_code union all select null",
  );
  expect(await outcomes(warehouse)).toEqual([
    { name: 'dossiers_of_unknown_procedures', left: 0, outcome: 'agrees' },
    // A few whose own row in the list of residents was refused, or who moved away and are still paid.
    { name: 'recipients_are_residents', left: 4, outcome: 'agrees' },
  ]);

  await warehouse.run(
    "insert into current.public_service_portal by name select unnest(['1.099999', '1.099998', '1.099998']) as procedure_code",
  );
  await warehouse.run("delete from current.population where hamlet = 'Tổ dân phố Bình Minh'");
  expect(await outcomes(warehouse)).toEqual([
    { name: 'dossiers_of_unknown_procedures', left: 2, outcome: 'differs' },
    { name: 'recipients_are_residents', left: expect.any(Number), outcome: 'differs' },
  ]);
});
