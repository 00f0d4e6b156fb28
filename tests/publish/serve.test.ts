import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { get as getHttp } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homeAt } from '../../pipelines/config/home.ts';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { noteRun } from '../../pipelines/publish/health.ts';
import {
  newestRelease,
  publishRelease,
  readCurrent,
  readReleases,
  tidyReleases,
  writeCurrent,
} from '../../pipelines/publish/release.ts';
import { type SiteServer, serveSite } from '../../pipelines/publish/serve.ts';
import { pinRelease, unpinRelease } from '../../pipelines/run/pin-release.ts';

let site: string;
let server: SiteServer;

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'kpi-serve-'));
  server = await serveSite({ site, port: 0 });
});

afterEach(async () => {
  await server.close();
  await rm(site, { recursive: true, force: true });
});

async function publish(release: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(site, 'releases', release, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  await writeCurrent(site, {
    release,
    published_at: '2026-10-16T00:00:00Z',
    fingerprint: release,
    counts: {},
  });
}

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

test('says so while nothing has been published, and follows each new release without a restart', async () => {
  expect((await get('/')).status).toBe(503);
  await publish('mot', { 'index.html': 'một', 'dich-vu-cong/index.html': 'dịch vụ công' });
  expect(await (await get('/')).text()).toBe('một');
  expect(await (await get('/dich-vu-cong/')).text()).toBe('dịch vụ công');
  await publish('hai', { 'index.html': 'hai' });
  expect(await (await get('/')).text()).toBe('hai');
  expect((await get('/dich-vu-cong/')).status).toBe(404);
});

test('open data are named by their kind, and kept rather than shown', async () => {
  const kinds = {
    'chi-tieu.csv': 'text/csv;charset=utf-8',
    'chi-tieu.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'chi-tieu.parquet': 'application/vnd.apache.parquet',
    'chi-tieu.arrow': 'application/vnd.apache.arrow.file',
  };
  const content = 'x'.repeat(2000);
  const files = Object.keys(kinds).map((name) => [`du-lieu/${name}`, content] as const);
  await publish('mot', { ...Object.fromEntries(files), 'du-lieu/datapackage.json': '{}' });
  await compressRelease(join(site, 'releases', 'mot'));
  for (const [name, kind] of Object.entries(kinds)) {
    const answer = await get(`/du-lieu/${name}`);
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      kind,
      'attachment',
    ]);
    expect(await answer.text()).toBe(content);
  }
  const described = await get('/du-lieu/datapackage.json');
  expect(described.headers.get('content-type')).toBe('application/json');
  expect(described.headers.get('content-disposition')).toBeNull();
});

/** What comes back for bytes sent as they are: `fetch` would tidy them up first. */
async function ask(bytes: string): Promise<{ status: number; head: string; body: string }> {
  const answer = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  return { status: Number(head.split(' ')[1]), head, body };
}

