import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { knownSource } from '../../pipelines/commands/known-source.ts';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import type { ContractColumn } from '../../pipelines/config/contract.ts';
import { checkFile } from '../../pipelines/run/check-file.ts';
import { sampleHome } from '../pipeline/sample-home.ts';

/** Registers and forms of offices, with invented data. */
const cases = join(import.meta.dirname, 'cases');
const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

/** What is drafted from files, and what of them lands under it. */
async function drafted(id: string, files: readonly string[]) {
  home.printed.length = 0;
  const from = files.map((file) => join(cases, file));
  const code = await sourceNew(home.context, { id, from });
  const answer = JSON.parse(home.printed.join(''));
  const contract = await knownSource(home.context, id);
  const text = await readFile(join(folder, 'sources', id, 'source.yaml'), 'utf8');
  const check = (file: string) => checkFile(home.context.clock, contract, [], join(cases, file), true);
  const columns = Object.fromEntries(contract.columns.map((column) => [column.name, column]));
  const sampled = answer.files.map(({ rows }: { rows: number }) => rows);
  return { code, answer, contract, text, check, columns, sampled };
}

const told = ({ type, personal, dimension, from, find }: ContractColumn) => ({
  type,
  ...(personal ? { personal } : {}),
  ...(dimension ? { dimension } : {}),
  ...(from.length > 0 ? { from } : {}),
  ...(find ? { find } : {}),
});

test('a register with its month in the title and its hamlets as sections: all households, each with both', async () => {
  const { code, contract, columns, text, sampled, answer, check } = await drafted('ho-ngheo', [
    'ho-ngheo-thang-9.xlsx',
    'ho-ngheo-thang-10.xlsx',
  ]);
  expect([code, sampled]).toEqual([0, [36, 36]]);
  expect(answer.tried.map(({ rows }: { rows: object }) => rows)).toMatchObject([
    { read: 36, accepted: 36 },
    { read: 36, accepted: 36 },
  ]);
  expect(contract.record).toMatchObject({ key: ['ma_ho', 'ky'], delivery: 'period' });
  expect(contract.expect.data_date).toEqual(['ky']);
  const { ky, thon, ma_ho, ho_va_ten_chu_ho, so_cccd, so_tien_vay_dong, ghi_chu } = columns;
  expect([ky, thon, ma_ho, ho_va_ten_chu_ho, so_cccd, ghi_chu].map((its) => its && told(its))).toEqual([
    { type: 'period', from: ['title'] },
    { type: 'text', dimension: 'hamlet', from: ['section'] },
    { type: 'text', personal: 'pseudonym' },
    { type: 'text', personal: 'drop' },
    { type: 'personal_id', personal: 'pseudonym' },
    { type: 'text', personal: 'drop' },
  ]);
  expect(so_tien_vay_dong).toMatchObject({ type: 'money', blank: ['-'] });
  expect(so_cccd?.labels).toEqual(['Số CCCD', 'Số CCCD/ĐDCN']);
  expect(text).toContain('# Thấy ở dòng 5: "Tháng 9 năm 2026".');
  expect(text).toContain('# Thấy ở dòng tên mục, dòng 9: "Thôn Đông" (6 dòng như vậy).');
  // The third month brings other notes; its title says October, as its maker left it.
  const third = await check('ho-ngheo-thang-11.xlsx');
  expect(third).toMatchObject({ verdict: 'accepted', rows: { read: 36, accepted: 36 } });
  expect(third.set_aside).toEqual({ title: 4, blank: 4, header: 2, section: 3, total: 1, signature: 3 });
  expect(JSON.stringify(third)).not.toContain('Trần Thị Bịa');
});

test('a sheet a hamlet: the name of the sheet is the hamlet, and no name of a child stands anywhere', async () => {
  const { code, contract, columns, text, sampled } = await drafted('tiem-chung', ['tiem-chung-2026-10.xlsx']);
  expect([code, sampled]).toEqual([0, [15, 15, 15]]);
  expect(contract.record).toMatchObject({ key: ['ma_tiem_chung'], delivery: 'increment' });
  expect(columns.thon && told(columns.thon)).toEqual({ type: 'text', dimension: 'hamlet', from: ['sheet'] });
  expect(columns.ky && told(columns.ky)).toEqual({ type: 'period', from: ['title'] });
  expect(columns.ho_va_ten_tre?.personal).toBe('drop');
  expect(columns.vac_xin).toMatchObject({ type: 'code', unknown: 'keep', codes: { Sởi: 'soi' } });
  expect(text).not.toContain('Trẻ Bịa');
});

