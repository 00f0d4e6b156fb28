import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { messages } from '../messages/index.ts';
import { type Contract, completeColumns, contractSchema } from './contract.ts';
import { type Fault, refuseFaults } from './fault.ts';
import { fold } from './fold.ts';
import { nearest } from './nearest.ts';
import { programVersion } from './program-version.ts';
import { fileAt, filesUnder, type ProjectFiles } from './project-files.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

type Loose = { [key: string]: unknown };
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];

/** Types whose values can be compared with a number, and with a day. */
const numbers = ['integer', 'decimal', 'percent', 'money', 'year_or_date'];
const days = ['date', 'timestamp', 'period'];

/** Whence the text of a column is taken, as it is written. */
function originsOf(column: unknown): unknown[] {
  if (!isObject(column) || column.from === undefined) return [];
  return Array.isArray(column.from) ? column.from : [column.from];
}

/** Where a column's text comes from: one place only, and one that is there. */
function checkOrigin(
  file: YamlFile<unknown>,
  name: string,
  column: Loose,
  columns: Loose,
  shape: unknown,
): void {
  const text = messages().config;
  const fault = (field: string, message: string) => file.fault(['columns', name, field], message);
  const ways = ['labels', 'across', 'from'].filter((way) => column[way] !== undefined);
  if (ways.length !== 1) file.fault(['columns', name], text.oneOrigin);
  if (column.find !== undefined && column.from === undefined) fault('find', text.findWithoutFrom);
  if (typeof column.find === 'string') checkPattern(file, ['columns', name, 'find'], column.find);
  const isForm = isObject(shape) && shape.form !== undefined;
  if (isForm && column.across !== undefined) fault('across', text.notInForm);
  const isAcross = (its: unknown) => isObject(its) && its.across !== undefined;
  for (const origin of originsOf(column)) {
    if (isForm && origin === 'section') fault('from', text.notInForm);
    if (origin === 'across' && !Object.values(columns).some(isAcross)) fault('from', text.nothingAcross);
    if (!isObject(origin) || typeof origin.column !== 'string') continue;
    const other = columns[origin.column];
    const names = Object.keys(columns);
    if (other === undefined) fault('from', text.unknownColumn(origin.column, nearest(origin.column, names)));
    else if (isObject(other) && other.personal !== undefined) fault('from', text.fromPersonal(origin.column));
    else if (isObject(other) && other.labels === undefined) fault('from', text.fromNoCell(origin.column));
  }
  const saysWhich = Object.values(columns).some((its) => originsOf(its).includes('across'));
  if (isAcross(column) && !saysWhich) fault('across', text.acrossUnnamed(name));
}

function checkPattern(file: YamlFile<unknown>, path: (string | number)[], pattern: string): void {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    file.fault(path, messages().config.badPattern(String((error as Error).message)));
  }
}

/** Rules within one column. They read the unchecked value, so that they report even beside a schema fault. */
function checkColumn(file: YamlFile<unknown>, name: string, column: Loose): void {
  const text = messages().config;
  const { type, personal } = column;
  const fault = (field: string | undefined, message: string) =>
    file.fault(['columns', name, ...(field === undefined ? [] : [field])], message);
  if (type === 'code' && !isObject(column.codes)) fault(undefined, text.codesMissing);
  if (type !== 'code' && column.codes !== undefined) fault('codes', text.codesUnused);
  if ((type === 'personal_id' || type === 'phone') && personal === undefined)
    fault(undefined, text.personalUndecided);
  if (personal === 'year_only' && !['date', 'timestamp', 'year_or_date'].includes(String(type)))
    fault('personal', text.yearOfNoDate);
  if (column.publish !== undefined && personal !== undefined) fault('publish', text.publishPerson);
  else if (column.publish !== undefined && type !== 'text' && type !== 'code')
    fault('publish', text.publishNoText);
  for (const bound of ['min', 'max']) {
    const limit = column[bound];
    if (limit === undefined) continue;
    const fits = typeof limit === 'number' ? numbers.includes(String(type)) : days.includes(String(type));
    if (!fits) fault(bound, text.boundUnfit(String(type)));
  }
  if (column.unknown !== undefined && type !== 'code') fault('unknown', text.unknownUnused);
  if (typeof column.pattern === 'string') checkPattern(file, ['columns', name, 'pattern'], column.pattern);
  if (
    column.otherwise === 'warn' &&
    [column.pattern, column.min, column.max].every((rule) => rule === undefined)
  )
    fault('otherwise', text.nothingToWarnOf);
}

