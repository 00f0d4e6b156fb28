import { expect, test } from 'vitest';
import { catalogue } from '../../../pipelines/sample/data/catalogue.ts';
import { procedures } from '../../../pipelines/sample/data/procedures.ts';
import { procedureCatalogue } from '../../../pipelines/sample/sources/procedures.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const nobody = { dossiers: [], persons: [], residents: [] };
const sample = procedureCatalogue(57, nobody);

test('every file lands with the counts that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(reasonsIn(answers)).toEqual({
    'refused bad_pattern': 4,
    'superseded duplicate_key': 4,
    'refused required_empty': 4,
    'refused unknown_code': 4,
    'warned published_before_announced': 4,
  });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(procedureCatalogue(57, nobody))).toEqual(hashesOf(sample));
  expect(hashesOf(procedureCatalogue(58, nobody))).not.toEqual(hashesOf(sample));
});

test('the catalogue holds every procedure of the portal; what is repealed is closed', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const codes = await warehouse.all<{ code: string }>(
    'select procedure_code as code from staging.procedures where in_force',
  );
  const inForce = new Set(codes.map(({ code }) => code));
  expect(inForce.size).toBe(catalogue.length - 1);
  expect(procedures.map(({ code }) => code.slice(0, 8)).filter((code) => !inForce.has(code))).toEqual([]);
  const closed = await warehouse.all(
    'select procedure_code, repealed_on::varchar as repealed_on from staging.procedures where not in_force',
  );
  expect(closed).toEqual([{ procedure_code: '2.002228', repealed_on: '2026-07-31' }]);
});

test('more and more services are full, can be paid on line and are published whole', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const shares = await warehouse.all(`
    select listed_on::varchar as listed_on,
      round(100.0 * count(*) filter (service_level = 'full') / count(*) filter (fit_for_full)) as full,
      round(100.0 * count(*) filter (online_payment) / count(*) filter (has_fee)) as payable,
      round(100.0 * count(*) filter (content_complete) / count(*)) as complete
    from landing.procedures group by 1 order by 1`);
  expect(shares).toEqual([
    { listed_on: '2026-01-30', full: 65, payable: 71, complete: 83 },
    { listed_on: '2026-04-29', full: 73, payable: 79, complete: 87 },
    { listed_on: '2026-07-31', full: 82, payable: 79, complete: 97 },
    { listed_on: '2026-10-30', full: 92, payable: 96, complete: 99 },
  ]);
});