test('months across are rows: a household and a month, with the tax code as a pseudonym', async () => {
  const { code, contract, columns, answer } = await drafted('thue-khoan', ['thue-khoan-2026.xlsx']);
  expect(code).toBe(0);
  expect(contract.record.key).toEqual(['ma_so_thue', 'ky']);
  expect(columns.ky && told(columns.ky)).toEqual({ type: 'period', from: ['across', 'title'] });
  expect(columns.ma_so_thue?.personal).toBe('pseudonym');
  expect(columns.so_thue_da_nop_theo_thang_dong).toMatchObject({ type: 'money', across: ['Tháng *'] });
  expect(columns.dia_ban?.dimension).toBe('hamlet');
  expect(answer.tried[0].rows).toMatchObject({ read: 300, accepted: 300 });
});

test('a monthly table: numbering, sections, total and signature are no records, the days stand in its title', async () => {
  const { code, contract, columns, sampled, check } = await drafted('vpcp', ['06vpcp-2026-09.xlsx']);
  expect([code, sampled]).toEqual([0, [4]]);
  expect(contract.record).toMatchObject({
    key: ['linh_vuc_giai_quyet', 'muc', 'den_ngay'],
    delivery: 'period',
  });
  expect([columns.tu_ngay, columns.den_ngay].map((its) => its?.from)).toEqual([['title'], ['title']]);
  expect(columns.linh_vuc_giai_quyet?.dimension).toBe('field');
  const { rows, set_aside: aside } = await check('06vpcp-2026-09.xlsx');
  expect(rows).toMatchObject({ read: 4, accepted: 4 });
  expect(aside).toMatchObject({ numbering: 1, section: 2, total: 1, signature: 1 });
});

test('an annex of tasks: its groups are a column, the wording of a task names it under a pseudonym', async () => {
  const { code, columns, contract, sampled } = await drafted('phu-luc', ['phu-luc-nhiem-vu.xlsx']);
  expect([code, sampled]).toEqual([0, [4]]);
  expect(contract.record.key).toEqual(['noi_dung_nhiem_vu']);
  expect(columns.noi_dung_nhiem_vu?.personal).toBe('pseudonym');
  expect(columns.muc?.from).toEqual(['section']);
  expect([columns.don_vi_chu_tri?.dimension, columns.don_vi_phoi_hop?.dimension]).toEqual([
    'unit',
    undefined,
  ]);
  expect(columns.ghi_chu?.personal).toBe('drop');
});

test('a form of one item a row is one record of its hamlet and month', async () => {
  const { code, contract, columns, check } = await drafted('phieu-thon', ['thon-1.xlsx']);
  expect(code).toBe(0);
  expect(contract.file.form).toEqual({ label: 'Nội dung', value: 'Giá trị' });
  expect(contract.record.key).toEqual(['thon', 'ky']);
  expect(columns.thon && told(columns.thon)).toEqual({
    type: 'text',
    dimension: 'hamlet',
    from: [{ beside: 'Thôn' }],
  });
  expect(columns.tong_so_nhan_khau).toMatchObject({ labels: ['Tổng số nhân khẩu'], type: 'integer' });
  const { rows, issues } = await check('thon-1.xlsx');
  expect(rows).toMatchObject({ read: 1, accepted: 1 });
  // "ba trăm" is no number: told, and left out alone.
  expect(issues.map(({ code: its }) => its)).toEqual(['bad_number']);
});

test('a folder stands for the files in it', async () => {
  home.printed.length = 0;
  await expect(
    sourceNew(home.context, { id: 'trong', from: [join(folder, 'sources')] }),
  ).rejects.toMatchObject({
    code: 'no_samples',
  });
  const months = join(home.context.home.root, 'cac-thang');
  await mkdir(months);
  for (const month of ['10', '9'])
    await cp(join(cases, `ho-ngheo-thang-${month}.xlsx`), join(months, `ho-ngheo-thang-${month}.xlsx`));
  await sourceNew(home.context, { id: 'ca-thu-muc', from: [months] });
  const { files } = JSON.parse(home.printed.join(''));
  expect(files.map(({ file }: { file: string }) => file)).toEqual([
    'ho-ngheo-thang-9.xlsx',
    'ho-ngheo-thang-10.xlsx',
  ]);
});
