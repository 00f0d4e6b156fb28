import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { tidyReleases, writeCurrent } from '../../pipelines/publish/release.ts';
import { type SiteServer, serveSite } from '../../pipelines/publish/serve.ts';

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

test('keeps to the release: no way leads out of it', async () => {
  await publish('mot', { 'index.html': 'một' });
  await writeFile(join(site, 'bi-mat.txt'), 'bí mật');
  for (const path of [
    '/../bi-mat.txt',
    '/..%2fbi-mat.txt',
    '/%2e%2e/%2e%2e/bi-mat.txt',
    '/../../current.json',
  ]) {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 404]);
  }
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
  const { readdir } = await import('node:fs/promises');
  const left = await readdir(join(site, 'releases'));
  expect(left).toHaveLength(2);
  expect(left).toContain('song');
});
