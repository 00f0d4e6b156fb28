import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeAt } from '../../pipelines/config/home.ts';
import { residentMegabytes } from '../../pipelines/config/process-memory.ts';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { writeCurrent } from '../../pipelines/publish/release.ts';

const root = mkdtempSync(join(tmpdir(), 'kpi-load-'));
const home = homeAt(join(root, 'home'));
const release = join(home.site, 'releases', 'mot');
/** As large as the pages, scripts and open data of a commune are. */
const files: Record<string, number> = {
  'index.html': 60_000,
  'chi-tieu/index.html': 250_000,
  'dich-vu-cong/index.html': 120_000,
  '_app/immutable/app.js': 140_000,
  'rows.json': 90_000,
  'du-lieu/chi-tieu.csv': 900_000,
  'to.bin': 16 * 1024 * 1024,
};
const pages = Object.keys(files).filter((name) => name !== 'to.bin');
const contentOf = (bytes: number) => 'Tỷ lệ hồ sơ đúng hạn 98,7 % '.repeat(bytes / 28).slice(0, bytes * 0.8);

/** A server on the files of the release, as a process of its own. */
interface Served {
  child: ChildProcess;
  port: number;
}

async function serve(): Promise<Served> {
  const child = spawn(
    process.execPath,
    [resolve('pipelines/kpi.mjs'), 'site', 'serve', '--home', home.root, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child.stdout?.setEncoding('utf8');
  const [said] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [string];
  return { child, port: Number(/:(\d+)/.exec(said)?.[1]) };
}

/** The same files by nginx, where the machine has it: what a server can do here at most. */
async function nginx(): Promise<Served | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const port = 20_000 + (process.pid % 10_000);
  const config = join(root, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; pid ${root}/nginx.pid; error_log ${root}/nginx.log; worker_processes 1; events { worker_connections 1024; }
     http { access_log off; gzip_static always; gunzip on; server { listen 127.0.0.1:${port}; root ${release}; } }`,
  );
  const child = spawn('nginx', ['-c', config, '-p', root], { stdio: 'ignore' });
  await sleep(500);
  return { child, port };
}

async function stop({ child }: Served): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const read = (port: number, path: string, agent?: Agent) =>
  new Promise<{ status: number; bytes: number; milliseconds: number }>((done, fail) => {
    const since = performance.now();
    const headers = { Host: 'localhost', 'Accept-Encoding': 'gzip' };
    get({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', fail);
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, bytes, milliseconds: performance.now() - since }),
      );
    }).on('error', fail);
  });

const addressOf = (name: string) => `/${name.replace(/index\.html$/, '')}`;

/** So many readers at a time, each one page after the other. */
async function readers(port: number, count: number, seconds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const until = performance.now() + seconds * 1000;
  const waited: number[] = [];
  const lengths = new Map<string, Set<number>>();
  const one = async (n: number) => {
    for (let turn = n; performance.now() < until; turn += 1) {
      const name = pages[turn % pages.length] ?? '';
      const { status, bytes, milliseconds } = await read(port, addressOf(name), agent);
      if (status !== 200) throw new Error(`${name}: ${status}`);
      lengths.set(name, (lengths.get(name) ?? new Set()).add(bytes));
      waited.push(milliseconds);
    }
  };
  await Promise.all(Array.from({ length: count }, (_, n) => one(n)));
  agent.destroy();
  waited.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waited[Math.floor(waited.length * share)] ?? 0);
  return { perSecond: Math.round(waited.length / seconds), median: at(0.5), slowest: at(0.99), lengths };
}

/** A reader who has asked for what is large, and takes a byte a second. */
async function slowReader(port: number): Promise<{ socket: Socket; end(): void }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /to.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const timer = setInterval(() => socket.read(1), 1000);
  return {
    socket,
    end: () => {
      clearInterval(timer);
      socket.destroy();
    },
  };
}

/** Somebody who asks for what is large, and goes when it begins to come. */
const breakOff = (port: number) =>
  new Promise<void>((done) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET /to.bin HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    socket.on('error', () => undefined);
    socket.once('data', () => socket.destroy());
    socket.on('close', () => done());
  });

async function breakOffs(port: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - done) }, () => breakOff(port)));
}

describe('the site serves', { timeout: 600_000 }, () => {
  let site: Served;
  beforeAll(async () => {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(release, name)), { recursive: true });
      writeFileSync(join(release, name), contentOf(bytes));
    }
    await compressRelease(release);
    const published_at = '2026-11-22T00:00:00Z';
    await writeCurrent(home.site, { release: 'mot', published_at, fingerprint: 'mot', counts: {} });
    site = await serve();
  });
  afterAll(async () => {
    await stop(site);
    rmSync(root, { recursive: true, force: true });
  });

  test('two hundred readers at a time, each of whom gets whole pages', async () => {
    const ours = await readers(site.port, 200, 10);
    const other = await nginx();
    const theirs = other && (await readers(other.port, 200, 10));
    if (other) await stop(other);
    const told = ({ perSecond, median, slowest }: typeof ours) =>
      `${perSecond} pages a second, half within ${median} ms, 99 of 100 within ${slowest} ms`;
    process.stdout.write(
      `\n200 readers: ${told(ours)}\n${theirs ? `nginx: ${told(theirs)}; ratio ${(ours.perSecond / theirs.perSecond).toFixed(2)}` : 'no nginx here'}\n`,
    );
    for (const [name, lengths] of ours.lengths) expect([name, lengths.size]).toEqual([name, 1]);
    expect(ours.lengths.size).toBe(pages.length);
    expect(ours.slowest).toBeLessThan(10_000);
  });

  test('others while a hundred take a byte a second', async () => {
    const alone = await readers(site.port, 10, 3);
    const slow = await Promise.all(Array.from({ length: 100 }, () => slowReader(site.port)));
    // What the system takes in for them at first is sent as fast as to anybody.
    await sleep(3000);
    const beside = await readers(site.port, 10, 3);
    for (const reader of slow) reader.end();
    process.stdout.write(`\n10 readers: ${alone.perSecond} a second, beside slow ones ${beside.perSecond}\n`);
    // Another process of the machine may take a core meanwhile.
    expect(beside.perSecond).toBeGreaterThan(alone.perSecond / 8);
    // A copy in memory for each would be 1.6 GB.
    expect(residentMegabytes(site.child.pid ?? 0) ?? 0).toBeLessThan(400);
  });

  test.skipIf(process.platform !== 'linux')(
    'what is broken off ten thousand times leaves neither files open nor memory taken',
    async () => {
      const pid = site.child.pid ?? 0;
      const openFiles = () => readdirSync(`/proc/${pid}/fd`).length;
      await breakOffs(site.port, 1000);
      await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThan(40);
      const before = { files: openFiles(), memory: residentMegabytes(pid) ?? 0 };
      await breakOffs(site.port, 10_000);
      await expect.poll(openFiles, { timeout: 20_000 }).toBeLessThanOrEqual(before.files);
      const after = { files: openFiles(), memory: residentMegabytes(pid) ?? 0 };
      process.stdout.write(
        `\n10,000 broken off: files ${before.files} → ${after.files}, memory ${before.memory.toFixed(0)} → ${after.memory.toFixed(0)} MB\n`,
      );
      expect(after.memory - before.memory).toBeLessThan(60);
      const { status, bytes } = await read(site.port, '/to.bin');
      expect([status, bytes]).toEqual([200, readFileSync(join(release, 'to.bin')).length]);
    },
  );
});
