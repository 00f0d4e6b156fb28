import { expect, test } from 'vitest';
import { KpiError, unexpected } from '../../pipelines/error.ts';

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: said by the system, write`), { code, syscall: 'write', ...more });
const said = (error: unknown) => {
  const { code, exitCode, message, hint } = unexpected(error, (reason) => `?${reason}`);
  return { code, exitCode, message, hasHint: hint !== undefined };
};

test.each([
  ['the system', system('ENOSPC', { path: '/nha/x' }), 'disk_full', 'Đĩa đã đầy: không ghi được /nha/x.'],
  ['the system, without a place', system('EDQUOT'), 'disk_full', 'Đĩa đã đầy: không ghi thêm được gì.'],
  [
    'the engine',
    new Error('IO Error: Could not write file "/nha/w.duckdb.wal": No space left on device'),
    'disk_full',
    'Đĩa đã đầy: không ghi được /nha/w.duckdb.wal.',
  ],
  [
    'the engine, which has no room to spill',
    new Error('Out of Memory Error: failed to offload data block of size 256.0 KiB'),
    'disk_full',
    'Đĩa đã đầy: không ghi thêm được gì.',
  ],
  [
    'a refusal that was worded, because of it',
    new KpiError('home_not_writable', 'x', { cause: system('EROFS', { path: '/nha' }) }),
    'disk_read_only',
    'Đĩa chỉ cho đọc: không ghi được /nha.',
  ],
  [
    'a build that wrote it into its log',
    new KpiError('site_build_failed', 'x', { cause: new Error('Error: ENOSPC: no space left on device') }),
    'disk_full',
    'Đĩa đã đầy: không ghi thêm được gì.',
  ],
  ['a broken disk', system('EIO'), 'disk_broken', 'Đĩa báo lỗi khi đọc hoặc ghi.'],
  [
    'the engine without memory',
    new Error('Out of Memory Error: could not allocate block of size 256.0 KiB (1.0 GiB/1.0 GiB used)'),
    'no_memory',
    'Máy không đủ bộ nhớ cho việc này.',
  ],
])('%s: one sentence, and what to do', (_, error, code, message) => {
  expect(said(error)).toEqual({ code, exitCode: 3, message, hasHint: true });
});

test('what was foreseen, and what is no fault of the machine, stays what it is', () => {
  const foreseen = new KpiError('port_in_use', 'x', { exitCode: 2, cause: system('EACCES') });
  expect(unexpected(foreseen, String)).toBe(foreseen);
  expect(said(new TypeError('x is not a function'))).toMatchObject({ code: 'unexpected' });
  expect(said(system('ECONNREFUSED', { syscall: 'connect' }))).toMatchObject({ code: 'unexpected' });
});
