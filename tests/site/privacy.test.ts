import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { expect, it } from 'vitest';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { sampleTruth } from '../sample/truth/sample-truth.ts';
import { textOfWorkbook } from '../support/release-texts.ts';
import { sampleHome } from '../support/sample-home.ts';

const home = sampleHome();
const { persons } = sampleTruth();

async function parquetText(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select * from read_parquet('${path.replaceAll("'", "''")}')`,
  );
  return JSON.stringify(reader.getRowsJson());
}

async function textOf(path: string): Promise<string> {
  if (path.endsWith('.gz')) return gunzipSync(readFileSync(path)).toString('utf8');
  if (path.endsWith('.parquet')) return parquetText(path);
  const bytes = readFileSync(path);
  if (path.endsWith('.xlsx')) return textOfWorkbook(bytes);
  if (path.endsWith('.arrow'))
    return JSON.stringify(tableFromIPC(bytes).toArray(), (_, v) => (typeof v === 'bigint' ? String(v) : v));
  return bytes.toString('utf8');
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const numbers = new Set([...persons.ids, ...persons.phones]);
const names = new Set([...persons.names, ...persons.officers].map((name) => name.toLocaleLowerCase('vi')));
/** Every way in which a name can begin: the search goes on only where one may still come. */
const beginnings = new Set(
  [...names].flatMap((name) => name.split(' ').map((_, at, words) => words.slice(0, at + 1).join(' '))),
);

/** Persons in a text: their numbers as whole runs of digits, their names as words that follow each other. */
function personsIn(text: string): string[] {
  const found = (text.match(/\d{9,12}/g) ?? []).filter((run) => numbers.has(run));
  const words =
    text
      .normalize('NFC')
      .toLocaleLowerCase('vi')
      .match(/\p{L}+/gu) ?? [];
  words.forEach((first, at) => {
    let name = first;
    for (let next = at + 1; beginnings.has(name); next += 1) {
      if (next > at + 1 && names.has(name)) found.push(name);
      name = `${name} ${words[next]}`;
    }
  });
  return found;
}

it('finds a person where one stands (the search itself works)', () => {
  expect(personsIn(`… ${persons.names[0]} …`)).toContain(persons.names[0]?.toLocaleLowerCase('vi'));
  expect(personsIn(`"${persons.ids[0]}"`)).toContain(persons.ids[0]);
});

it('nothing of a person, of a record or of a pseudonym is on the site, in the logs or in the marts', async () => {
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  const secret = await warehouse.all<{ value: string }>(`
    select distinct dossier_code as value from landing.public_service_portal
    union select distinct applicant_id from landing.public_service_portal where applicant_id is not null`);
  await warehouse.close();
  const codes = new Set(secret.map(({ value }) => value));
  expect(codes.size).toBeGreaterThan(10_000);

  const current = await readCurrent(join(home, 'site'));
  const release = join(home, 'site', 'releases', current?.release ?? '');
  const all = [...filesBelow(release), ...filesBelow(join(home, 'logs'))];
  // Compressed twins (.gz) hold the same bytes as the files beside them; engines and fonts hold no text of ours.
  const files = all.filter(
    (f) => !/\.(wasm|woff2?|png)$/.test(f) && !(f.endsWith('.gz') && all.includes(f.slice(0, -3))),
  );
  expect(files.filter((f) => f.endsWith('rows.json.gz')).length).toBeGreaterThan(5);
  expect(files.filter((f) => /\.(?:parquet|xlsx|csv)(?:\.gz)?$/.test(f)).length).toBeGreaterThan(3);
  const leaks: string[] = [];
  for (const file of files) {
    const text = await textOf(file);
    const records = (text.match(/[\w.]+-\d{6}-\d{4,7}|\b[0-9a-f]{32}\b/g) ?? []).filter((token) =>
      codes.has(token),
    );
    const minified = file.includes('_app') && file.endsWith('.js');
    for (const leak of [...records, ...(minified ? [] : personsIn(text))]) leaks.push(`${file}: ${leak}`);
  }
  expect(leaks).toEqual([]);
});

it('the warehouse keeps no name, number or phone either, only pseudonyms', async () => {
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  try {
    const columns = await warehouse.all<{ table: string; column: string }>(`
      select schema_name || '.' || table_name as "table", column_name as "column" from duckdb_columns()
      where database_name = current_database() and not internal`);
    expect(columns.length).toBeGreaterThan(300);
    const leaks: string[] = [];
    for (const { table, column } of columns) {
      const values = await warehouse.all<{ text: string }>(
        `select distinct "${column}"::varchar as text from ${table} where "${column}" is not null`,
      );
      const found = personsIn(values.map(({ text }) => text).join('\n'));
      leaks.push(...found.map((leak) => `${table}.${column}: ${leak}`));
    }
    expect(leaks).toEqual([]);
  } finally {
    await warehouse.close();
  }
});
