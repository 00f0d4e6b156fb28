import { posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import picomatch from 'picomatch';
import { type ArchivedFile, presentableName } from '../archive/archived-file.ts';
import { archiveStream, register } from '../archive/store.ts';
import { byteCount, type SftpSettings } from '../config/pull-settings.ts';
import { messages } from '../messages/index.ts';
import { extensionOf } from './extension.ts';
import { PullFault } from './fault.ts';
import { byTheWay } from './folder.ts';
import type { Job } from './job.ts';
import type { Pull } from './pulled.ts';
import { recall, remember, resourceKey } from './remote.ts';
import { retrying } from './retry.ts';
import { readKey } from './sftp-key.ts';
import { connect, isRefusal, type Session } from './sftp-session.ts';

interface RemoteFile {
  name: string;
  bytes: number;
  modifiedMs: number;
}

const retries = 3;

/** The plain files of the folder that the source takes; others on a shared server are none of ours. */
async function listing(session: Session, settings: SftpSettings, where: string): Promise<RemoteFile[]> {
  const matches = picomatch(settings.files, { nocase: true });
  const entries = await session.list(settings.folder).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    throw PullFault.lasting('sftp_folder', where, presentableName(settings.folder));
  });
  return (
    entries
      .filter(({ attrs }) => (attrs.mode & 0o170000) === 0o100000)
      // A name with a slash is a server's try to lead us elsewhere.
      .filter(({ filename: name }) => matches(name) && !byTheWay.test(name) && !/[/\\\0]/.test(name))
      .map(({ filename, attrs }) => ({
        name: filename,
        bytes: attrs.size,
        modifiedMs: attrs.mtime * 1000,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  );
}

/** Thrown to take back a copy whose original changed meanwhile. */
class Changed extends Error {}

const same = (a: RemoteFile, b: RemoteFile | undefined): boolean =>
  a.bytes === b?.bytes && a.modifiedMs === b.modifiedMs;

/** Takes what is new in a folder of an SFTP server into the archive. Throws faults of the connection. */
export async function pullSftp(job: Job<SftpSettings>, pull: Pull): Promise<void> {
  const { warehouse, home, folder, pulledAt, secrets, options } = job;
  const { id: source, pull: settings } = job.contract;
  const where = `sftp://${settings.host}:${settings.port}`;
  const password = secrets.get('password');
  const passphrase = secrets.get('passphrase');
  const login = {
    ...(password === undefined ? {} : { password }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(settings.key_file === undefined
      ? {}
      : { privateKey: await readKey(home, settings.key_file, passphrase) }),
  };
  const limit = byteCount(settings.max_bytes);
  /** Settled in this run, so that a new attempt after a broken connection goes on where it stood. */
  const settled = new Set<string>();
  const resourceOf = (name: string) =>
    resourceKey('sftp', settings.host, settings.port, posix.join(settings.folder, name));
  const notice = (code: PullFault['code'], name: string, message: string) =>
    pull.notices.push({ source, file: presentableName(name), code, message });

  const takeOne = async (session: Session, file: RemoteFile): Promise<void> => {
    const path = posix.join(settings.folder, file.name);
    const name = presentableName(file.name);
    const tooLarge = () => PullFault.lasting('too_large', `${where} ${name}`, settings.max_bytes);
    if (file.bytes > limit) throw tooLarge();
    const archived = await archiveStream(folder, session.read(path, file.bytes), {
      extension: extensionOf(file.name),
      limit: { bytes: limit, fault: tooLarge },
      check: async (_, bytes) => {
        const { size, mtime } = await session.look(path);
        const after = { name: file.name, bytes: size, modifiedMs: mtime * 1000 };
        if (bytes !== file.bytes || !same(file, after)) throw new Changed();
      },
    });
    const taken: ArchivedFile = { source, name, ...archived };
    const isNew = await register(warehouse, taken, pulledAt, () =>
      remember(warehouse, source, resourceOf(file.name), file, taken.sha256),
    );
    (isNew ? pull.taken : pull.known).push(taken);
  };

  const unknownOnes = async (files: readonly RemoteFile[]): Promise<RemoteFile[]> => {
    const unknown: RemoteFile[] = [];
    for (const file of files) {
      if (settled.has(file.name)) continue;
      const before = await recall(warehouse, home, source, resourceOf(file.name));
      if (before && before.look.bytes === file.bytes && before.look.modifiedMs === file.modifiedMs) {
        pull.known.push(before.file);
        settled.add(file.name);
      } else unknown.push(file);
    }
    return unknown;
  };

  const attempt = async (): Promise<void> => {
    const session = await connect(settings, where, login, options.idleMs);
    try {
      const candidates = await unknownOnes(await listing(session, settings, where));
      if (candidates.length === 0) return;
      await (options.wait ?? sleep)(options.restMs ?? 1000);
      const secondLook = new Map((await listing(session, settings, where)).map((file) => [file.name, file]));
      for (const file of candidates) {
        try {
          if (!same(file, secondLook.get(file.name))) throw new Changed();
          await takeOne(session, file);
        } catch (error) {
          const name = presentableName(file.name);
          if (error instanceof Changed)
            notice('still_growing', file.name, messages().pull.still_growing(name));
          else if (isRefusal(error))
            notice('sftp_unreadable', file.name, messages().pull.sftp_unreadable(where, name));
          else if (error instanceof PullFault && error.code === 'too_large')
            notice(error.code, file.name, error.message);
          else throw error;
        }
        settled.add(file.name);
      }
    } finally {
      session.close();
    }
  };
  await retrying(retries, attempt, options);
}