const request = (method: string, target: string, ...headers: string[]) =>
  [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');
const GET = (target: string, ...headers: string[]) => request('GET', target, ...headers);
const HEAD = (target: string, ...headers: string[]) => request('HEAD', target, ...headers);
const part = (range: string) => GET('/muoi.txt', `Range: ${range}`);

const secret = 'bí mật';
const home = '<p>một</p>';
const page = '<!doctype html>';
const whole = { status: 200, head: ['Content-Length: 10', 'Accept-Ranges: bytes'], body: '0123456789' };
const notFound = { status: 404, head: ['Cache-Control: no-store'], body: page };
const unsatisfiable = { status: 416, head: ['Content-Range: bytes */10', 'Content-Length: 0'], body: '' };
const notAllowed = { status: 405, head: ['Allow: GET, HEAD'], body: '' };

/**
 * Each request with its answer: status, lines of the head, and the body (of a page, how it begins). Every one is also
 * followed by a sound request: none may end the server.
 */
const cases: [name: string, bytes: string, expected: { status: number; head?: string[]; body?: string }][] = [
  ['the overview', GET('/'), { status: 200, body: home }],
  ['a query', GET('/?kỳ=2026'), { status: 400 }],
  ['a query, encoded', GET('/?k%E1%BB%B3=%zz'), { status: 200, body: home }],
  ['a folder', GET('/dich-vu/'), { status: 200, body: 'dịch vụ' }],
  ['a folder without its slash', GET('/dich-vu'), { status: 200, body: 'dịch vụ' }],
  ['a page without its ending', GET('/gioi-thieu'), { status: 200, body: 'giới thiệu' }],
  ['a name in Vietnamese', GET('/t%C3%AAn%20t%E1%BB%87p.txt'), { status: 200, body: 'tên' }],
  ['the same, decomposed', GET('/te%CC%82n%20te%CC%A3%CC%82p.txt'), { status: 200, body: 'tên' }],
  ['an address in full', GET('http://xa/muoi.txt'), whole],
  ['an address in full without a path', GET('http://xa'), { status: 200, body: home }],
  ['an address of nothing', GET('khong-co-gi'), { status: 400 }],
  ['two slashes', GET('//muoi.txt'), notFound],
  ['a star', GET('*'), notFound],

  ['out of the release', GET('/../bi-mat.txt'), notFound],
  ['out of the release, encoded', GET('/%2e%2e/%2e%2e/bi-mat.txt'), notFound],
  ['out of the release, slash encoded', GET('/..%2f..%2fbi-mat.txt'), notFound],
  ['out of the release, backslashes', GET('/..\\..\\bi-mat.txt'), notFound],
  ['out of the release, address in full', GET('http://xa/../../bi-mat.txt'), notFound],
  ['out and in again', GET('/../mot/muoi.txt'), notFound],
  ['a hidden file', GET('/.an/bi-mat.txt'), notFound],
  ['half a percent code', GET('/%'), notFound],
  ['a percent code of no letter', GET('/%ff'), notFound],
  ['NUL', GET('/muoi.txt%00'), notFound],
  ['NUL as it is', GET('/muoi.txt\0'), { status: 400 }],
  ['a long name', GET(`/${'a'.repeat(4000)}`), notFound],
  ['a deep name', GET(`${'/a'.repeat(4000)}`), notFound],
  ['a name without end', GET(`/${'a'.repeat(70_000)}`), { status: 431 }],
  ['a name of every object', GET('/__proto__'), notFound],

  ['HEAD', HEAD('/muoi.txt'), { ...whole, body: '' }],
  ['HEAD of a part', HEAD('/muoi.txt', 'Range: bytes=0-1'), { ...whole, body: '' }],
  ['HEAD of nothing', HEAD('/khong-co'), { ...notFound, body: '' }],
  ['POST', `${request('POST', '/', 'Content-Length: 3')}a=b`, notAllowed],
  ['PUT', request('PUT', '/muoi.txt', 'Content-Length: 0'), notAllowed],
  ['DELETE', request('DELETE', '/muoi.txt'), notAllowed],
  ['OPTIONS', request('OPTIONS', '*'), notAllowed],

  [
    'the first bytes',
    part('bytes=0-3'),
    { status: 206, head: ['Content-Range: bytes 0-3/10'], body: '0123' },
  ],
  ['one byte', part('bytes=0-0'), { status: 206, head: ['Content-Length: 1'], body: '0' }],
  ['from a byte on', part('bytes=7-'), { status: 206, head: ['Content-Range: bytes 7-9/10'], body: '789' }],
  ['past the end', part('bytes=7-99'), { status: 206, head: ['Content-Range: bytes 7-9/10'], body: '789' }],
  ['the last bytes', part('bytes=-5'), { status: 206, head: ['Content-Range: bytes 5-9/10'], body: '56789' }],
  ['more last bytes than there are', part('bytes=-99'), { status: 206, body: '0123456789' }],
  ['a unit in capitals', part('Bytes=-1'), { status: 206, body: '9' }],
  ['no last bytes', part('bytes=-0'), unsatisfiable],
  ['from behind the end', part('bytes=10-'), unsatisfiable],
  ['from far behind the end', part(`bytes=${'9'.repeat(400)}-`), unsatisfiable],
  ['an end before the start', part('bytes=10-5'), whole],
  ['an end before the start, inside', part('bytes=5-2'), whole],
  ['no numbers', part('bytes=-'), whole],
  ['no range', part('bytes='), whole],
  ['letters', part('bytes=a-b'), whole],
  ['a sign', part('bytes=--5'), whole],
  ['a fraction', part('bytes=1.5-3'), whole],
  ['another unit', part('lines=0-1'), whole],
  ['two ranges', part('bytes=0-1,4-5'), whole],
  ['the first byte of several ranges', part('bytes=0-0,-1'), whole],
  ['a thousand ranges', part(`bytes=${'0-1,'.repeat(1000)}`), whole],
  ['blanks before a range', part('bytes= 2-3'), { status: 206, body: '23' }],
  ['blanks within a range', part('bytes=2 - 3'), whole],
  ['a range of hexadecimal numbers', part('bytes=0x0-0x3'), whole],
  ['a range without its unit', part('0-3'), whole],
  ['nothing as a range', part(''), whole],
  ['two Range headers', GET('/muoi.txt', 'Range: bytes=0-1', 'Range: bytes=2-3'), whole],
  ['HEAD of a part behind the end', HEAD('/muoi.txt', 'Range: bytes=99-'), { ...whole, body: '' }],
  ['a part of a known version', GET('/muoi.txt', 'Range: bytes=0-1', 'If-Range: "x"'), whole],
  // No tag of ours is strong, and a date tells a second only: whoever asks so gets the whole, which is always right.
  ['a part of a version by its weak tag', GET('/muoi.txt', 'Range: bytes=0-1', 'If-Range: W/"10-1"'), whole],
  [
    'a part of a version by its date',
    GET('/muoi.txt', 'Range: bytes=0-1', 'If-Range: Sun, 22 Nov 2026 00:00:00 GMT'),
    whole,
  ],
  [
    'a part behind the end, if it is another version',
    GET('/muoi.txt', 'Range: bytes=99-', 'If-Range: "x"'),
    whole,
  ],
  [
    'a part of what is known',
    GET('/muoi.txt', 'Range: bytes=0-1', 'If-None-Match: *'),
    { status: 304, body: '' },
  ],
  [
    'a part of the packed file itself',
    GET('/dai.txt.gz', 'Range: bytes=0-2', 'Accept-Encoding: gzip'),
    { status: 206, head: ['Content-Range: bytes 0-2/6'], body: 'pac' },
  ],
  [
    'a part behind the end of what was packed',
    GET('/dai.txt', 'Range: bytes=4000-', 'Accept-Encoding: gzip'),
    { status: 416, head: ['Content-Range: bytes */4000'] },
  ],
  [
    'several ranges of what was packed',
    GET('/dai.txt', 'Range: bytes=0-1,3-4', 'Accept-Encoding: gzip'),
    { status: 200, body: dai() },
  ],
  ['a part of an empty file', GET('/rong.txt', 'Range: bytes=0-0'), { status: 416 }],
  ['the end of an empty file', GET('/rong.txt', 'Range: bytes=-1'), { status: 200, body: '' }],
  [
    'a part of what was packed',
    GET('/dai.txt', 'Range: bytes=0-3', 'Accept-Encoding: gzip'),
    { status: 206, head: ['Content-Range: bytes 0-3/4000'], body: 'dài' },
  ],

  [
    'packed',
    HEAD('/dai.txt', 'Accept-Encoding: br, gzip'),
    { status: 200, head: ['Content-Encoding: gzip'] },
  ],
  ['packing declined', GET('/dai.txt', 'Accept-Encoding: gzip;q=0'), { status: 200, body: dai() }],
  ['a version that is not the known one', GET('/muoi.txt', 'If-None-Match: W/"1-1"'), whole],
  [
    'any version',
    GET('/muoi.txt', 'If-None-Match: *'),
    { status: 304, head: ['Cache-Control: no-cache'], body: '' },
  ],

  ['no HTTP', 'xin chào\r\n\r\n', { status: 400 }],
  ['a handshake of another protocol', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n', { status: 400 }],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', { status: 400 }],
  ['a wish for another protocol', GET('/', 'Upgrade: websocket'), { status: 200, body: home }],
  ['a wish the server does not know', GET('/', 'Expect: all-the-best'), { status: 417 }],
];

function dai(): string {
  return 'dài '.repeat(800);
}

describe('answers each request, and the next one', () => {
  beforeEach(async () => {
    await writeFile(join(site, 'bi-mat.txt'), secret);
    await publish('mot', {
      'index.html': home,
      'dich-vu/index.html': 'dịch vụ',
      'gioi-thieu.html': 'giới thiệu',
      'muoi.txt': '0123456789',
      'rong.txt': '',
      'dai.txt': dai(),
      'dai.txt.gz': 'packed',
      'tên tệp.txt': 'tên',
      '.an/bi-mat.txt': secret,
    });
  });

  test.each(cases)('%s', async (_, bytes, expected) => {
    const { status, head, body } = await ask(bytes);
    expect({ status, head }).toEqual({ status: expected.status, head: expect.any(String) });
    const lines = head.toLowerCase().split('\r\n');
    for (const line of expected.head ?? []) expect(lines).toContain(line.toLowerCase());
    if (expected.body === page) expect(body.slice(0, page.length)).toBe(page);
    else if (expected.body !== undefined) expect(body).toBe(expected.body);
    expect(body).not.toContain(secret);
    expect((await ask(GET('/muoi.txt'))).body).toBe('0123456789');
  });
});

test('gives a version once: asked again, it says that nothing has changed', async () => {
  await publish('mot', { 'index.html': home });
  const etag = (await get('/')).headers.get('etag') ?? '';
  for (const known of [etag, `"khác", ${etag}`]) {
    expect((await ask(GET('/', `If-None-Match: ${known}`))).status).toBe(304);
  }
});

test('a release that was tidied away while a reader was on it is a page not found', async () => {
  await publish('mot', { 'index.html': home });
  expect((await get('/')).status).toBe(200);
  await rm(join(site, 'releases', 'mot'), { recursive: true });
  expect((await get('/')).status).toBe(404);
});

test('a page that is there and cannot be opened is a fault of the server, not a page not found', async () => {
  await publish('mot', { 'index.html': home });
  expect((await get('/')).status).toBe(200);
  const path = join(site, 'releases', 'mot', 'index.html');
  await rm(path);
  await symlink(path, path);
  expect((await get('/')).status).toBe(500);
});

const openFiles = async () => (await readdir('/proc/self/fd')).length;

test.skipIf(process.platform !== 'linux')('a download broken off leaves no file open', async () => {
  await publish('mot', { 'to.bin': 'x'.repeat(8 * 1024 * 1024) });
  await get('/khong-co');
  const before = await openFiles();
  for (let n = 0; n < 30; n += 1) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(GET('/to.bin')));
      socket.on('error', reject);
      socket.once('data', () => socket.destroy());
      socket.on('close', () => resolve());
    });
  }
  await expect.poll(openFiles, { timeout: 5000 }).toBeLessThanOrEqual(before);
});