function checkChecks(file: YamlFile<unknown>, checks: readonly unknown[], columns: Loose): void {
  const text = messages().config;
  const names = Object.keys(columns);
  const personal = names.filter((name) => Object(columns[name]).personal !== undefined);
  checks.forEach((check, at) => {
    if (!isObject(check)) return;
    const { column, otherwise, repair } = check;
    if (typeof column === 'string' && !names.includes(column))
      file.fault(['checks', at, 'column'], text.unknownColumn(column, nearest(column, names)));
    const changes = otherwise === 'repair' || otherwise === 'refuse_value';
    if (changes && column === undefined)
      file.fault(['checks', at], text.checkNeeds(String(otherwise), 'column'));
    if (otherwise === 'repair' && repair === undefined)
      file.fault(['checks', at], text.checkNeeds('repair', 'repair'));
    if (otherwise !== 'repair' && repair !== undefined)
      file.fault(['checks', at, 'repair'], text.repairUnused);
    // What is kept of a person is its pseudonym or nothing: a value made of the text would be there again beside it.
    const read = personal.find(
      (name) =>
        name !== column && typeof repair === 'string' && new RegExp(`\\b${name}\\b`, 'i').test(repair),
    );
    if (read !== undefined) file.fault(['checks', at, 'repair'], text.repairOfPerson(read));
  });
}

/** Rules across fields. They read the unchecked value, so that they report even when a schema fault stands elsewhere. */
function checkAcrossFields(file: YamlFile<unknown>, folder: string): void {
  const text = messages().config;
  if (!isObject(file.raw)) return;
  const { id, columns, record, expect, checks, file: shape } = file.raw;
  if (typeof id === 'string' && id !== folder) file.fault(['id'], text.idIsNotFolder(id, folder));
  if (!isObject(columns)) return;
  const names = Object.keys(columns);
  const kept = names.filter((name) => {
    const column = columns[name];
    return !isObject(column) || column.personal !== 'drop';
  });
  const refer = (value: unknown, path: (string | number)[]) =>
    strings(value).forEach((name, at) => {
      if (!names.includes(name)) file.fault([...path, at], text.unknownColumn(name, nearest(name, names)));
      else if (!kept.includes(name)) file.fault([...path, at], text.columnDropped(name));
    });
  if (isObject(record)) {
    refer(record.key, ['record', 'key']);
    refer(
      strings(record.newest_by).filter((name) => name !== 'data_until'),
      ['record', 'newest_by'],
    );
    const dates = isObject(expect) ? strings(expect.data_date) : [];
    if (record.delivery === 'period' && dates.length === 0)
      file.fault(['record', 'delivery'], text.periodWithoutDate);
  }
  const across = Object.keys(columns).filter(
    (name) => isObject(columns[name]) && columns[name].across !== undefined,
  );
  const saysWhich = names.filter((name) => originsOf(columns[name]).includes('across'));
  if (across.length > 0 && isObject(record) && saysWhich.length > 0) {
    const key = strings(record.key);
    if (!saysWhich.some((name) => key.includes(name)))
      file.fault(['record', 'key'], text.acrossNotInKey(saysWhich[0] ?? ''));
  }
  if (isObject(expect)) refer(expect.data_date, ['expect', 'data_date']);
  if (Array.isArray(checks)) checkChecks(file, checks, columns);
  const owner = new Map<string, string>();
  for (const [name, column] of Object.entries(columns)) {
    if (!isObject(column)) continue;
    strings(column.labels).forEach((label, at) => {
      const taken = owner.get(fold(label));
      if (taken !== undefined) file.fault(['columns', name, 'labels', at], text.labelTwice(label, taken));
      else owner.set(fold(label), name);
    });
    checkColumn(file, name, column);
    checkOrigin(file, name, column, columns, shape);
    if (isObject(record) && strings(record.key)[0] === name && column.required !== true) {
      file.fault(['columns', name, 'required'], text.keyNotRequired);
    }
  }
}

