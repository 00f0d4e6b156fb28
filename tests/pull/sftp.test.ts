import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '../../pipelines/pull/sftp-session.ts';
import { codes, type PullHome, pullHome, source } from './pull-home.ts';
import { folder, type SftpServer, sftpServer } from './sftp-server.ts';
import { newKeyPair } from './ssh-keys.ts';

const password = 'mat-khau-7f3a';
const passphrase = 'cum-tu-91bc';
const pair = newKeyPair({ passphrase, cipher: 'aes256-ctr', rounds: 2 });
const env = { KPI_SECRET_SFTP: password, KPI_SECRET_PHRASE: passphrase };

let home: PullHome;
let server: SftpServer;

beforeEach(async () => {
  home = await pullHome();
  server = await sftpServer({ user: 'xa', password, publicKey: pair.public });
});
afterEach(async () => {
  await server.stop();
  await home.remove();
});

const serve = (name: string, content: string | Buffer, more: object = {}) =>
  server.files.set(name, { content: Buffer.from(content), mtime: 1_790_000_000, ...more });
const settings = (more: object = {}) => ({
  kind: 'sftp' as const,
  host: '127.0.0.1',
  port: server.port,
  user: 'xa',
  password_env: 'KPI_SECRET_SFTP',
  host_key: fingerprint(server.hostKey),
  folder,
  files: '*.csv',
  ...more,
});
const pull = (more: object = {}) => home.pull(settings(more), { env });

test('new files are taken whole; what is known by size and time is not fetched again', async () => {
  const large = randomBytes(1_500_001);
  serve('a.csv', 'mot');
  serve('b.CSV', large);
  serve('ghi-chu.txt', 'x');
  serve('con.csv', '', { mode: 0o040755 });
  serve('link.csv', '/etc/passwd', { mode: 0o120777 });
  serve('.#a.csv', 'x');
  serve('../../thoat.csv', 'x');
  const first = await pull();
  expect(codes(first)).toEqual([]);
  expect(first.taken.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['a.csv', 3],
    ['b.CSV', large.length],
  ]);
  const archived = join(home.home.archive, source, `${first.taken[1]?.sha256}.csv`);
  expect((await readFile(archived)).equals(large)).toBe(true);
  expect(await home.archive()).toHaveLength(2);
  expect(home.waits).toEqual([1000]);

  const second = await pull();
  expect([second.taken.length, second.known.length]).toEqual([0, 2]);
  expect(server.opened).toEqual(['a.csv', 'b.CSV']);
  // Nothing unknown, so no second look.
  expect(home.waits).toEqual([1000]);

  serve('a.csv', 'hai', { mtime: 1_790_000_060 });
  serve('c.csv', 'mot');
  const third = await pull();
  expect(third.taken.map(({ name }) => name)).toEqual(['a.csv']);
  expect(third.known.map(({ name }) => name).sort()).toEqual(['b.CSV', 'c.csv']);
});

test('a key opens the door, with its passphrase, and only when nobody else can read it', async () => {
  serve('a.csv', 'mot');
  const key = { password_env: undefined, key_file: 'xa.key', passphrase_env: 'KPI_SECRET_PHRASE' };
  expect(codes(await pull(key))).toEqual(['key_missing']);
  const path = join(home.home.secrets, 'xa.key');
  await writeFile(path, pair.private, { mode: 0o644 });
  if (process.platform !== 'win32') expect(codes(await pull(key))).toEqual(['key_open']);
  await chmod(path, 0o600);
  expect(codes(await home.pull(settings(key), { env: { KPI_SECRET_PHRASE: 'sai' } }))).toEqual([
    'key_unusable',
  ]);
  expect(server.logins).toBe(0);
  expect((await pull(key)).taken).toHaveLength(1);
  await writeFile(path, newKeyPair().private);
  expect(codes(await pull({ ...key, passphrase_env: undefined }))).toEqual(['sftp_denied']);
});

test('another host key: both fingerprints are named, and no password is sent', async () => {
  serve('a.csv', 'mot');
  const expected = `SHA256:${'A'.repeat(43)}`;
  const result = await pull({ host_key: expected });
  expect(codes(result)).toEqual(['sftp_host_key']);
  expect(result.notices[0]?.message).toContain(expected);
  expect(result.notices[0]?.message).toContain(fingerprint(server.hostKey));
  expect([server.logins, home.waits]).toEqual([0, []]);
});

