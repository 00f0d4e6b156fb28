import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messages } from '../messages/index.ts';
import { type Contract, contractSchema } from './contract.ts';
import { fold } from './fold.ts';
import { nearest } from './nearest.ts';
import { type Fault, readYaml, refuseFaults, type YamlFile } from './yaml-file.ts';

type Loose = { [key: string]: unknown };
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];

/** Rules across fields. They read the unchecked value, so that they report even when a schema fault stands elsewhere. */
function checkAcrossFields(file: YamlFile<unknown>, folder: string): void {
  const text = messages().config;
  if (!isObject(file.raw)) return;
  const { id, columns, record, expect, checks } = file.raw;
  if (typeof id === 'string' && id !== folder) file.fault(['id'], text.idIsNotFolder(id, folder));
  if (!isObject(columns)) return;
  const names = Object.keys(columns);
  const refer = (value: unknown, path: (string | number)[]) =>
    strings(value).forEach((name, at) => {
      if (!names.includes(name)) file.fault([...path, at], text.unknownColumn(name, nearest(name, names)));
    });
  if (isObject(record)) {
    refer(record.key, ['record', 'key']);
    refer(
      strings(record.newest_by).filter((name) => name !== 'data_until'),
      ['record', 'newest_by'],
    );
  }
  if (isObject(expect)) refer(expect.data_date, ['expect', 'data_date']);
  if (Array.isArray(checks)) {
    checks.forEach((check, at) => {
      if (isObject(check) && typeof check.column === 'string' && !names.includes(check.column)) {
        file.fault(['checks', at, 'column'], text.unknownColumn(check.column, nearest(check.column, names)));
      }
    });
  }
  const owner = new Map<string, string>();
  for (const [name, column] of Object.entries(columns)) {
    if (!isObject(column)) continue;
    strings(column.labels).forEach((label, at) => {
      const taken = owner.get(fold(label));
      if (taken !== undefined) file.fault(['columns', name, 'labels', at], text.labelTwice(label, taken));
      else owner.set(fold(label), name);
    });
    if (column.type === 'code' && !isObject(column.codes)) file.fault(['columns', name], text.codesMissing);
    if (column.type !== 'code' && column.codes !== undefined)
      file.fault(['columns', name, 'codes'], text.codesUnused);
    const personal = column.type === 'personal_id' || column.type === 'phone';
    if (personal && column.personal === undefined) file.fault(['columns', name], text.personalUndecided);
    if (isObject(record) && strings(record.key).includes(name) && column.required !== true) {
      file.fault(['columns', name, 'required'], text.keyNotRequired);
    }
  }
}

/** Reads `sources/<folder>/source.yaml`; the faults come with it instead of being thrown. */
export async function readContract(
  root: string,
  folder: string,
): Promise<{ contract: Contract | undefined; faults: Fault[] }> {
  const file = await readYaml(root, join(root, 'sources', folder, 'source.yaml'), contractSchema);
  checkAcrossFields(file, folder);
  if (!file.value || file.faults.length > 0) return { contract: undefined, faults: file.faults };
  const { columns, ...rest } = file.value;
  const hash = createHash('sha256').update(JSON.stringify(file.value)).digest('hex').slice(0, 16);
  return {
    contract: {
      ...rest,
      columns: Object.entries(columns).map(([name, column]) => ({ name, ...column })),
      table: rest.id.replaceAll('-', '_'),
      hash,
    },
    faults: [],
  };
}

/** All contracts of a project, sorted by id. Throws one error with every fault of every contract. */
export async function readContracts(root: string): Promise<Contract[]> {
  const entries = await readdir(join(root, 'sources'), { withFileTypes: true });
  const folders = entries
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort();
  const read = await Promise.all(folders.map((folder) => readContract(root, folder)));
  refuseFaults(read.flatMap((r) => r.faults));
  return read.flatMap((r) => (r.contract ? [r.contract] : []));
}

/** Writes the JSON Schema that editors use to complete and check contracts as they are typed. */
export async function writeContractSchema(path: string): Promise<void> {
  const schema = z.toJSONSchema(contractSchema, { io: 'input' });
  await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
}
