// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so placeholders of secrets are written

import { afterEach, beforeEach, expect, test } from 'vitest';
import { codes, type PullHome, pullHome, source } from './pull-home.ts';
import { type WebServer, webServer } from './web-server.ts';

let home: PullHome;
const servers: WebServer[] = [];
const serve = async (...handler: Parameters<typeof webServer>) => {
  const server = await webServer(...handler);
  servers.push(server);
  return server;
};

beforeEach(async () => {
  home = await pullHome();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await home.remove();
});

const csv = 'Số hồ sơ;Ngày\n1;02/11/2026\n';
const http = (url: string, more: object = {}) => ({ kind: 'http' as const, url, ...more });
const nothingCame = async () => {
  expect(await home.archive()).toEqual([]);
  expect(await home.warehouse.all('from ops.file')).toEqual([]);
};

test('an answer lands under its hash and its own name; the same content again is known', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''h%E1%BB%93%20s%C6%A1.csv`,
    });
    response.end(csv);
  });
  const first = await home.pull(http(`${url}/export.aspx`));
  expect(codes(first)).toEqual([]);
  expect(first.taken).toMatchObject([{ source, name: 'hồ sơ.csv', bytes: Buffer.byteLength(csv) }]);
  expect(await home.archive()).toEqual([`${first.taken[0]?.sha256}.csv`]);
  expect(await home.content()).toBe(csv);
  const second = await home.pull(http(`${url}/export.aspx`));
  expect([second.taken.length, second.known.length, second.notices.length]).toEqual([0, 1, 0]);
});

test.each([
  ['/du-lieu.XLSX', 'application/octet-stream', {}, 'xlsx'],
  ['/export.aspx', 'application/vnd.ms-excel', {}, 'xls'],
  ['/api', 'application/problem+json', {}, 'json'],
  ['/api', 'application/octet-stream', {}, undefined],
  ['/api', 'text/html', { extension: 'csv' }, 'csv'],
])('extension of %s as %s %o: %s', async (path, type, more, extension) => {
  const { url } = await serve((_, response) => response.writeHead(200, { 'content-type': type }).end('[]'));
  const { taken } = await home.pull(http(url + path, more));
  const [name] = await home.archive();
  expect(name).toBe(extension === undefined ? taken[0]?.sha256 : `${taken[0]?.sha256}.${extension}`);
});

test('a file name of the other side cannot lead out of the archive or into the log', async () => {
  const { url } = await serve((_, response) =>
    response
      .writeHead(200, {
        'content-disposition': `attachment; filename*=UTF-8''..%2F..%2Fetc%2F037190000001%0A.csv%2Fx`,
      })
      .end(csv),
  );
  const { taken } = await home.pull(http(url));
  expect(taken[0]?.name).toBe('x');
  expect(await home.archive()).toEqual([taken[0]?.sha256]);
});

test('a POST carries its body, with dates and secrets in their places and quoted as the body wants', async () => {
  const { url, received } = await serve((_, response) => response.end('[]'));
  const secrets = { token: 'KPI_SECRET_TOKEN', pass: 'KPI_SECRET_PASS' };
  const env = { KPI_SECRET_TOKEN: 'tok-8c41\n', KPI_SECRET_PASS: 'a"b&c' };
  await home.pull(
    http(`${url}/api?from={month_start:dd/MM/yyyy}&to={today}&y={year_start}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer ${token}' },
      secrets,
      body: '{"pass": "${pass}", "day": "{today:yyyyMMdd}"}',
    }),
    { env },
  );
  expect(received[0]).toMatchObject({
    method: 'POST',
    url: '/api?from=01%2F11%2F2026&to=2026-11-22&y=2026-01-01',
    body: '{"pass": "a\\"b&c", "day": "20261122"}',
    headers: { authorization: 'Bearer tok-8c41', 'content-type': 'application/json' },
  });
  await home.pull(http(url, { method: 'POST', secrets: { pass: 'KPI_SECRET_PASS' }, body: 'p=${pass}' }), {
    env,
  });
  expect(received[1]?.body).toBe('p=a%22b%26c');
});

