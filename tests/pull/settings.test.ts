// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so placeholders of secrets are written

import { expect, test } from 'vitest';
import { z } from 'zod';
import { fillDates } from '../../pipelines/config/pull-placeholders.ts';
import { byteCount, milliseconds, pullSchema } from '../../pipelines/config/pull-settings.ts';

const faults = (settings: unknown): string[] => {
  const { error } = pullSchema.safeParse(settings);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const sftp = {
  kind: 'sftp',
  host: 'sftp.ninhbinh.gov.vn',
  user: 'xa',
  password_env: 'KPI_SECRET_SFTP',
  host_key: `SHA256:${'A'.repeat(43)}`,
  folder: '/xuat',
  files: '*.csv',
};
const postgres = {
  kind: 'postgres',
  host: '10.0.0.5',
  database: 'hoso',
  user: 'xem',
  password_env: 'KPI_SECRET_PG',
  query: 'select 1',
};
const http = { kind: 'http', url: 'https://dvc.ninhbinh.gov.vn/xuat' };

test('what is left out is filled in', () => {
  expect(pullSchema.parse(http)).toEqual({
    ...http,
    method: 'GET',
    headers: {},
    secrets: {},
    format: 'file',
    success: { status: [200] },
    timeout: '60s',
    max_bytes: '200MB',
    retries: 3,
  });
  expect(pullSchema.parse(sftp)).toEqual({ ...sftp, port: 22, max_bytes: '200MB' });
  expect(pullSchema.parse(postgres)).toEqual({
    ...postgres,
    port: 5432,
    ssl: 'verify',
    statement_timeout: '10min',
    max_bytes: '1GB',
  });
  expect(pullSchema.parse({ kind: 'folder', files: '*' })).toEqual({ kind: 'folder', files: '*' });
});

test('all faults of a web service at once, in words', () => {
  expect(
    faults({
      ...http,
      url: 'https://x.vn/${token}?d={hom_nay}&e={today:dd/mm/yyyy}',
      headers: { Authorization: 'Bearer ${ma}' },
      secrets: { khac: 'KPI_SECRET_X' },
      body: 'x',
      success: { field: 'code' },
    }),
  ).toEqual([
    'url: Không đặt bí mật trong url: nó nằm lại trong nhật ký của máy chủ. Dùng headers hoặc body.',
    'body: Chỉ phương thức POST mới có body.',
    'success: field và equals phải đi cùng nhau.',
    'url: Không có chỗ điền {hom_nay}. Dùng {today}, {month_start} hoặc {year_start}.',
    'url: Dạng ngày "dd/mm/yyyy" không hợp lệ. Viết như dd/MM/yyyy.',
    'headers.Authorization: Chưa khai báo "ma" trong secrets.',
    'secrets.khac: "khac" không được dùng; viết ${khac} trong headers hoặc body.',
  ]);
});

test.each([
  [{ ...http, url: 'ftp://x.vn/a' }, 'url'],
  [{ ...http, url: 'https://ten:matkhau@x.vn/a' }, 'url'],
  [{ ...http, secrets: { a: 'mat-khau-that' } }, 'secrets.a'],
  [{ ...http, timeout: '60' }, 'timeout'],
  [{ ...http, max_bytes: '200' }, 'max_bytes'],
  [{ ...http, extension: '../x' }, 'extension'],
  [{ ...http, success: { status: [401] } }, 'success.status.0'],
  [{ ...sftp, host_key: 'MD5:aa' }, 'host_key'],
  [{ ...sftp, password_env: undefined }, 'user'],
  [{ ...sftp, key_file: 'k' }, 'user'],
  [{ ...sftp, passphrase_env: 'KPI_SECRET_P' }, 'passphrase_env'],
  [{ ...sftp, password_env: undefined, key_file: '../id_ed25519' }, 'key_file'],
  [{ ...sftp, password_env: undefined, key_file: 'a/../../b' }, 'key_file'],
  [{ ...sftp, password_env: undefined, key_file: '/etc/key' }, 'key_file'],
  [{ ...sftp, host: 'sftp://x' }, 'host'],
  [{ ...postgres, query: 'select 1; drop table x' }, 'query'],
  [{ ...postgres, query: 'delete from x' }, 'query'],
  [{ ...postgres, ssl: 'prefer' }, 'ssl'],
])('%o is refused at %s', (settings, field) => {
  const [first, ...more] = faults(settings);
  expect(first?.split(':')[0]).toBe(field);
  // A secret that was never named as one is its own, more telling fault beside it.
  expect(more.length).toBeLessThan(2);
});

test.each([
  'HOME',
  'PATH',
  'AWS_SECRET_ACCESS_KEY',
  'PGPASSWORD',
  'KPI_THREADS',
  'KPI_SECRET_',
  'X_KPI_SECRET_A',
  'kpi_secret_a',
])('%s of the surroundings is no secret of a source, whoever asks for it', (name) => {
  const asking: [string, unknown][] = [
    ['secrets.ma', { ...withSecret('https://x.vn/a'), secrets: { ma: name } }],
    ['password_env', { ...sftp, password_env: name }],
    ['passphrase_env', { ...sftp, password_env: undefined, key_file: 'k', passphrase_env: name }],
    ['password_env', { ...postgres, password_env: name }],
  ];
  for (const [field, settings] of asking)
    expect(faults(settings)).toEqual([
      `${field}: Ghi tên biến môi trường bắt đầu bằng KPI_SECRET_ (ví dụ KPI_SECRET_CONG_DVC; chữ hoa, số, gạch dưới), không ghi chính giá trị bí mật. Biến tên khác của máy không được gửi đi.`,
    ]);
});

const withSecret = (url: string) => ({
  ...http,
  url,
  headers: { Authorization: '${ma}' },
  secrets: { ma: 'KPI_SECRET_MA' },
});

test.each([
  'http://x.vn/a',
  'http://localhost.x.vn/a',
  'http://127.0.0.1.x.vn/a',
  'http://[::2]/a',
  'HTTP://X.vn',
])('a secret does not go to %s, where others read it on the way', (url) => {
  expect(faults(withSecret(url))).toEqual([
    'url: Bí mật chỉ được gửi qua https: qua http, ai ở giữa đường cũng đọc được. Chỉ địa chỉ trong chính máy này (localhost, 127.0.0.1) được dùng http.',
  ]);
  expect(faults({ ...http, url })).toEqual([]);
});

test.each(['https://x.vn/a', 'http://localhost:8080/a', 'http://127.0.0.1/a', 'http://[::1]:9/a'])(
  'a secret goes to %s',
  (url) => {
    expect(faults(withSecret(url))).toEqual([]);
  },
);

test('editors get a JSON Schema in which every kind stands', () => {
  const schema = z.toJSONSchema(pullSchema, { io: 'input' });
  const kinds = (schema.oneOf ?? schema.anyOf ?? []).map(
    (kind) => (kind as { properties: { kind: { const: string } } }).properties.kind.const,
  );
  expect(kinds).toEqual(['folder', 'http', 'sftp', 'postgres']);
});

test('durations and sizes', () => {
  expect(['500ms', '60s', '10min', '1h'].map(milliseconds)).toEqual([500, 60_000, 600_000, 3_600_000]);
  expect(['1KB', '200MB', '2GB'].map(byteCount)).toEqual([1024, 209_715_200, 2_147_483_648]);
});

test('dates by the local day, in any format; secrets look different and are left', () => {
  const text = '{today} {month_start:dd/MM/yyyy} {year_start:yyyyMMdd} {today:MM-yyyy} ${today} { "today" }';
  expect(fillDates(text, '2026-02-09', (value) => value)).toBe(
    '2026-02-09 01/02/2026 20260101 02-2026 ${today} { "today" }',
  );
});
