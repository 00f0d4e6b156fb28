import { expect, test } from 'vitest';
import { countOpenNames, writtenNames } from '../../pipelines/model/written-names.ts';
import { memoryWarehouse } from '../property/temporary.ts';
import { communeTables } from '../support/commune-tables.ts';

const { warehouse } = await memoryWarehouse();
const commune = await communeTables(warehouse);

const list = (source: string, ...rows: [name: string, code: string, closedOn?: string][]) =>
  commune.deliver(
    source,
    '2026-01-01',
    rows
      .map(
        ([name, code, closed]) =>
          `select '${name}' as name, '${code}' as code, ${closed ? `date '${closed}'` : 'null::date'} as _closed_on`,
      )
      .join(' union all '),
  );

/** Petitions that say these hamlets and units, each of a day of its own. */
const petitions = (...rows: { hamlet?: string; unit?: string; day?: string }[]) =>
  commune.deliver(
    'petitions',
    '2026-10-31',
    rows
      .map(
        ({ hamlet, unit, day = '2026-10-01' }, at) =>
          `select 'P${at}' as petition_code, timestamp '${day} 08:00:00' as received_at, ${hamlet === undefined ? 'null' : `'${hamlet}'`} as hamlet, ${unit === undefined ? 'null' : `'${unit}'`} as unit, 'answered' as result`,
      )
      .join(' union all '),
  );

/** The hamlet of every petition after matching, in their order. */
async function matched(column = 'hamlet'): Promise<unknown[]> {
  const rows = await warehouse.all(`select ${column} as its from matched.petitions order by _row`);
  return rows.map(({ its }) => its);
}

const hamlets = [
  ['Thôn Hòa Bình', 'HB'],
  ['Xóm Bến Đò', 'BD'],
  ['Xóm 3', 'X3'],
  ['Tổ dân phố Thúy Lĩnh', 'TL'],
] as [string, string][];

test('a name is known in another case, with the tone elsewhere, with signs, without or with another word before it, by its code', async () => {
  await list('hamlets', ...hamlets);
  const same: [text: string, name: string][] = [
    ['Thôn Hòa Bình', 'Thôn Hòa Bình'],
    ['Thôn Hoà Bình', 'Thôn Hòa Bình'],
    ['Thôn Hòa Bình', 'Thôn Hòa Bình'],
    ['THÔN  HÒA   BÌNH', 'Thôn Hòa Bình'],
    ['Hoà Bình', 'Thôn Hòa Bình'],
    ['Xóm Hòa-Bình.', 'Thôn Hòa Bình'],
    ['hb', 'Thôn Hòa Bình'],
    ['xóm 03', 'Xóm 3'],
    ['Xóm số 3', 'Xóm 3'],
    ['03', 'Xóm 3'],
    ['TDP Thuý Lĩnh', 'Tổ dân phố Thúy Lĩnh'],
    ['tdp. thúy lĩnh', 'Tổ dân phố Thúy Lĩnh'],
    ['Bến Đò', 'Xóm Bến Đò'],
  ];
  await petitions(...same.map(([hamlet]) => ({ hamlet })));
  await commune.run();
  expect(await matched()).toEqual(same.map(([, name]) => name));
  expect(await matched('hamlet_code')).toEqual(
    same.map(([, name]) => hamlets.find(([its]) => its === name)?.[1]),
  );
});

test('never without marks, nor one number for another word: those are unknown, told, and the nearest proposed', async () => {
  await list('hamlets', ...hamlets);
  await petitions(
    { hamlet: 'Xóm Bến Do' },
    { hamlet: 'Tổ 3' },
    { hamlet: 'Thôn Hoa Binh' },
    { hamlet: 'Xóm Bến Do' },
    {},
  );
  await commune.run();
  expect(await matched()).toEqual([null, null, null, null, null]);
  const rows = await writtenNames(warehouse, commune.project, { all: false });
  expect(rows.map(({ written, rows: n, how, choices }) => [written, n, how, choices[0]])).toEqual([
    ['Xóm Bến Do', 2, 'none', 'Xóm Bến Đò'],
    ['Thôn Hoa Binh', 1, 'none', 'Thôn Hòa Bình'],
    ['Tổ 3', 1, 'none', 'Xóm 3'],
  ]);
  expect(await countOpenNames(warehouse, commune.project)).toBe(3);
});

