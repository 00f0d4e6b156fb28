import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export const installed = await run('initdb', ['--version']).then(
  () => true,
  () => false,
);

export interface PostgresServer {
  port: number;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The machine's own PostgreSQL in a temporary folder, with passwords checked (SCRAM). Only where it is installed. */
export async function postgresServer(
  password: string,
  sql: string,
  tls?: { key: string; cert: string },
): Promise<PostgresServer> {
  const root = await mkdtemp(join(tmpdir(), 'kpi-postgres-'));
  // The server refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (nobody.uid !== undefined) await chown(root, nobody.uid, nobody.gid);
  await chmod(root, 0o700);
  const secret = join(root, 'password');
  await writeFile(secret, password);
  if (nobody.uid !== undefined) await chown(secret, nobody.uid, nobody.gid);
  const data = join(root, 'data');
  const settings = { ...nobody, cwd: root, env: { ...process.env, HOME: root, LC_ALL: 'C' } };
  await run(
    'initdb',
    ['-D', data, '-U', 'admin', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', '--no-sync'],
    settings,
  );
  if (tls) {
    for (const [name, content] of Object.entries(tls)) {
      const path = join(data, `server.${name === 'key' ? 'key' : 'crt'}`);
      await writeFile(path, content, { mode: 0o600 });
      if (nobody.uid !== undefined) await chown(path, nobody.uid, nobody.gid);
    }
  }
  const port = await freePort();
  const server = spawn(
    'postgres',
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      root,
      '-F',
      '-c',
      'datestyle=SQL,MDY',
      '-c',
      `ssl=${tls ? 'on' : 'off'}`,
    ],
    { ...settings, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const admin = async () => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'admin', password, database: 'postgres' });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  for (let tries = 0; ; tries += 1) {
    try {
      await admin();
      break;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (tries === 100 || (code !== 'ECONNREFUSED' && code !== '57P03')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    async stop() {
      server.kill('SIGINT');
      await ended;
      await rm(root, { recursive: true, force: true });
    },
  };
}
