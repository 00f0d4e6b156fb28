import { Socket } from 'node:net';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchivedFile } from '../archive/archived-file.ts';
import { archiveStream, register } from '../archive/store.ts';
import { byteCount, milliseconds, type PostgresSettings } from '../config/pull-settings.ts';
import { fromPeer, PullFault } from './fault.ts';
import type { Job } from './job.ts';
import { postgresFault } from './postgres-fault.ts';
import type { Pull } from './pulled.ts';
import { retrying } from './retry.ts';

const retries = 3;
/** What the network may add to the server's own time limit before we hang up. */
const grace = 15_000;

/**
 * Dates and times as ISO in local time, whatever the server's habit is; and nothing may be written. Settings of the
 * session and not of its start, because poolers refuse those.
 */
const sessionSettings = (timeoutMs: number): string =>
  [
    'set default_transaction_read_only = on',
    `set statement_timeout = ${timeoutMs}`,
    "set datestyle = 'ISO, YMD'",
    "set timezone = 'Asia/Ho_Chi_Minh'",
    "set client_encoding = 'UTF8'",
  ].join('; ');

/** Takes the rows of one query as a CSV file into the archive. Throws faults. */
export async function pullPostgres(job: Job<PostgresSettings>, pull: Pull): Promise<void> {
  const { warehouse, folder, pulledAt, secrets, options } = job;
  const { id: source, pull: settings } = job.contract;
  const where = `postgres://${settings.host}:${settings.port}/${settings.database}`;
  const timeoutMs = milliseconds(settings.statement_timeout);

  const attempt = async () => {
    // A socket of our own: whatever state the protocol is in, the connection can be cut.
    const socket = new Socket();
    let late: PullFault | undefined;
    const client = new pg.Client({
      host: settings.host,
      port: settings.port,
      database: settings.database,
      user: settings.user,
      password: secrets.get('password') ?? '',
      ssl: settings.ssl === 'disable' ? false : { rejectUnauthorized: settings.ssl === 'verify' },
      application_name: 'nq57-kpi',
      connectionTimeoutMillis: options.idleMs,
      stream: () => socket,
    });
    // Errors while nothing is asked; the next question fails with them.
    client.on('error', () => undefined);
    const overall = setTimeout(() => {
      late = PullFault.passing('timed_out', [where, settings.statement_timeout]);
      socket.destroy();
    }, timeoutMs + grace);
    const fault = (error: unknown) => late ?? postgresFault(where, settings, error);
    const asked = <T>(answer: Promise<T>): Promise<T> =>
      answer.catch((error: unknown) => {
        throw fault(error);
      });
    try {
      await asked(client.connect());
      await asked(client.query(sessionSettings(timeoutMs)));
      await asked(client.query('begin transaction isolation level repeatable read read only'));
      // The line break ends a comment at the query's end, which would hide the bracket.
      const copy = client.query(copyTo(`copy (${settings.query}\n) to stdout (format csv, header)`));
      copy.on('error', () => undefined);
      // A connection that breaks does not end the stream by itself.
      socket.once('close', () => copy.destroy(new Error('connection closed')));
      return await archiveStream(folder, fromPeer(copy, fault), {
        extension: 'csv',
        limit: {
          bytes: byteCount(settings.max_bytes),
          fault: () => PullFault.lasting('too_large', where, settings.max_bytes),
        },
      });
    } finally {
      clearTimeout(overall);
      await Promise.race([
        client.end().catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, 500).unref()),
      ]);
      socket.destroy();
    }
  };

  const archived = await retrying(retries, attempt, options);
  const file: ArchivedFile = { source, name: `${source}.csv`, ...archived };
  const isNew = await register(warehouse, file, pulledAt, async () => undefined);
  (isNew ? pull.taken : pull.known).push(file);
}
