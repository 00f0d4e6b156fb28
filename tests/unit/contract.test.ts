import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract, readContracts } from '../../pipelines/config/read-contract.ts';
import { KpiError } from '../../pipelines/error.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
const portal = 'public-service-portal';
let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kpi-contract-'));
  await mkdir(join(project, 'sources', portal), { recursive: true });
  await cp(join(checkout, 'sources', portal, 'source.yaml'), join(project, 'sources', portal, 'source.yaml'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

/** Replaces texts of the portal's contract, each of which must stand in it once. */
async function change(...pairs: [from: string, to: string][]): Promise<string> {
  const path = join(project, 'sources', portal, 'source.yaml');
  let text = await readFile(path, 'utf8');
  for (const [from, to] of pairs) {
    expect(text.split(from).length, from).toBe(2);
    text = text.replace(from, to);
  }
  await writeFile(path, text);
  return text;
}
const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;
const faultsOf = async () => (await readContract(projectFiles(project), portal)).faults;

test('a text of YAML that cannot be parsed is explained in Vietnamese', async () => {
  await change(['steward: Trung tâm', 'steward: Trung tâm: một cửa\n\tghi chú: Trung tâm']);
  const faults = await faultsOf();
  expect(faults.length).toBeGreaterThan(0);
  for (const { message } of faults) expect(message).toMatch(/^Sai cú pháp YAML: [^A-Z]*[à-ỹđ]/);
});

test('a word that is like a known one, and a duration that is none, are told what they should be', async () => {
  await change(['type: money', 'type: mony'], ['stale_after: 7d', 'stale_after: 7 ngày']);
  const told = (await faultsOf()).map(({ field, message }) => `${field} ${message}`);
  expect(told).toContainEqual(expect.stringMatching(/^columns\.fee\.type .*Có phải "money"\?$/));
  expect(told).toContainEqual(expect.stringMatching(/^expect\.stale_after .*ví dụ 30d hoặc 36h/));
});

test('a contract with five faults gives all five, each with file, line, field and a sentence', async () => {
  const text = await change(
    ['steward: Trung tâm', 'stewart: Trung tâm'],
    ['type: money', 'type: monney'],
    ['key: [dossier_code]', 'key: [dosier_code]'],
    ['column: closed_at\n    message: Ngày kết thúc', 'column: closed_on\n    message: Ngày kết thúc'],
    ['stale_after: 7d', 'stale_after: one week'],
  );
  const error = await readContracts(projectFiles(project)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KpiError);
  const { code, exitCode, details, message } = error as KpiError;
  expect([code, exitCode]).toEqual(['config_invalid', 2]);
  const file = join('sources', portal, 'source.yaml');
  // The wrong spelling of steward is two faults: a field that is not known and one that is missing.
  const expected: [part: string, field: string, word: string][] = [
    ['stewart:', 'stewart', '"steward"'],
    ['stale_after: one week', 'expect.stale_after', ''],
    ['key: [dosier_code]', 'record.key.0', '"dossier_code"'],
    ['type: monney', 'columns.fee.type', 'money'],
    ['column: closed_on', 'checks.2.column', '"closed_at"'],
  ];
  for (const [part, field, word] of expected) {
    const start = `${file}:${lineOf(text, part)} · ${field} — `;
    const found = details.find((detail) => detail.startsWith(start));
    expect(found, `${start}\n${details.join('\n')}`).toBeDefined();
    expect(found).toContain(word);
  }
  expect(details).toHaveLength(expected.length + 1);
  expect(message).toContain(String(details.length));
});

test('the sentences of faults are Vietnamese', async () => {
  await change(
    ['stale_after: 7d', 'stale_after: one week'],
    ['title: Hồ sơ thủ tục hành chính', 'title: 12'],
    ['steward: Trung tâm Phục vụ hành chính công\n', ''],
  );
  const faults = await faultsOf();
  expect(faults).toHaveLength(3);
  for (const { message } of faults) expect(message).not.toMatch(/invalid|expected|received/i);
});

test('faults across fields speak up beside faults of the schema', async () => {
  await change(
    ['type: dossier_code, required: true', 'type: dossier_code'],
    ['labels: [Phòng ban, Phòng ban xử lý]', 'labels: [phong ban, LĨNH VỰC]'],
    ['type: personal_id, personal: pseudonym', 'type: personal_id'],
    [
      'labels: [Thôn/xóm, Thôn xóm, Thôn/xóm/tổ dân phố], type: text',
      'labels: [Thôn/xóm], type: text, codes: { a: b }',
    ],
    ['id: public-service-portal', 'id: public-service'],
  );
  const fields = (await faultsOf()).map(({ field }) => field).sort();
  expect(fields).toEqual([
    'columns.applicant_id',
    'columns.department.labels.1',
    'columns.dossier_code.required',
    'columns.hamlet.codes',
    'id',
  ]);
});

test('a variable of the machine that is no secret of a source is refused with its line and the allowed form', async () => {
  const text = await change([
    'pull: { kind: folder, files: "*.{csv,txt,xls,xlsx,xlsm,xlsb,html,htm,mht}" }',
    `pull:
  kind: http
  url: https://dvc.example.vn/xuat
  headers: { Authorization: "Bearer \${ma}" }
  secrets:
    ma: AWS_SECRET_ACCESS_KEY`,
  ]);
  const [fault, ...more] = await faultsOf();
  expect(more).toEqual([]);
  expect(fault).toMatchObject({
    file: join('sources', portal, 'source.yaml'),
    line: lineOf(text, 'ma: AWS_SECRET_ACCESS_KEY'),
    field: 'pull.secrets.ma',
  });
  expect(fault?.message).toContain('KPI_SECRET_');
});

test('broken YAML is said with its line', async () => {
  const text = await change(['record: { key: [dossier_code]', 'record: { key: [dossier_code']);
  const [fault] = await faultsOf();
  expect(fault?.message).toContain('YAML');
  expect(Math.abs((fault?.line ?? 0) - lineOf(text, 'record: {'))).toBeLessThanOrEqual(3);
});

test('the hash names what could change the landing: a label does, a comment does not', async () => {
  const hash = async () => (await readContract(projectFiles(project), portal)).contract?.hash;
  const before = await hash();
  await change(['# yaml-language-server', '# a comment\n# yaml-language-server']);
  expect(await hash()).toBe(before);
  await change(['labels: [Số hồ sơ, Mã hồ sơ, Mã số hồ sơ]', 'labels: [Số hồ sơ, Mã hồ sơ]']);
  expect(await hash()).not.toBe(before);
});

test('what is personal is neither published nor written into another column by a repair', async () => {
  await change(
    [
      '  phone: { labels: [Số điện thoại, Điện thoại], type: phone, personal: drop }',
      '  phone: { labels: [Số điện thoại, Điện thoại], type: phone, personal: drop, publish: text }',
    ],
    ['type: money', 'type: money, publish: text'],
    [
      '\nchecks:\n',
      '\nchecks:\n  - { name: bo_sung, where: fee > 0, otherwise: repair, column: fee, repair: "length(Applicant_id)", title: Bổ sung, message: Bổ sung. }\n',
    ],
  );
  const told = (await faultsOf()).map(({ field, message }) => `${field} ${message}`);
  expect(told.sort()).toEqual([
    expect.stringContaining('checks.0.repair repair không được dùng cột "applicant_id"'),
    expect.stringContaining('columns.fee.publish publish: text chỉ dùng'),
    expect.stringContaining('columns.phone.publish Cột dữ liệu cá nhân'),
  ]);
});
