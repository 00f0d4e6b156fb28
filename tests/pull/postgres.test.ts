import { createServer, type Server } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installed, type PostgresServer, postgresServer } from './postgres-server.ts';
import { codes, type PullHome, pullHome, source } from './pull-home.ts';

const password = 'mat-khau-3e9d';
const env = { KPI_SECRET_PG: password };
const tables = `
  create table ho_so (so text, ngay date, luc timestamptz, ghi_chu text);
  insert into ho_so values ('1', '2026-11-02', '2026-11-02 20:00:00+00', 'một; "hai", ba'), ('2', null, null, '');
  create table lon as select g as a, repeat('x', 100) as b from generate_series(1, 20000) g;`;

let home: PullHome;
beforeEach(async () => {
  home = await pullHome();
});
afterEach(() => home.remove());

const settings = (port: number, query: string, more: object = {}) => ({
  kind: 'postgres' as const,
  host: '127.0.0.1',
  port,
  database: 'postgres',
  user: 'admin',
  password_env: 'KPI_SECRET_PG',
  ssl: 'disable' as const,
  query,
  ...more,
});

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
};

/** What any PostgreSQL must do, whichever one it is. */
function everyServer(port: () => number): void {
  const pull = (query: string, more: object = {}) => home.pull(settings(port(), query, more), { env });

  test('the rows arrive as CSV with a header: blanks and empty texts apart, dates ISO, times local', async () => {
    const first = await pull('select * from ho_so order by so -- hết');
    expect(codes(first)).toEqual([]);
    expect(first.taken).toMatchObject([{ source, name: `${source}.csv` }]);
    expect(await home.archive()).toEqual([`${first.taken[0]?.sha256}.csv`]);
    expect(await home.content()).toBe(
      'so,ngay,luc,ghi_chu\n1,2026-11-02,2026-11-03 03:00:00+07,"một; ""hai"", ba"\n2,,,""\n',
    );
    const second = await pull('select * from ho_so order by so');
    expect([second.taken.length, second.known.length]).toEqual([0, 1]);
  });

  test('no row is a header, not a fault', async () => {
    expect((await pull('select so from ho_so where false')).taken).toHaveLength(1);
    expect(await home.content()).toBe('so\n');
  });

  test('a query that fails says which name is wrong, once, and leaves nothing', async () => {
    const result = await pull('select so, khong_co from ho_so');
    expect(codes(result)).toEqual(['postgres_query']);
    expect(result.notices[0]?.message).toContain('42703: column "khong_co" does not exist');
    expect(home.waits).toEqual([]);
    expect(await home.archive()).toEqual([]);
  });

  test('an error in a row does not quote the row', async () => {
    const result = await pull("select cast(ghi_chu as integer) from ho_so where so = '1'");
    expect(codes(result)).toEqual(['postgres_query']);
    expect(result.notices[0]?.message).toContain('22P02');
    expect(result.notices[0]?.message).not.toContain('hai');
  });

  test('an error after many rows leaves nothing of them', async () => {
    expect(codes(await pull('select b, 1 / (a - 19999) from lon'))).toEqual(['postgres_query']);
    expect(await home.archive()).toEqual([]);
  });

  test('whatever writes is stopped by the transaction', async () => {
    for (const query of [
      "with x as (insert into ho_so values ('9') returning so) select * from x",
      "select nextval('so_thu_tu')",
      "select set_config('transaction_read_only', 'off', false) from ho_so for update",
    ]) {
      const result = await pull(query);
      expect(codes(result), query).toEqual(['postgres_read_only']);
    }
    await pull('select count(*) from ho_so');
    expect(await home.content()).toBe('count\n2\n');
  });

  test('a query cannot leave its brackets', async () => {
    for (const query of [
      "select 1) to program 'touch /tmp/kpi-thoat' --",
      "select 1) to '/tmp/kpi-thoat' with (format csv",
      'select 1 /*',
      "select '",
    ])
      expect(codes(await pull(query)), query).toEqual(['postgres_query']);
  });

  test('more than the limit is not read', async () => {
    expect(codes(await pull('select * from lon', { max_bytes: '100KB' }))).toEqual(['too_large']);
    expect(await home.archive()).toEqual([]);
    expect((await pull('select * from lon')).taken[0]?.bytes).toBeGreaterThan(2_000_000);
  });

  test('a server without encryption is refused where the contract wants it', async () => {
    const result = await pull('select 1', { ssl: 'require' });
    expect(codes(result)).toEqual(['postgres_ssl']);
  });
}

describe('PGlite', () => {
  let server: PGLiteSocketServer;
  let db: PGlite;
  let port: number;
  beforeAll(async () => {
    db = await PGlite.create();
    await db.exec(`${tables} create sequence so_thu_tu;`);
  });
  beforeEach(async () => {
    server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
    await server.start();
    port = Number(server.getServerConn().split(':').at(-1));
  });
  afterEach(() => server.stop());
  afterAll(() => db.close());
  everyServer(() => port);
});

describe.skipIf(!installed)('PostgreSQL of this machine', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer(password, `${tables} create sequence so_thu_tu; create role xem login;`);
  });
  afterAll(() => server?.stop());
  everyServer(() => server.port);
  const pull = (query: string, more: object = {}) => home.pull(settings(server.port, query, more), { env });

  test('a wrong password, a missing one, no such database, no right', async () => {
    const wrong = await home.pull(settings(server.port, 'select 1'), {
      env: { KPI_SECRET_PG: 'sai-mat-khau' },
    });
    expect(codes(wrong)).toEqual(['postgres_denied']);
    expect(JSON.stringify(wrong)).not.toContain('sai-mat-khau');
    expect(codes(await home.pull(settings(server.port, 'select 1'), { env: {} }))).toEqual([
      'secret_missing',
    ]);
    expect(codes(await pull('select 1', { user: 'xem' }))).toEqual(['postgres_denied']);
    expect(codes(await pull('select 1', { database: 'khong_co' }))).toEqual(['postgres_database']);
    expect(home.waits).toEqual([]);
  });

  test('a query that takes too long is stopped by the server', async () => {
    const result = await pull('select pg_sleep(20)', { statement_timeout: '200ms' });
    expect(codes(result)).toEqual(['timed_out']);
    expect(result.notices[0]?.message).toContain('200ms');
  });
});

describe('the line', () => {
  const pull = (port: number) => home.pull(settings(port, 'select 1'), { env, idleMs: 200 });

  test('nobody there; somebody who speaks something else; somebody who says nothing', async () => {
    const gone = createServer();
    const free = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const none = await pull(free);
    expect(codes(none)).toEqual(['unreachable']);
    expect([none.notices[0]?.message.includes('ECONNREFUSED'), home.waits]).toEqual([
      true,
      [1000, 2000, 4000],
    ]);
    const strange = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    expect(codes(await pull(await listen(strange)))[0]).toMatch(/^(postgres_protocol|cut_short)$/);
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    expect(codes(await pull(await listen(silent)))).toEqual(['unreachable']);
    for (const server of [strange, silent]) await new Promise((resolve) => server.close(resolve));
  });
});
