// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so placeholders of secrets are written

import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
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

test('ETag and Last-Modified go back; 304 means known, and a pruned archive asks anew', async () => {
  const modified = 'Sun, 22 Nov 2026 00:00:00 GMT';
  const { url, received } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"', 'last-modified': modified }).end(csv);
  });
  const first = await home.pull(http(`${url}/a.csv`));
  const second = await home.pull(http(`${url}/a.csv`));
  expect(second.known).toEqual(first.taken);
  expect(received[1]?.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': modified });
  const { rm } = await import('node:fs/promises');
  await rm(`${home.home.archive}/${source}`, { recursive: true });
  await home.pull(http(`${url}/a.csv`));
  expect(received[2]?.headers['if-none-match']).toBeUndefined();
  expect(await home.content()).toBe(csv);
});

test('503 twice, then 200: taken after waits that double', async () => {
  const { url, received } = await serve((_, response, attempt) =>
    attempt < 3 ? response.writeHead(503).end() : response.end(csv),
  );
  expect((await home.pull(http(url))).taken).toHaveLength(1);
  expect([received.length, home.waits]).toEqual([3, [1000, 2000]]);
});

test('jitter is full: a wait is any share of its longest', async () => {
  const { url } = await serve((_, response) => response.writeHead(500).end());
  const result = await home.pull(http(url, { retries: 6 }), { random: () => 0.25 });
  expect(codes(result)).toEqual(['http_busy']);
  expect(home.waits).toEqual([250, 500, 1000, 2000, 4000, 7500]);
});

test('Retry-After is waited for; one that asks for too much ends the run for this source', async () => {
  const { url, received } = await serve((_, response, attempt) => {
    if (attempt === 1) response.writeHead(503, { 'retry-after': '7' }).end();
    else if (attempt === 2) {
      response
        .writeHead(503, {
          date: 'Sun, 22 Nov 2026 00:00:00 GMT',
          'retry-after': 'Sun, 22 Nov 2026 00:00:09 GMT',
        })
        .end();
    } else response.writeHead(503, { 'retry-after': '3600' }).end();
  });
  const result = await home.pull(http(url));
  expect(home.waits).toEqual([7000, 9000]);
  expect(received).toHaveLength(3);
  expect(result.notices[0]?.message).toContain('503, hẹn sau 3600 giây');
});

test.each([
  [401, 'http_denied'],
  [403, 'http_denied'],
  [429, 'http_too_many'],
  [404, 'http_not_found'],
  [400, 'http_status'],
  [204, 'http_status'],
  [304, 'http_status'],
])('%i: one request, no hammering, and said (%s)', async (status, code) => {
  const { url, received } = await serve((_, response) =>
    response.writeHead(status, { 'retry-after': '1' }).end(),
  );
  expect(codes(await home.pull(http(url)))).toEqual([code]);
  expect([received.length, home.waits]).toEqual([1, []]);
  await nothingCame();
});

test('a body that stands still is given up, and nothing of it stays', async () => {
  const { url, received } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
  });
  expect(codes(await home.pull(http(url, { retries: 1 }), { idleMs: 150 }))).toEqual(['stalled']);
  expect(received).toHaveLength(2);
  await nothingCame();
});

test('a body that drips past the time limit is given up', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 30);
    response.on('close', () => clearInterval(drip));
  });
  const begun = performance.now();
  const result = await home.pull(http(url, { timeout: '300ms', retries: 0 }));
  expect(codes(result)).toEqual(['timed_out']);
  expect(performance.now() - begun).toBeLessThan(2000);
  await nothingCame();
});

test('a server that never answers is given up', async () => {
  const { url } = await serve(() => undefined);
  expect(codes(await home.pull(http(url, { timeout: '200ms', retries: 0 })))).toEqual(['timed_out']);
});

test('reading stops at the size limit, announced or not', async () => {
  let sent = 0;
  const endless = await serve((_, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x'))) sent += 16_384;
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  });
  expect(codes(await home.pull(http(endless.url, { max_bytes: '100KB' })))).toEqual(['too_large']);
  expect(endless.received).toHaveLength(1);
  expect(sent).toBeLessThan(20 * 1024 ** 2);
  const announced = await serve((_, response) =>
    response.writeHead(200, { 'content-length': String(10 ** 9) }).write('x'),
  );
  expect(codes(await home.pull(http(announced.url)))).toEqual(['too_large']);
  await nothingCame();
});

