import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { hamletList } from '../../../pipelines/sample/sources/hamlets.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const list = hamletList(57, communeOf(57));

test('the list of hamlets lands with the counts that the generator gives', async () => {
  const answers = await checkAll(list);
  expect(countsIn(answers)).toEqual(countsOf(list));
  expect(countsOf(list)).toEqual([
    { name: 'danh-sach-thon-xom.xlsx', read: 20, accepted: 19, refused: 1, superseded: 0 },
  ]);
  expect(reasonsIn(answers)).toEqual({ 'refused required_empty': 1 });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(hamletList(57, communeOf(57)))).toEqual(hashesOf(list));
});

test('every hamlet has its former commune', async () => {
  const warehouse = await stagedWarehouse([list]);
  expect(
    await warehouse.all(`
      select former_commune, former_commune_code, count(*) as hamlets, sum(households)::bigint > 2000 as many
      from current.hamlets where _closed_on is null group by all order by 2`),
  ).toEqual([
    { former_commune: 'thị trấn Rạng Đông', former_commune_code: '13894', hamlets: 7, many: true },
    { former_commune: 'xã Phúc Thắng', former_commune_code: '13951', hamlets: 6, many: true },
    { former_commune: 'xã Nam Điền', former_commune_code: '13963', hamlets: 6, many: true },
  ]);
});