test('of two units of one name it is neither, and both are told; their codes tell them apart', async () => {
  await list('units', ['Trường Sao Biển', 'A'], ['Trường Sao Biển', 'B'], ['Công an xã', 'CA']);
  await petitions({ unit: 'Trường Sao Biển' }, { unit: 'B' }, { unit: 'CÔNG AN XÃ' });
  await commune.run();
  expect(await matched('unit')).toEqual([null, 'Trường Sao Biển', 'Công an xã']);
  expect(await matched('unit_code')).toEqual([null, 'B', 'CA']);
  const [row] = await writtenNames(warehouse, commune.project, { all: false });
  expect(row).toMatchObject({ how: 'ambiguous', choices: ['Trường Sao Biển (A)', 'Trường Sao Biển (B)'] });
});

test('a hamlet merged in mid-year: rows of before keep its name, rows after get the new one', async () => {
  await list('hamlets', ['Xóm Mới', 'XM'], ['Xóm Đông', 'XD', '2026-07-05']);
  await petitions(
    { hamlet: 'Xóm Đông', day: '2026-06-30' },
    { hamlet: 'Xóm Đông', day: '2026-07-01' },
    // Never on this list, and known as a name of its own until it went into another.
    { hamlet: 'xóm tây', day: '2026-06-30' },
    { hamlet: 'Xóm Tây', day: '2026-07-01' },
    { hamlet: 'Xóm Nam', day: '2026-03-31' },
    { hamlet: 'Xóm Nam', day: '2026-04-01' },
  );
  const of = (written: string) => ({ dimension: 'hamlet', written, name: 'Xóm Mới' });
  await commune.run([
    { ...of('Xóm Đông'), valid_from: '2026-07-01' },
    { ...of('Xóm Tây'), valid_from: '2026-07-01' },
    { ...of('Xóm Nam'), valid_to: '2026-03-31' },
  ]);
  expect(await matched()).toEqual(['Xóm Đông', 'Xóm Mới', 'Xóm Tây', 'Xóm Mới', 'Xóm Mới', null]);
  const known = await writtenNames(warehouse, commune.project, { all: true });
  expect(known.find(({ written, how }) => written === 'Xóm Đông' && how === 'alias')).toMatchObject({
    name: 'Xóm Mới',
    valid_from: '2026-07-01',
    valid_to: null,
  });
  // Without anybody's word it is still that hamlet, and said to be no longer on the list.
  await commune.run();
  expect((await matched()).slice(0, 2)).toEqual(['Xóm Đông', 'Xóm Đông']);
  const ended = await writtenNames(warehouse, commune.project, { all: true });
  expect(ended.filter(({ is_ended }) => is_ended)).toMatchObject([
    { written: 'Xóm Đông', valid_from: '2026-07-05', how: 'exact' },
  ]);
});

test('a source whose list of names arrives later comes right by itself', async () => {
  await warehouse.run('delete from current.hamlets');
  await petitions({ hamlet: 'Thôn Hoà Bình' });
  await commune.run();
  expect(await matched()).toEqual([null]);
  await list('hamlets', ...hamlets);
  await commune.run();
  expect(await matched()).toEqual(['Thôn Hòa Bình']);
});

test('a name that is written and one that another word stands before are two where both are on the list', async () => {
  await list('hamlets', ['Thôn Đông', 'TD'], ['Xóm Đông', 'XD']);
  await petitions({ hamlet: 'thôn đông' }, { hamlet: 'Xóm Đông' }, { hamlet: 'Đông' }, { hamlet: 'Ấp Đông' });
  await commune.run();
  expect(await matched()).toEqual(['Thôn Đông', 'Xóm Đông', null, null]);
});
