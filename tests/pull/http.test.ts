import { rm } from 'node:fs/promises';
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

test('ETag and Last-Modified go back; 304 means known, and a file that is lost is asked for anew', async () => {
  const modified = 'Sun, 22 Nov 2026 00:00:00 GMT';
  const { url, received } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"', 'last-modified': modified }).end(csv);
  });
  const first = await home.pull(http(`${url}/a.csv`));
  const second = await home.pull(http(`${url}/a.csv`));
  expect(second.known).toEqual(first.taken);
  expect(received[1]?.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': modified });
  await rm(`${home.home.archive}/${source}`, { recursive: true });
  await home.pull(http(`${url}/a.csv`));
  expect(received[2]?.headers['if-none-match']).toBeUndefined();
  expect(await home.content()).toBe(csv);
});

test('a file that was pruned on purpose is not fetched again', async () => {
  const { url, received } = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(csv);
  });
  const first = await home.pull(http(`${url}/a.csv`));
  await home.warehouse.run('insert into ops.pruned by name select *, pulled_at as pruned_at from ops.file');
  await rm(`${home.home.archive}/${source}`, { recursive: true });
  expect((await home.pull(http(`${url}/a.csv`))).known).toEqual(first.taken);
  expect(received[1]?.headers['if-none-match']).toBe('"v1"');
  expect(await home.archive()).toEqual([]);
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