test('names the kinds of files, lets hashed names last, and tells the browser to stay in the house', async () => {
  await publish('mot', {
    'index.html': 'một',
    'a.arrow': 'x',
    'a.parquet': 'x',
    'a.wasm': 'x',
    '_app/immutable/a.js': 'x',
  });
  const type = async (path: string) => (await get(path)).headers.get('content-type');
  expect(await type('/')).toBe('text/html;charset=utf-8');
  expect(await type('/a.arrow')).toBe('application/vnd.apache.arrow.stream');
  expect(await type('/a.parquet')).toBe('application/vnd.apache.parquet');
  expect(await type('/a.wasm')).toBe('application/wasm');
  expect((await get('/_app/immutable/a.js')).headers.get('cache-control')).toContain('immutable');
  expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  expect((await get('/')).headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('sends packed what was packed', async () => {
  await publish('mot', { 'index.html': 'số liệu '.repeat(1000) });
  await compressRelease(join(site, 'releases', 'mot'));
  const response = await get('/', { headers: { 'accept-encoding': 'gzip' } });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(await response.text()).toBe('số liệu '.repeat(1000));
});

test('rows beside a page and tables in CSV lie packed only, and whoever takes nothing packed gets them unpacked', async () => {
  const rows = JSON.stringify({ release: 'mot', rows: 'số liệu '.repeat(1000) });
  await publish('mot', { 'chi-tieu/rows.json': rows, 'du-lieu/chi-tieu.csv': rows });
  await compressRelease(join(site, 'releases', 'mot'));
  expect(await readdir(join(site, 'releases', 'mot', 'chi-tieu'))).toEqual(['rows.json.gz']);
  expect(await readdir(join(site, 'releases', 'mot', 'du-lieu'))).toEqual(['chi-tieu.csv.gz']);
  for (const encoding of ['gzip', 'identity']) {
    const response = await get('/chi-tieu/rows.json', { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
    expect(await response.text()).toBe(rows);
    const table = await get('/du-lieu/chi-tieu.csv', { headers: { 'accept-encoding': encoding } });
    expect(table.headers.get('content-disposition')).toBe('attachment');
    expect(await table.text()).toBe(rows);
  }
  // A part of what is nowhere: all of it is a right answer.
  for (const header of ['Accept-Encoding: gzip', 'Accept: */*']) {
    const { status, head } = await ask(GET('/chi-tieu/rows.json', 'Range: bytes=0-2', header));
    expect([status, head.includes('Content-Range')]).toEqual([200, false]);
    const only = await ask(HEAD('/chi-tieu/rows.json', header));
    expect([only.status, only.body]).toEqual([200, '']);
  }
});

test('a taken port is said in one sentence', async () => {
  await expect(serveSite({ site, port: server.port })).rejects.toMatchObject({
    code: 'port_in_use',
    exitCode: 2,
    message: `Cổng ${server.port} đang được chương trình khác dùng hoặc không được phép dùng.`,
  });
});

test('keeps the newest releases and always the live one; half ones go', async () => {
  await publish('song', { 'index.html': 'sống' });
  for (const name of ['b', 'c', 'd.part']) await mkdir(join(site, 'releases', name), { recursive: true });
  await tidyReleases(site, 2);
  expect((await get('/')).status).toBe(200);
  const left = await readdir(join(site, 'releases'));
  expect(left).toHaveLength(2);
  expect(left).toContain('song');
});

test('readers are kept at a release of before, whatever is built after it, until they are let go', async () => {
  const home = homeAt(dirname(site));
  const setting = {
    home: { ...home, site, logs: site, lock: join(site, 'run.lock') },
    clock: () => new Date('2026-11-22T02:00:00Z'),
    program: '',
    project: undefined,
    asOf: undefined,
    say: () => undefined,
  };
  const built = async (release: string, day: number) => {
    await mkdir(join(site, 'releases', release), { recursive: true });
    await writeFile(join(site, 'releases', release, 'index.html'), release);
    await utimes(join(site, 'releases', release), day, day);
    const its = { release, published_at: '2026-11-20T00:00:00Z', fingerprint: release, counts: { n: day } };
    return (await publishRelease(site, its))?.release;
  };
  expect([await built('mot', 1), await built('hai', 2)]).toEqual([undefined, undefined]);
  await expect(unpinRelease(setting)).rejects.toMatchObject({ code: 'not_pinned', exitCode: 2 });
  await expect(pinRelease(setting, 'bon', 'A')).rejects.toMatchObject({
    code: 'unknown_release',
    exitCode: 2,
    hint: 'Các bản còn giữ: hai, mot.',
  });
  expect(await pinRelease(setting, 'mot', 'Nguyễn Văn A')).toContain(
    'bản mot, theo yêu cầu của Nguyễn Văn A',
  );
  expect(await (await get('/')).text()).toBe('mot');
  // The next build is measured against the newest, and says that nobody sees it.
  expect(await built('ba', 3)).toBe('mot');
  expect((await newestRelease(site))?.counts).toEqual({ n: 3 });
  expect(await tidyReleases(site, 1)).toEqual(['hai']);
  expect((await readReleases(site)).map(({ release }) => release)).toEqual(['ba', 'mot']);
  expect(await (await get('/')).text()).toBe('mot');
  await unpinRelease(setting);
  expect(await (await get('/')).text()).toBe('ba');
  expect((await readCurrent(site))?.pin).toBeUndefined();
  expect(await built('bon', 4)).toBeUndefined();
  expect(await (await get('/')).text()).toBe('bon');
});

test('every answer, whatever it is, has the strict headers', async () => {
  expect((await get('/')).headers.get('content-security-policy')).toContain("script-src 'self';");
  await publish('mot', { 'index.html': 'một', 'a.js': '1' });
  for (const [path, init] of [
    ['/'],
    ['/a.js'],
    ['/khong-co'],
    ['/', { method: 'POST' }],
    ['/healthz'],
    ['/metrics'],
  ] as [string, RequestInit?][]) {
    const { headers } = await get(path, init);
    expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
      path,
      'nosniff',
      'no-referrer',
    ]);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe-inline/);
  }
});

test('a page may run its own scripts, by their hashes, and no others; the engine comes with leave of its own', async () => {
  const script = '\n  start(1);\n';
  const html = `<script src="/a.js"></script><script type="application/json">{}</script><script>${script}</script><script></script>`;
  await publish('mot', { 'index.html': html, 'khac/index.html': '<p>chữ</p>' });
  const sha256 = createHash('sha256').update(script).digest('base64');
  const policyOf = async (path: string) => (await get(path)).headers.get('content-security-policy') ?? '';
  expect(await policyOf('/')).toContain(`script-src 'self' 'sha256-${sha256}';`);
  expect(await policyOf('/khac/')).toContain("script-src 'self';");
  await publish('hai', { 'index.html': html, 'e.wasm': 'x' });
  expect(await policyOf('/')).toContain(`'sha256-${sha256}' 'wasm-unsafe-eval'; `);
});

test('a page of another name that leads here gets nothing; the address of the plan is a name too', async () => {
  await publish('mot', { 'index.html': home });
  const asked = async (port: number, host: string) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject);
      socket.on('end', () => resolve(text));
    });
    return [Number(answer.slice(9, 12)), answer.includes(home)];
  };
  for (const host of ['localhost', '127.0.0.1:80', '[::1]:4570', 'LOCALHOST'])
    expect([host, ...(await asked(server.port, host))]).toEqual([host, 200, true]);
  for (const host of ['xau.example', 'localhost.xau.example', '169.254.1.1'])
    expect([host, ...(await asked(server.port, host))]).toEqual([host, 421, false]);
  const known = await serveSite({ site, port: 0, address: 'https://kpi.xa.example/' });
  expect(await asked(known.port, 'kpi.xa.example')).toEqual([200, true]);
  expect(await asked(known.port, 'xau.example')).toEqual([421, false]);
  await known.close();
});

