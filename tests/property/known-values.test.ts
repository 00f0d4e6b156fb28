import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { homeAt } from '../../pipelines/config/home.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { forgetKnownValues } from '../../pipelines/land/known-values.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { KnownValues } from '../../pipelines/publish/gate/known-values.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { knownSecret } from '../../pipelines/warehouse/known-macros.ts';
import { runs } from '../support/runs.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const key = Buffer.alloc(32, 7);
await definePseudonym(warehouse, key);
await mkdir(join(folder, 'sources', 'cu-dan'), { recursive: true });
await writeFile(
  join(folder, 'sources', 'cu-dan', 'source.yaml'),
  `id: cu-dan
title: Cư dân
publisher: Nơi bịa
steward: Bộ phận bịa
pull: { kind: folder, files: "*" }
expect: { every: 30d, warn_after: 40d, stale_after: 62d }
record: { key: [so] }
columns:
  so: { labels: [Số định danh], type: personal_id, personal: pseudonym, required: true }
  ten: { labels: [Họ và tên], type: text, personal: drop }
  phone: { labels: [Điện thoại], type: phone, personal: drop }
  sinh: { labels: [Năm sinh], type: year_or_date, personal: year_only }
  noi: { labels: [Nơi cấp], type: text, personal: drop }
`,
);
const { contract } = await readContract(projectFiles(folder), 'cu-dan');
if (!contract) throw new Error('the contract is sound');

interface Person {
  id: string;
  name: string;
  phone: string;
  year: number;
}

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const given = fc.constantFrom('Bích', 'Đức', 'Hoà', 'Thuỷ', 'Ngọc', 'Quỳnh', 'Ánh', 'Tường', 'Vĩnh', 'Ước');
/** Not from the list of family names that the program has: the label of the column says that these are persons. */
const family = fc.constantFrom('Nguyễn', 'Trần', 'Giàng', 'Ksor', 'Ðinh', 'Âu', 'Lý');
const person = (words: { minLength: number; maxLength: number }): fc.Arbitrary<Person> =>
  fc.record({
    id: digits(9)
      .map((rest) => `0${1 + (Number(rest) % 9)}${rest}7`.padEnd(12, '3').slice(0, 12))
      .map((id) => `036${id.slice(3)}`),
    name: fc.tuple(family, fc.array(given, words)).map(([first, rest]) => [first, ...rest].join(' ')),
    phone: digits(8).map((rest) => `09${rest}`),
    year: fc.integer({ min: 1930, max: 2009 }),
  });

const path = join(folder, 'known', 'cu-dan-abc.parquet');

async function landed(persons: readonly Person[]): Promise<KnownValues> {
  const file = join(folder, 'cu-dan.csv');
  const lines = persons.map(
    ({ id, name, phone, year }) => `${id};${name};${phone};${year};Công an tỉnh Ninh Bình`,
  );
  await writeFile(file, `Số định danh;Họ và tên;Điện thoại;Năm sinh;Nơi cấp\n${lines.join('\n')}\n`);
  await forgetLoads(warehouse);
  await warehouse.run('drop table if exists landing.cu_dan');
  const delivery = { sha256: 'abc', name: 'cu-dan.csv', deliveredOn: '2026-11-22', knownAt: path };
  await landOne(warehouse, contract as never, [], file, delivery, '2026-11-22 09:00:00');
  return KnownValues.open({
    folder: join(folder, 'known'),
    secret: knownSecret(key),
    listed: ['Thôn Trần Hưng Đạo'],
    publicNames: [],
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đðÐĐ]/g, 'd')
    .replace(/Đ/g, 'D');
const full = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));

/** The ways in which people write what is one person's. */
const forms: Record<string, (its: Person) => string> = {
  'a name in a sentence': ({ name }) => `Ông ${name}, tổ trưởng`,
  'a name in capitals': ({ name }) => name.toUpperCase(),
  'a name in small letters': ({ name }) => `của ${name.toLowerCase()}.`,
  'a name taken apart': ({ name }) => name.normalize('NFD'),
  'a name without marks': ({ name }) => `ho so cua ${plain(name)} (2)`,
  'a name as the name of a file': ({ name }) => `${plain(name).replaceAll(' ', '-')}.xlsx`,
  'a name with tones elsewhere': ({ name }) => name.replaceAll('oà', 'òa').replaceAll('uỷ', 'ủy'),
  'a number': ({ id }) => `CCCD ${id}`,
  'a number in groups': ({ id }) => id.replace(/(\d{3})(?=\d)/g, '$1 '),
  'a number with dots': ({ id }) => id.replace(/(\d{3})(?=\d)/g, '$1.'),
  'a number of full width': ({ id }) => full(id),
  'a phone': ({ phone }) => `gọi ${phone}`,
  'a phone in groups': ({ phone }) => `(${phone.slice(0, 4)}) ${phone.slice(4, 7)} ${phone.slice(7)}`,
  'a phone from abroad': ({ phone }) => `+84 ${phone.slice(1, 4)} ${phone.slice(4)}`,
};

