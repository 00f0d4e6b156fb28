import { expect, test } from 'vitest';
import { units } from '../../../pipelines/sample/data/units.ts';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { unitList } from '../../../pipelines/sample/sources/units.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const list = unitList(57, commune);

test('the list of units lands with the counts that the generator gives', async () => {
  const answers = await checkAll(list);
  expect(countsIn(answers)).toEqual(countsOf(list));
  expect(answers[0]?.encoding).toBe('windows-1258');
  expect(reasonsIn(answers)).toEqual({ 'superseded duplicate_key': 1, 'refused unknown_code': 1 });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(unitList(57, commune))).toEqual(hashesOf(list));
});

test('every parent is on the list', async () => {
  const warehouse = await stagedWarehouse([list]);
  const rows = await warehouse.all(
    `select u.code as unit_code, u.name as unit, u.parent_code, p.name as parent
    from current.units u left join current.units p on p.code = u.parent_code order by 1`,
  );
  expect(rows.length).toBe(units.length);
  expect(rows.filter(({ parent_code, parent }) => (parent_code === null) !== (parent === null))).toEqual([]);
  expect(rows).toContainEqual({
    unit_code: 'PKT',
    unit: 'Phòng Kinh tế',
    parent_code: 'UBND',
    parent: 'Ủy ban nhân dân xã',
  });
});