test('on all addresses of the machine it is asked under the same names, and tells others nothing of its health', async () => {
  await publish('mot', { 'index.html': home });
  const open = await serveSite({ site, port: 0, host: '0.0.0.0' });
  expect(open.url).toBe(`http://127.0.0.1:${open.port}`);
  const asked = (address: string, path: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      getHttp(`http://${address}:${open.port}${path}`, { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      }).on('error', reject);
    });
  expect(await asked('127.0.0.1', '/', 'localhost')).toBe(200);
  expect(await asked('127.0.0.1', '/', '0.0.0.0')).toBe(421);
  // Kept for documents: no machine has it (RFC 5737).
  await expect(serveSite({ site, port: 0, host: '192.0.2.1' })).rejects.toMatchObject({
    code: 'bad_address',
    exitCode: 2,
  });
  // No run was noted: not well, but told.
  expect(await asked('127.0.0.1', '/healthz', 'localhost')).toBe(503);
  const [outer] = Object.values(networkInterfaces())
    .flat()
    .filter((its) => its?.family === 'IPv4' && !its.internal);
  if (outer) {
    expect(await asked(outer.address, '/', 'localhost')).toBe(200);
    expect(await asked(outer.address, '/', outer.address)).toBe(421);
    for (const path of ['/healthz', '/metrics'])
      expect(await asked(outer.address, path, 'localhost')).toBe(404);
  }
  await open.close();
});