test('what is packed is unpacked; a bomb stops at the limit; what is cut short does not count', async () => {
  const packed = gzipSync(csv);
  const sound = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  );
  const bomb = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5 * 1024 ** 2))),
  );
  const short = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length - 12)),
  );
  const broken = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all'),
  );
  const strange = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
  );
  expect(codes(await home.pull(http(bomb.url, { max_bytes: '1MB' })))).toEqual(['too_large']);
  expect(codes(await home.pull(http(short.url)))).toEqual(['cut_short']);
  expect(codes(await home.pull(http(broken.url)))).toEqual(['http_encoding']);
  expect(codes(await home.pull(http(strange.url)))).toEqual(['http_encoding']);
  await nothingCame();
  await home.pull(http(sound.url));
  expect(await home.content()).toBe(csv);
});

test('a body shorter than announced is thrown away, and tried again', async () => {
  const { url, received } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '5000' });
    response.write(csv, () => response.destroy());
  });
  expect(codes(await home.pull(http(url)))).toEqual(['cut_short']);
  expect(received).toHaveLength(4);
  await nothingCame();
});

test('connection refused, unknown host, no HTTP at all', async () => {
  const gone = await webServer(() => undefined);
  await gone.stop();
  const refused = await home.pull(http(gone.url));
  expect(codes(refused)).toEqual(['unreachable']);
  expect(refused.notices[0]?.message).toContain('ECONNREFUSED');
  expect(home.waits).toEqual([1000, 2000, 4000]);
  const lost = await home.pull(http('http://khong-co.invalid/a.csv', { retries: 0 }));
  expect(codes(lost)).toEqual(['unreachable']);
  const other = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  expect(codes(await home.pull(http(`http://127.0.0.1:${port}/`)))).toEqual(['http_protocol']);
  other.close();
});

test('redirects stay on the server', async () => {
  const { url, received } = await serve((request, response) => {
    if (request.url === '/a') response.writeHead(302, { location: '/b.csv' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (request.url === '/away')
      response.writeHead(302, { location: `${url.replace('127.0.0.1', 'localhost')}/b.csv` }).end();
    else if (request.url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (request.url === '/port') response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    else response.end(csv);
  });
  for (const [path, code] of [
    ['/round', 'http_circling'],
    ['/away', 'http_moved'],
    ['/file', 'http_moved'],
    ['/port', 'http_moved'],
  ])
    expect(codes(await home.pull(http(url + path)))).toEqual([code]);
  await nothingCame();
  const before = received.length;
  expect((await home.pull(http(`${url}/a`))).taken).toHaveLength(1);
  expect(received.slice(before).map((request) => request.url)).toEqual(['/a', '/b.csv']);
});

test('a POST carries its body, with dates and secrets in their places and quoted as the body wants', async () => {
  const { url, received } = await serve((_, response) => response.end('[]'));
  const secrets = { token: 'KPI_TOKEN', pass: 'KPI_PASS' };
  const env = { KPI_TOKEN: 'tok-8c41\n', KPI_PASS: 'a"b&c' };
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
  await home.pull(http(url, { method: 'POST', secrets: { pass: 'KPI_PASS' }, body: 'p=${pass}' }), { env });
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
    http(url, { headers: { a: '${x}', b: '${y}' }, secrets: { x: 'KPI_ONE', y: 'KPI_TWO' } }),
    { env: { KPI_TWO: '' } },
  );
  expect(codes(result)).toEqual(['secret_missing']);
  expect(result.notices[0]?.message).toContain('KPI_ONE, KPI_TWO');
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
      secrets: { key: 'KPI_KEY' },
      body: 'key=${key}',
      success: { field: 'code', equals: [0] },
    });
  const told: unknown[] = [];
  const tell = async (url: string, value = secret) =>
    told.push(await home.pull(settings(url), { env: { KPI_KEY: value } }));
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
  expect(everything).toContain('KPI_KEY');
});