test('an error code inside a 200 is a failure; the same field with a sound code is not', async () => {
  let answer = '';
  const { url } = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
  );
  const settings = http(url, { format: 'json', success: { field: 'result.code', equals: [0, 'OK'] } });
  for (const [text, code] of [
    ['{"result": {"code": 401, "message": "het phien"}}', 'answer_refused'],
    ['{"data": []}', 'answer_refused'],
    ['{"result": {"code": null}}', 'answer_refused'],
    ['<html>Đăng nhập</html>', 'not_json'],
    ['', 'not_json'],
    ['{"result": {"code": 0}', 'not_json'],
  ] as const) {
    answer = text;
    expect(codes(await home.pull(settings)), text).toEqual([code]);
  }
  await nothingCame();
  answer = '\ufeff{"result": {"code": "0"}, "data": []}';
  expect((await home.pull(settings)).taken).toMatchObject([{ name: `${source}.json` }]);
});

test('where a file is expected, only JSON that says it failed is refused', async () => {
  let answer = '';
  const { url } = await serve((_, response) => response.end(answer));
  const settings = http(url, { success: { field: 'code', equals: [0] } });
  answer = '{"code": 7}';
  expect(codes(await home.pull(settings))).toEqual(['answer_refused']);
  for (const text of [csv, '[{"a": 1}]', '{"code": 0}', '{not json']) {
    answer = text;
    expect((await home.pull(settings)).taken, text).toHaveLength(1);
  }
});

test('missing variables: one notice that names them all, and nothing is asked', async () => {
  const { url, received } = await serve((_, response) => response.end(csv));
  const result = await home.pull(
    http(url, { headers: { a: '${x}', b: '${y}' }, secrets: { x: 'KPI_SECRET_ONE', y: 'KPI_SECRET_TWO' } }),
    { env: { KPI_SECRET_TWO: '' } },
  );
  expect(codes(result)).toEqual(['secret_missing']);
  expect(result.notices[0]?.message).toContain('KPI_SECRET_ONE, KPI_SECRET_TWO');
  expect(received).toEqual([]);
});

test('no secret comes back, whatever the other side does with it', async () => {
  const secret = 'bi-mat-"5d1f&x';
  const settings = (url: string) =>
    http(url, {
      method: 'POST',
      format: 'json',
      retries: 0,
      timeout: '300ms',
      headers: { 'X-Key': '${key}' },
      secrets: { key: 'KPI_SECRET_KEY' },
      body: 'key=${key}',
      success: { field: 'code', equals: [0] },
    });
  const told: unknown[] = [];
  const tell = async (url: string, value = secret) =>
    told.push(await home.pull(settings(url), { env: { KPI_SECRET_KEY: value } }));
  const { url } = await serve((request, response) => {
    const key = String(request.headers['x-key']);
    const disposition = { 'content-disposition': `attachment; filename="${encodeURIComponent(key)}.csv"` };
    if (request.url === '/echo') response.end(JSON.stringify({ code: key }));
    else if (request.url === '/name') response.writeHead(200, disposition).end('{"code": 0}');
    else if (request.url === '/status') response.writeHead(401, key.replace(/"/g, '')).end(key);
    else if (request.url === '/away') response.writeHead(302, { location: `http://x.invalid/?${key}` }).end();
    else response.destroy();
  });
  for (const path of ['/echo', '/name', '/status', '/away', '/reset']) await tell(url + path);
  // What no header can carry must not be quoted in the client's complaint either.
  await tell(url, `${secret}\u0001`);
  await tell(url, `${secret}ữ`);
  const everything = JSON.stringify([
    told,
    await home.warehouse.all('from ops.file'),
    await home.warehouse.all('from ops.remote'),
  ]);
  expect(told).toHaveLength(7);
  expect(everything).not.toMatch(/5d1f/);
  expect(everything).toContain('KPI_SECRET_KEY');
});