/** Reads `sources/<folder>/source.yaml`; the faults come with it instead of being thrown. */
export async function readContract(
  files: ProjectFiles,
  folder: string,
): Promise<{ contract: Contract | undefined; faults: Fault[] }> {
  const place = fileAt(files, `sources/${folder}/source.yaml`);
  if (!existsSync(place.at)) {
    const beside = filesUnder(files, `sources/${folder}/`, '');
    const message = messages().project.noContract(
      nearest(
        'source.yaml',
        beside.map(({ path }) => basename(path)),
      ),
    );
    const file = beside[0]?.shown ?? place.shown;
    return { contract: undefined, faults: [{ file, line: 1, field: '', message }] };
  }
  const file = await readYaml(place, contractSchema);
  checkAcrossFields(file, folder);
  if (!file.value || file.faults.length > 0) return { contract: undefined, faults: file.faults };
  const { columns: _written, ...rest } = file.value;
  const columns = completeColumns(file.value);
  const { record, checks, file: shape, expect, refuse_file_above: limit } = rest;
  // Whence a file comes, who answers for it, when it is due, how long it is kept, what may be shown and whose names it holds change nothing of
  // what lands.
  const { reference: _, ...versions } = record;
  const landed = columns.map(({ dimension: _names, publish: _shown, ...column }) => column);
  const landing = [
    await programVersion('landing'),
    rest.id,
    landed,
    versions,
    checks,
    shape,
    expect.data_date,
    limit,
    // How long a period is that only its first day tells.
    ...(columns.some(({ name, type }) => type === 'period' && expect.data_date.includes(name))
      ? [expect.every]
      : []),
  ];
  const hash = createHash('sha256').update(JSON.stringify(landing)).digest('hex').slice(0, 16);
  return {
    contract: {
      ...rest,
      columns,
      table: rest.id.replaceAll('-', '_'),
      hash,
      placeOf: (path) => ({ file: file.file, line: file.line(path) }),
    },
    faults: [],
  };
}

/** All contracts that can be read, sorted by id, and every fault of the others. */
export async function tryContracts(
  files: ProjectFiles,
): Promise<{ contracts: Contract[]; ids: string[]; faults: Fault[] }> {
  const folders = filesUnder(files, 'sources/', '').flatMap(
    ({ path }) => path.split('/').slice(1, -1)[0] ?? [],
  );
  const ids = [...new Set(folders)];
  const read = await Promise.all(ids.map((id) => readContract(files, id)));
  return {
    contracts: read.flatMap(({ contract }) => contract ?? []),
    ids,
    faults: read.flatMap(({ faults }) => faults),
  };
}

/** All contracts of a project, sorted by id. Throws one error with every fault of every contract. */
export async function readContracts(files: ProjectFiles): Promise<Contract[]> {
  const { contracts, faults } = await tryContracts(files);
  refuseFaults([...files.faults, ...faults]);
  return contracts;
}

/** Writes the JSON Schema that editors use to complete and check contracts as they are typed. */
export async function writeContractSchema(path: string): Promise<void> {
  const schema = z.toJSONSchema(contractSchema, { io: 'input' });
  await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
}
