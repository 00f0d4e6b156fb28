import { createHash } from 'node:crypto';
import ssh2, { type ConnectConfig, type FileEntry, type SFTPWrapper, type Stats } from 'ssh2';
import type { SftpSettings } from '../config/pull-settings.ts';
import { networkFault, PullFault } from './fault.ts';

/**
 * An open connection. Its methods reject with a fault when the connection ends or stands still for `idleMs`, and with
 * the server's own error (see `isRefusal`) when it refuses one file.
 */
export interface Session {
  list(folder: string): Promise<FileEntry[]>;
  look(path: string): Promise<Stats>;
  /** The first `size` bytes; fewer when the file has become shorter. */
  read(path: string, size: number): AsyncIterable<Buffer>;
  close(): void;
}

/** As `ssh-keygen -l` prints it. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** No night is longer: a server that sends drop by drop must not hold up the other sources. */
const longestSession = { ms: 3_600_000, text: '1h' };

function connectionFault(where: string, user: string, error: unknown, idleMs: number): PullFault {
  if (error instanceof PullFault) return error;
  const { level, code } = error as { level?: string; code?: string };
  if (level === 'client-authentication') return PullFault.lasting('sftp_denied', where, user);
  if (level === 'client-timeout') return PullFault.passing('stalled', [where, Math.ceil(idleMs / 1000)]);
  if (level === 'protocol' || level === 'handshake') return PullFault.lasting('sftp_protocol', where);
  // "Connection lost before handshake" and its like: neither level nor code.
  if (level === undefined && code === undefined) return PullFault.passing('cut_short', [where]);
  return networkFault(where, error);
}

/** Connects to a server that shows the pinned host key. Throws faults. */
export async function connect(
  settings: SftpSettings,
  where: string,
  login: Pick<ConnectConfig, 'password' | 'privateKey' | 'passphrase'>,
  idleMs: number,
): Promise<Session> {
  const client = new ssh2.Client();
  /** Why the connection is gone; everything under way ends with it. */
  let gone: PullFault | undefined;
  const ending = new Set<(fault: PullFault) => void>();
  const end = (fault: PullFault) => {
    gone ??= fault;
    clearTimeout(deadline);
    for (const reject of [...ending]) reject(gone);
    client.destroy();
  };
  const asFault = (error: unknown) => gone ?? connectionFault(where, settings.user, error, idleMs);
  client.on('error', (error) => end(asFault(error)));
  client.on('close', () => end(PullFault.passing('cut_short', [where])));

  const deadline = setTimeout(
    () => end(PullFault.passing('timed_out', [where, longestSession.text])),
    longestSession.ms,
  );
  let heardAt = performance.now();
  /** Turns a callback into a promise that also ends with the connection, or when nothing at all comes for too long. */
  const answer: Answer = <T>(ask: (done: (error: unknown, value: T) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (gone) return reject(gone);
      let timer: NodeJS.Timeout;
      const watch = (ms: number) => {
        timer = setTimeout(() => {
          const quiet = performance.now() - heardAt;
          if (quiet < idleMs) watch(idleMs - quiet);
          else end(PullFault.passing('stalled', [where, Math.ceil(idleMs / 1000)]));
        }, ms);
      };
      heardAt = performance.now();
      watch(idleMs);
      const settle = (act: () => void) => {
        heardAt = performance.now();
        clearTimeout(timer);
        ending.delete(rejected);
        act();
      };
      const rejected = (error: unknown) => settle(() => reject(isRefusal(error) ? error : asFault(error)));
      ending.add(rejected);
      try {
        ask((error, value) => (error ? rejected(error) : settle(() => resolve(value))));
      } catch (error) {
        rejected(error);
      }
    });

  try {
    await answer<void>((done) => {
      client.once('ready', () => done(undefined, undefined));
      client.connect({
        host: settings.host,
        port: settings.port,
        username: settings.user,
        ...login,
        readyTimeout: idleMs,
        keepaliveInterval: 10_000,
        hostVerifier: (key: Buffer) => {
          const found = fingerprint(key);
          if (found === settings.host_key) return true;
          gone ??= PullFault.lasting('sftp_host_key', where, settings.host_key, found);
          return false;
        },
      });
    });
    const sftp = await answer<SFTPWrapper>((done) => client.sftp(done));
    return {
      list: (folder) => answer((done) => sftp.readdir(folder, done)),
      look: (path) => answer((done) => sftp.lstat(path, done)),
      read: (path, size) => readChunks(sftp, path, size, answer),
      close: () => {
        clearTimeout(deadline);
        gone ??= PullFault.passing('cut_short', [where]);
        client.end();
        // A server that does not answer the goodbye must not hold the night.
        setTimeout(() => client.destroy(), 2000).unref();
      },
    };
  } catch (error) {
    clearTimeout(deadline);
    client.destroy();
    throw asFault(error);
  }
}

type Answer = <T>(ask: (done: (error: unknown, value: T) => void) => void) => Promise<T>;

/** Every server grants reads of this size. */
const chunkBytes = 32 * 1024;
/** Reads under way at once, so that a long line is kept full. */
const readsAhead = 16;

async function* readChunks(
  sftp: SFTPWrapper,
  path: string,
  size: number,
  answer: Answer,
): AsyncGenerator<Buffer> {
  const handle = await answer<Buffer>((done) => sftp.open(path, 'r', done));
  /** A server may give less than asked for before the end of the file. */
  const chunkAt = async (position: number): Promise<Buffer> => {
    const chunk = Buffer.alloc(Math.min(chunkBytes, size - position));
    let filled = 0;
    while (filled < chunk.length) {
      const got = await answer<number>((done) =>
        sftp.read(handle, chunk, filled, chunk.length - filled, position + filled, (error, bytes) =>
          done(error, bytes),
        ),
      );
      if (got === 0) break;
      filled += got;
    }
    return chunk.subarray(0, filled);
  };
  const ahead: Promise<Buffer>[] = [];
  let position = 0;
  try {
    while (position < size || ahead.length > 0) {
      while (position < size && ahead.length < readsAhead) {
        const chunk = chunkAt(position);
        // Looked at in order below; one that fails meanwhile must not count as unhandled.
        chunk.catch(() => undefined);
        ahead.push(chunk);
        position += chunkBytes;
      }
      const chunk = await ahead.shift();
      if (chunk && chunk.length > 0) yield chunk;
    }
  } finally {
    sftp.close(handle, () => undefined);
  }
}

/** Whether the server refused this one file or folder (with a status code of the protocol) while the connection stands. */
export const isRefusal = (error: unknown): boolean =>
  !(error instanceof PullFault) && typeof (error as { code?: unknown }).code === 'number';
