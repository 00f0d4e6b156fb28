import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installed, postgresServer } from './postgres-server.ts';
import { codes, type PullHome, pullHome } from './pull-home.ts';

const run = promisify(execFile);

/** A certificate that nobody vouches for, made on the spot: no key lies in the repository. */
async function ownCertificate(): Promise<{ key: string; cert: string } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi-tls-'));
  const [keyFile, certFile] = [join(folder, 'key'), join(folder, 'cert')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  try {
    await run('openssl', [...args, '-keyout', keyFile, '-out', certFile]);
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const tls = await ownCertificate();
let home: PullHome;
beforeEach(async () => {
  home = await pullHome();
});
afterEach(() => home.remove());

test.skipIf(!tls)('an https server nobody vouches for gets no request, and is not asked again', async () => {
  let asked = 0;
  const server = createServer({ ...tls }, (_, response) => {
    asked += 1;
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const secret = { headers: { key: `\${k}` }, secrets: { k: 'KPI_SECRET_KEY' } };
  const result = await home.pull(
    { kind: 'http', url: `https://127.0.0.1:${port}/a.csv`, ...secret },
    { env: { KPI_SECRET_KEY: 'bi-mat' } },
  );
  expect(codes(result)).toEqual(['certificate']);
  expect([asked, home.waits]).toEqual([0, []]);
  await new Promise((resolve) => server.close(resolve));
});

test.skipIf(!tls || !installed)('postgres: verify refuses such a server, require only encrypts', async () => {
  const server = await postgresServer('mat-khau', 'create table a as select 1 as b', tls);
  const pull = (ssl: 'verify' | 'require') =>
    home.pull(
      {
        kind: 'postgres',
        host: '127.0.0.1',
        port: server.port,
        database: 'postgres',
        user: 'admin',
        password_env: 'KPI_SECRET_PG',
        ssl,
        query: 'select b, (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as ma_hoa from a',
      },
      { env: { KPI_SECRET_PG: 'mat-khau' } },
    );
  try {
    expect(codes(await pull('verify'))).toEqual(['certificate']);
    expect(codes(await pull('require'))).toEqual([]);
    expect(await home.content()).toBe('b,ma_hoa\n1,t\n');
  } finally {
    await server.stop();
  }
});