test('a wrong password is said once and nowhere quoted', async () => {
  const result = await home.pull(settings(), { env: { KPI_SECRET_SFTP: 'sai-mat-khau' } });
  expect(codes(result)).toEqual(['sftp_denied']);
  expect(home.waits).toEqual([]);
  expect(JSON.stringify(result)).not.toContain('sai-mat-khau');
  expect(codes(await home.pull(settings(), { env: {} }))).toEqual(['secret_missing']);
});

test('a file whose size changes between two looks is left, the others are taken', async () => {
  serve('a.csv', 'mot');
  serve('lon-dan.csv', 'x');
  let looks = 0;
  server.onList = () => {
    looks += 1;
    serve('lon-dan.csv', 'x'.repeat(looks));
  };
  const result = await pull();
  expect(result.taken.map(({ name }) => name)).toEqual(['a.csv']);
  expect(result.notices).toMatchObject([{ file: 'lon-dan.csv', code: 'still_growing' }]);
  expect(server.opened).toEqual(['a.csv']);
});

test('a file that changes while it is read is left for the next run', async () => {
  serve('a.csv', 'mot');
  server.onRead = () => {
    serve('a.csv', 'mot hai', { mtime: 1_790_000_001 });
    return 'go on';
  };
  expect(codes(await pull())).toEqual(['still_growing']);
  expect(await home.archive()).toEqual([]);
  server.onRead = () => 'go on';
  expect((await pull()).taken).toHaveLength(1);
  expect(await home.content()).toBe('mot hai');
});

test('a server that dies in the middle of a file: what came before stays, the rest comes after a new start', async () => {
  serve('a.csv', 'mot');
  serve('b.csv', randomBytes(400_000));
  let deaths = 0;
  server.onRead = (name, offset, connection) => {
    if (name === 'b.csv' && offset > 100_000 && deaths < 1) {
      deaths += 1;
      connection.end();
      return 'keep silent';
    }
    return 'go on';
  };
  const result = await pull();
  expect(codes(result)).toEqual([]);
  expect(result.taken.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
  expect(result.known).toEqual([]);
  expect(server.opened).toEqual(['a.csv', 'b.csv', 'b.csv']);
});

test('one that dies each time: a notice, nothing half of it stays, the sound file does', async () => {
  serve('a.csv', 'mot');
  serve('b.csv', randomBytes(400_000));
  server.onRead = (name, _, connection) => {
    if (name !== 'b.csv') return 'go on';
    connection.end();
    return 'keep silent';
  };
  const result = await pull();
  expect(codes(result)).toEqual(['cut_short']);
  expect(result.taken.map(({ name }) => name)).toEqual(['a.csv']);
  expect(await home.archive()).toHaveLength(1);
  expect(server.logins).toBe(4);
});

test('one that falls silent in the middle of a file is given up', async () => {
  serve('a.csv', randomBytes(100_000));
  server.onRead = (_, offset) => (offset > 20_000 ? 'keep silent' : 'go on');
  const result = await home.pull(settings(), { env, idleMs: 200 });
  expect(codes(result)).toEqual(['stalled']);
  expect(await home.archive()).toEqual([]);
});

test('missing folder, denied file, too large a file', async () => {
  serve('cam.csv', 'x', { denied: true });
  serve('lon.csv', randomBytes(3000));
  serve('vua.csv', 'x');
  expect(codes(await pull({ folder: '/khong-co' }))).toEqual(['sftp_folder']);
  const result = await pull({ max_bytes: '1KB' });
  expect(result.notices.map(({ file, code }) => [file, code])).toEqual([
    ['cam.csv', 'sftp_unreadable'],
    ['lon.csv', 'too_large'],
  ]);
  expect(result.taken.map(({ name }) => name)).toEqual(['vua.csv']);
  expect(server.opened).toEqual(['vua.csv']);
});

test('no server, and a server that speaks something else', async () => {
  const other = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('220 ftp ready\r\n'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const strange = await pull({ port });
  expect(strange.notices).toHaveLength(1);
  expect(codes(strange)[0]).toMatch(/^(sftp_protocol|cut_short)$/);
  await new Promise((resolve) => other.close(resolve));
  const none = await pull({ port });
  expect(codes(none)).toEqual(['unreachable']);
  expect(none.notices[0]?.message).toContain('ECONNREFUSED');
});

test('a personal number in a file name comes back nowhere', async () => {
  serve('ho so 037190000001.csv', 'x');
  serve('ho so 037190000002.csv', 'x', { denied: true });
  const result = await pull();
  const everything = [
    result,
    await home.warehouse.all('from ops.file'),
    await home.warehouse.all('from ops.remote'),
  ];
  expect(JSON.stringify(everything)).not.toMatch(/0371900/);
});