test('health says when the last good run was and how old the figures are; metrics are OpenMetrics', async () => {
  const lastRun = join(site, 'last-run.json');
  let now = new Date('2026-11-22T01:00:00Z');
  const watched = await serveSite({ site, port: 0, lastRun, clock: () => now });
  const health = async () => {
    const answer = await fetch(`${watched.url}/healthz`);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  expect(await health()).toMatchObject({ status: 503, ok: false, last_run: null, release: null });
  await publish('mot', { 'index.html': home });
  const ended = { run: '2026-11-21T013000', ended_at: '2026-11-20T18:31:00Z', as_of: '2026-10-31' };
  await noteRun(lastRun, { ...ended, outcome: 'warned' });
  expect(await health()).toEqual({
    status: 200,
    ok: true,
    last_run: '2026-11-21T013000',
    last_outcome: 'warned',
    last_good: '2026-11-20T18:31:00Z',
    hours_since_good: 30,
    as_of: '2026-10-31',
    data_age_days: 22,
    release: 'mot',
    to_do: 0,
  });
  // What was good before one that failed is remembered.
  await noteRun(lastRun, { run: 'x', outcome: 'failed', ended_at: '2026-11-21T18:31:00Z', as_of: null });
  expect(await health()).toMatchObject({
    ok: true,
    last_outcome: 'failed',
    as_of: '2026-10-31',
    hours_since_good: 30,
  });
  now = new Date('2026-11-22T08:00:00Z');
  expect(await health()).toMatchObject({ status: 503, ok: false, hours_since_good: 37 });
  await fetch(`${watched.url}/khong-co`);
  const metrics = await (await fetch(`${watched.url}/metrics`)).text();
  expect(metrics).toMatch(/^nq57_kpi_ok 0$/m);
  expect(metrics).toMatch(/^nq57_kpi_data_age_days 22$/m);
  expect(metrics).toMatch(/^nq57_kpi_answers_total\{status="404"\} 1$/m);
  expect(metrics.endsWith('# EOF\n')).toBe(true);
  await watched.close();
});