test('what a file tells of a person is known in every written form, with the row; what it does not tell is not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(person({ minLength: 2, maxLength: 4 }), {
        minLength: 2,
        maxLength: 6,
        selector: ({ id }) => id,
      }),
      async (persons) => {
        const known = await landed(persons);
        try {
          expect((await stat(path)).mode & 0o777).toBe(0o600);
          for (const [form, write] of Object.entries(forms)) {
            const texts = persons.map(write);
            const found = await known.find(texts);
            for (const [at, text] of texts.entries()) {
              const rows = found.get(text)?.map(({ row }) => row) ?? [];
              expect(rows.length, `${form}: ${text}`).toBeGreaterThan(0);
              const named = persons.findIndex((other) => write(other).toLowerCase() === text.toLowerCase());
              if (named === at)
                expect(
                  rows.some((row) => row <= at + 2),
                  form,
                ).toBe(true);
            }
          }
          const nobody = [
            'Thôn Trần Hưng Đạo',
            'Công an tỉnh Ninh Bình',
            'Đạt 98,5 % kế hoạch',
            '1.234.567.890 đồng',
            '',
          ];
          expect([...(await known.find(nobody)).keys()]).toEqual([]);
        } finally {
          await known.close();
        }
      },
    ),
    { numRuns: runs(12) },
  );
});

test('a name of two words is known together with a number or year of the same person, and alone is nobody’s', async () => {
  const persons = [
    { id: '036090001234', name: 'Trần Ngọc', phone: '0912345678', year: 1961 },
    { id: '036090004321', name: 'Lý Hoà', phone: '0987654321', year: 1975 },
  ];
  const known = await landed(persons);
  const found = await known.find([
    'Bà Trần Ngọc, sinh năm 1961',
    'Trần Ngọc',
    'Trần Ngọc, sinh năm 1975',
    'Lý Hòa – 1975',
    'Lý Hòa',
  ]);
  await known.close();
  expect(Object.fromEntries([...found].map(([text, its]) => [text, its.map(({ row }) => row)]))).toEqual({
    'Bà Trần Ngọc, sinh năm 1961': [2],
    'Lý Hòa – 1975': [3],
  });
});

test('of a person who is forgotten nothing is known any more, of the others all', async () => {
  const persons = [
    { id: '036090001234', name: 'Trần Thị Bích Ngọc', phone: '0912345678', year: 1961 },
    { id: '036090004321', name: 'Lý Văn Hoà', phone: '0987654321', year: 1975 },
  ];
  await (await landed(persons)).close();
  const home = homeAt(folder);
  await forgetKnownValues(warehouse, { ...home, known: join(folder, 'known') }, [
    { source: 'cu-dan', sha256: 'abc', row: 2 },
    { source: 'cu-dan', sha256: 'never landed', row: 2 },
  ]);
  const known = await KnownValues.open({
    folder: join(folder, 'known'),
    secret: knownSecret(key),
    listed: [],
    publicNames: [],
  });
  const texts = persons.flatMap(({ id, name, phone }) => [id, name, phone]);
  expect([...(await known.find(texts)).keys()]).toEqual(['036090004321', 'Lý Văn Hoà', '0987654321']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await known.close();
});

test('a public name passes and is counted; without hashes, or under another key, nothing is known', async () => {
  const persons = [{ id: '036090001234', name: 'Trần Thị Bích Ngọc', phone: '0912345678', year: 1961 }];
  await (await landed(persons)).close();
  const options = {
    folder: join(folder, 'known'),
    secret: knownSecret(key),
    listed: [],
    publicNames: ['Trần Thị Bích Ngọc'],
  };
  const asPublic = await KnownValues.open(options);
  const found = await asPublic.find(['Bà Trần Thị Bích Ngọc', 'bà TRẦN THỊ BÍCH NGỌC', 'số 0912 345 678']);
  expect([[...found.keys()], asPublic.shownByList]).toEqual([['số 0912 345 678'], 2]);
  await asPublic.close();
  for (const other of [{ secret: knownSecret(Buffer.alloc(32, 8)) }, { folder: join(folder, 'nowhere') }]) {
    const known = await KnownValues.open({ ...options, publicNames: [], ...other });
    expect((await known.find(['Trần Thị Bích Ngọc'])).size).toBe(0);
    await known.close();
  }
  await rm(join(folder, 'known'), { recursive: true });
});
