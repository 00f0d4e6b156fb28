import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterAll, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { run as sourceSql } from '../../pipelines/commands/source-sql.ts';
import type { Contract, ContractColumn } from '../../pipelines/config/contract.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { makeForm } from '../../pipelines/form/form.ts';
import { checkFile } from '../../pipelines/run/check-file.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { kpi } from '../support/kpi.ts';
import { checkout, portal, sampleHome } from './sample-home.ts';

const folder = await mkdtemp(join(tmpdir(), 'kpi-form-'));
const home = await sampleHome();
afterAll(async () => {
  await home.remove();
  await rm(folder, { recursive: true, force: true });
});
const contracts = await readContracts(projectFiles(checkout));

/** What an officer could type into the n-th row of a column: by its type, nothing of its meaning is known. */
function typed(column: ContractColumn, n: number): string | number {
  const [choice = ''] = Object.keys(column.codes ?? {});
  const values: Record<ContractColumn['type'], string | number> = {
    text: column.pattern === undefined ? `Chữ ${n}` : `C${n}`,
    integer: column.min === undefined ? n : Math.max(Number(column.min), n),
    decimal: 100.5,
    percent: 50,
    money: 100_000,
    date: '14/06/2026',
    timestamp: '14/06/2026 08:30',
    year_or_date: '1990',
    period: 'Tháng 9/2026',
    yes_no: 'Có',
    code: choice,
    personal_id: `03709000000${n}`,
    phone: '0912345678',
    dossier_code: `H42.15.01-260614-000${n}`,
    procedure_code: `1.00065${n}`,
    commune_code: '13894',
    parcel_key: `13894-1-${n}`,
  };
  return values[column.type];
}

/** Columns that the checks of a contract want to agree with others. */
const agreeing: Record<string, Record<string, string | number>> = {
  'public-service-portal': {
    status: 'Đang xử lý',
    closed_at: '',
    returned_at: '',
    due_at: '20/06/2026 17:00',
  },
  petitions: { due_at: '20/06/2026 17:00', result: 'Đã trả lời' },
  'population-by-hamlet': {
    year: 2026,
    month: 6,
    residents: 100,
    adults_14: 90,
    adults_15: 88,
    adults_18: 85,
  },
  'social-payments': { pay_year: 2026, pay_month: 6, result: 'Đã chi trả' },
  'unit-returns': { indicator: 'so-tay-dang-vien', year: 2026, value: '' },
};

async function parts(bytes: Uint8Array): Promise<Map<string, string>> {
  const path = join(folder, 'form.xlsx');
  await writeFile(path, bytes);
  const zip = await openPromise(path, { autoClose: false });
  const found = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    found.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  zip.close();
  return found;
}

const asked = (contract: Contract) => contract.columns.filter(({ personal }) => personal !== 'drop');

test.each(contracts)('the form of $id, filled in, lands without a refusal', async (contract) => {
  const book = XLSX.read(await makeForm(contract), { type: 'array' });
  const [name = ''] = book.SheetNames;
  const sheet = book.Sheets[name] as XLSX.WorkSheet;
  const rows = [1, 2].map((n) =>
    asked(contract).map((column) => agreeing[contract.id]?.[column.name] ?? typed(column, n)),
  );
  XLSX.utils.sheet_add_aoa(sheet, rows, { origin: 'A2' });
  const path = join(folder, `${contract.id}.xlsx`);
  await writeFile(path, XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
  const others = contracts.filter((other) => other !== contract);
  const answer = await checkFile(home.context.clock, contract, others, path);
  expect(answer.issues.filter(({ severity }) => severity !== 'warned' && severity !== 'repaired')).toEqual(
    [],
  );
  expect(answer.rows).toMatchObject({ read: 2, accepted: 2 });
});

test.each(contracts)(
  'the form of $id offers choices and notes, and asks for nothing that is dropped',
  async (contract) => {
    const files = await parts(await makeForm(contract));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    const chosen = asked(contract).filter(({ type }) => type === 'code' || type === 'yes_no');
    expect(sheet.match(/type="list"/g)?.length ?? 0).toBe(chosen.length);
    const all = [...files.values()].join('');
    for (const column of contract.columns.filter(({ personal }) => personal === 'drop'))
      expect(all).not.toContain(`>${column.labels[0]}<`);
    const notes = [...files.keys()].filter((name) => /comments\d*\.xml$/.test(name));
    expect(notes).toHaveLength(1);
    expect(files.get(notes[0] ?? '')?.match(/<comment /g)).toHaveLength(asked(contract).length);
  },
);

test('a form is not written over a file that is there', async () => {
  const path = join(folder, 'mine.xlsx');
  await writeFile(path, 'mine');
  const answer = kpi(['source', 'template', portal, '--out', path]);
  expect(answer).toMatchObject({ code: 2, stderr: expect.stringContaining(path) });
  expect(await readFile(path, 'utf8')).toBe('mine');
  expect(kpi(['source', 'template', 'khong-co']).code).toBe(2);
});

test('source sql shows for every source first one select that the engine takes', async () => {
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: folder });
  try {
    await warehouse.run('create or replace temp macro pseudonym(x) as sha256(x)');
    for (const { id, columns } of contracts) {
      home.printed.length = 0;
      await sourceSql(home.context, { id });
      const sql = home.printed[0]?.replace(/;\s*$/, '');
      const cells = columns.map((_, at) => `null::varchar as _c${at}`);
      await warehouse.run(`create or replace temp table cells as select ${cells.join(', ')}`);
      expect((await warehouse.all(`select count(*) as rows from (${sql})`))[0]).toEqual({ rows: 1 });
    }
  } finally {
    await warehouse.close();
  }
});
